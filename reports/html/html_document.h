/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of a run with all its results: the layout, in HTML that is also
 * well-formed XML.
 *
 * Between html.c, which collects, and xml/writer.h.  Decides nothing about the
 * cases: each has its verdict by now.  The style and the script are the files
 * of reports/html/.
 */
#ifndef IXC_REPORTS_HTML_HTML_DOCUMENT_H
#define IXC_REPORTS_HTML_HTML_DOCUMENT_H

#include "reports/html/html_parts.h"

#include <stdbool.h>

/* Append the page to 'into'.  False, with nothing appended: does not fit. */
bool html_document_print(const struct html_run *run, struct buf *into);

#endif
