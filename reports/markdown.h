/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A summary in Markdown, for the page that a CI system shows of a job: one line
 * of counts, and a table of the cases that need attention.
 *
 * A sink of the stream of run events; writes at the end, as tap.h does.
 */
#ifndef IXC_REPORTS_MARKDOWN_H
#define IXC_REPORTS_MARKDOWN_H

#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>

struct markdown;

/* Takes ownership of 'output'. */
struct markdown *markdown_new(struct output *output);

/* Where to send the events; lives as long as the markdown. */
struct sink *markdown_sink(struct markdown *m);

/* Say why there was no run, or why it broke off; the text is copied. */
void markdown_set_problem(struct markdown *m, const char *problem);

/*
 * Write the document.  Without a RUN_ENDED event the facts of RUN_STARTED must
 * still live.  Returns false and sets *ret_problem (freed by the caller) when
 * it could not be written.  Call once; then only markdown_free() is allowed.
 */
bool markdown_finish(struct markdown *m, char **ret_problem);

/* NULL is fine; without markdown_finish() nothing is written. */
void markdown_free(struct markdown *m);

#endif
