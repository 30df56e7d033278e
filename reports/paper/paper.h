/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two conformance test reports of ISO/IEC 9646-5: a page for each model
 * (PCTR) and one for the system (SCTR), to be printed, signed and filed.
 *
 * Made of the stream of run events like any other report, so those of a
 * recording are the same.  Pages of HTML without a script.
 */
#ifndef IXC_REPORTS_PAPER_PAPER_H
#define IXC_REPORTS_PAPER_PAPER_H

#include "record/report.h"

/* --pctr: protocol conformance test report. */
extern const struct report_kind pctr_report;

/* --sctr: system conformance test report. */
extern const struct report_kind sctr_report;

#endif
