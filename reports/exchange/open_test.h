/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open Test Reporting, the hierarchical format: suites, phases and cases as a
 * tree of XML, valid under the schemas in schema/open-test-reporting/.
 *
 * The format is made to be extended: what it has no word for is in elements of
 * our own namespace, of which there is a schema, too.
 */
#ifndef IXC_REPORTS_EXCHANGE_OPEN_TEST_H
#define IXC_REPORTS_EXCHANGE_OPEN_TEST_H

#include "record/report.h"

extern const struct report_kind open_test_report;

#endif
