/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page for a browser: one self-contained file, with the summary, the tables'
 * coverage, and for each case its finding and its messages as a ladder diagram.
 *
 * Keeps what the page needs of each case.  Readable without scripts, except for
 * the diagrams.
 */
#ifndef IXC_REPORTS_HTML_HTML_H
#define IXC_REPORTS_HTML_HTML_H

#include "record/report.h"

extern const struct report_kind html_report;

/*
 * What the page is about, if it is more than its cases: another headline, and a
 * part between the summary and the cases, which is well-formed XML.  Both are
 * copied.  Before RUN_ENDED.
 */
void html_insert(struct report *r, const char *headline, const char *markup);

#endif
