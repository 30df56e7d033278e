/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page for a browser: one file that needs nothing else, with the summary,
 * the tables' coverage, and for each case its finding and its messages as a
 * ladder diagram.
 *
 * A sink of the stream of run events.  Keeps what the page needs of each case
 * and writes it at the end, however the run ended: a case that never ended is
 * aborted.  Readable without scripts, except for the diagrams.
 */
#ifndef IXC_REPORTS_HTML_HTML_H
#define IXC_REPORTS_HTML_HTML_H

#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>
#include <stdint.h>

struct html;

/* Takes ownership of 'output'. */
struct html *html_new(struct output *output);

/* Where to send the events; lives as long as the html. */
struct sink *html_sink(struct html *h);

/* As junit_set_problem() of junit.h. */
void html_set_problem(struct html *h, const char *problem, int64_t wall_s);

/*
 * Write the page.  Without a RUN_ENDED event the facts of RUN_STARTED must
 * still live.  Returns false and sets *ret_problem (freed by the caller) when
 * it could not be written.  Call once; then only html_free() is allowed.
 */
bool html_finish(struct html *h, char **ret_problem);

/* NULL is fine; without html_finish() nothing is written. */
void html_free(struct html *h);

#endif
