/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of the document's tables as 'coverage' tells them: which are asked
 * about, and what is known of each, with a recorded run or without.
 */
#ifndef IXC_CLI_COVERING_H
#define IXC_CLI_COVERING_H

#include "compare/past_run.h"
#include "core/buf.h"
#include "core/diag.h"
#include "lint/coverage.h"
#include "model/row.h"

#include <stdbool.h>

struct covering {
	char *const *words; /* suites, phases and cases; borrowed */
	unsigned word_count;
	struct coverage coverage;
	struct past_run *run;                   /* NULL: none is asked about */
	unsigned counts[ROW_STATE_COUNT], rows; /* by covering_count() */
};

/* How that case of a row ended in the run; NULL: it is not in it. */
const struct case_result *covering_result(
    const struct covering *c, const struct covered_row *row, size_t test);

enum row_state covering_state(
    const struct covering *c, const struct covered_row *row);

/* Is it one of those that are asked about? */
bool covering_wants(const struct covering *c, const struct covered_row *row);

/* Does each word name a row?  False after reporting. */
bool covering_check_words(const struct covering *c, struct diag *diag);

/* Before excuses are read: tell the rows that the run has not shown. */
void covering_mark_open(struct covering *c);

/* Count the rows that are asked about; once. */
void covering_count(struct covering *c);

/* Append them as one object. */
void covering_print_json(const struct covering *c, struct buf *into);

void covering_free(struct covering *c);

#endif
