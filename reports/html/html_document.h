/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of a run whose results are all there: what stands where, in HTML
 * that is well-formed XML as well.
 *
 * Between html.c, which collects, and xml/writer.h.  Decides nothing about the
 * cases: each has its verdict by now.  The style and the script are the files
 * of reports/html/.
 */
#ifndef IXC_REPORTS_HTML_HTML_DOCUMENT_H
#define IXC_REPORTS_HTML_HTML_DOCUMENT_H

#include "core/buf.h"
#include "record/results.h"
#include "reports/html/html_steps.h"

#include <stdbool.h>

struct html_run {
	const struct results *results;     /* closed */
	const struct run_summary *summary; /* NULL: the run did not end */
	struct html_strings strings;
	struct buf *diagrams; /* by case: its line of html_steps_print() */
};

/* Append the page to 'into'.  False, with nothing appended: does not fit. */
bool html_document_print(const struct html_run *run, struct buf *into);

#endif
