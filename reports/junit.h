/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JUnit XML for a CI system: one document that is valid under both schemas in
 * tests/reports/schema/.
 *
 * A run without any case becomes one error, and a case that never ended an
 * error of type "aborted".
 */
#ifndef IXC_REPORTS_JUNIT_H
#define IXC_REPORTS_JUNIT_H

#include "record/report.h"

extern const struct report_kind junit_report;

#endif
