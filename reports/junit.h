/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JUnit XML for a CI system: one document that is valid under both schemas in
 * tests/reports/schema/.
 *
 * A sink of the stream of run events.  Keeps the outcome of each case and
 * writes the whole document at the end, however the run ended: a case that
 * never ended is an error of type "aborted", and a run without any case is one
 * error of its own, so that no reader takes silence for success.
 */
#ifndef IXC_REPORTS_JUNIT_H
#define IXC_REPORTS_JUNIT_H

#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>
#include <stdint.h>

struct junit;

/* Takes ownership of 'output'. */
struct junit *junit_new(struct output *output);

/* With the place of each case's fixture: not valid under the schemas. */
void junit_annotate(struct junit *j);

/* The command that judges a case again that is named behind it; copied. */
void junit_set_replay(struct junit *j, const char *command);

/* Where to send the events; lives as long as the junit. */
struct sink *junit_sink(struct junit *j);

/*
 * Say why there was no run, or why it broke off without a RUN_ENDED event.  The
 * text is copied.  'wall_s' (seconds since 1970, UTC) dates a report without a
 * run.
 */
void junit_set_problem(struct junit *j, const char *problem, int64_t wall_s);

/*
 * Write the document.  Without a RUN_ENDED event the facts of RUN_STARTED must
 * still live.  Returns false and sets *ret_problem (freed by the caller) when
 * it could not be written.  Call once; then only junit_free() is allowed.
 */
bool junit_finish(struct junit *j, char **ret_problem);

/* NULL is fine; without junit_finish() nothing is written. */
void junit_free(struct junit *j);

#endif
