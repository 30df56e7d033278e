/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of the document's tables for 'coverage': which are selected, and
 * what is known about each, with or without a recorded run.
 */
#ifndef IXC_CLI_COVERAGE_QUERY_H
#define IXC_CLI_COVERAGE_QUERY_H

#include "compare/past_run.h"
#include "core/buf.h"
#include "core/diag.h"
#include "lint/coverage.h"
#include "model/row.h"

#include <stdbool.h>

struct coverage_query {
	char *const *words; /* suites, phases and cases; borrowed */
	unsigned word_count;
	struct coverage coverage;
	struct past_run *run;                   /* NULL: no run */
	unsigned counts[ROW_STATE_COUNT], rows; /* by coverage_query_count() */
};

/* How that case of a row ended in the run; NULL: it is not in it. */
const struct case_result *coverage_query_result(
    const struct coverage_query *c, const struct covered_row *row, size_t test);

enum row_state coverage_query_state(
    const struct coverage_query *c, const struct covered_row *row);

/* Is it selected? */
bool coverage_query_wants(
    const struct coverage_query *c, const struct covered_row *row);

/* Does each name match a row?  False after reporting. */
bool coverage_query_check_words(
    const struct coverage_query *c, struct diag *diag);

/* Before excuses are read: mark the rows that the run has not shown. */
void coverage_query_mark_open(struct coverage_query *c);

/* Count the selected rows; once. */
void coverage_query_count(struct coverage_query *c);

/* Append them as one object. */
void coverage_query_print_json(
    const struct coverage_query *c, struct buf *into);

void coverage_query_free(struct coverage_query *c);

#endif
