/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Common Test Report Format: one JSON document for the tools that read it,
 * valid under schema/ctrf.schema.json.
 *
 * Nothing in it is of the moment in which it is written, so a recording gives
 * the same bytes again.
 */
#ifndef IXC_REPORTS_EXCHANGE_CTRF_H
#define IXC_REPORTS_EXCHANGE_CTRF_H

#include "record/report.h"

extern const struct report_kind ctrf_report;

#endif
