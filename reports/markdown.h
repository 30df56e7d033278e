/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A summary in Markdown, for the page that a CI system shows of a job: one line
 * of counts, and a table of the cases that need attention.
 */
#ifndef IXC_REPORTS_MARKDOWN_H
#define IXC_REPORTS_MARKDOWN_H

#include "record/report.h"

extern const struct report_kind markdown_report;

#endif
