/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes a baseline from a run: every case that failed, or whose preamble
 * did, and how.
 *
 * A sink of the stream of run events as the judge has them, before any
 * baseline.  A person should write the reasons; until then each is what the
 * judge said.  Entries of an earlier baseline keep their reason and expiry
 * while the case fails the same way, or was not judged in this run.
 */
#ifndef IXC_COMPARE_BASELINE_SHEET_H
#define IXC_COMPARE_BASELINE_SHEET_H

#include "model/baseline.h"
#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>

struct baseline_sheet;

/* Takes ownership of 'output'. */
struct baseline_sheet *baseline_sheet_new(struct output *output);

struct sink *baseline_sheet_sink(struct baseline_sheet *s);

/*
 * Write the file; 'earlier' may be NULL.  Without a RUN_STARTED event the file
 * is left as it was.  Returns false and sets *ret_problem (freed by the
 * caller) when it could not be written.  Call once.
 */
bool baseline_sheet_finish(struct baseline_sheet *s,
    const struct baseline *earlier, char **ret_problem);

/* NULL is fine; without baseline_sheet_finish() nothing is written. */
void baseline_sheet_free(struct baseline_sheet *s);

#endif
