/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report that is written as a whole at the end, however the run ended: a case
 * that never ended is aborted, so that no reader takes silence for success.
 *
 * Keeps what record/results.h keeps of a run, and its text once it is printed.
 * The kinds of documents (junit.h, tap.h, ...) say only how they are printed.
 */
#ifndef IXC_REPORTS_DOCUMENT_H
#define IXC_REPORTS_DOCUMENT_H

#include "core/buf.h"
#include "record/report.h"
#include "record/results.h"

struct document;

struct document_form {
	const char *title; /* for messages: "the JUnit report is larger ..." */
	size_t max_bytes;
	/*
	 * Close the results and append the document to the text; false when it
	 * does not fit.  'summary' is NULL when the run did not end.  Called
	 * once: the facts and the summary may not exist later.
	 */
	bool (*print)(struct document *d, const struct run_summary *summary);
};

/* The first member of each document. */
struct document {
	struct report report;
	const struct document_form *form;
	struct output *output;
	struct results results; /* 'run' is NULL after the run */
	bool is_printed;
	bool is_complete; /* 'text' holds the whole document */
	struct buf text;
};

/* Of so many bytes, zero-filled after the first member. */
void *document_new(size_t size, struct output *output,
    const struct document_form *form, const struct report_style *style);

/* For a document that keeps more of the events: the rest of its sink. */
void document_take(struct sink *sink, const struct run_event *event);

/* For the rows of the kinds. */
void document_explain(struct report *r, const char *problem, int64_t wall_s);
bool document_finish(struct report *r, char **ret_problem);
void document_free(struct report *r);

#endif
