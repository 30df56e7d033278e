/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A score as a table for a terminal, at most 100 columns wide: for each suite a
 * row per case as it is qualified, then a row per kind of fault, the totals.
 */
#ifndef IXC_CLI_QUALIFY_QUALIFY_TABLE_H
#define IXC_CLI_QUALIFY_QUALIFY_TABLE_H

#include "qualify/score.h"

#include <stdio.h>

/* 'what' the rows are of: the suite's name. */
void table_print_head(FILE *out, const char *what);

/* The last case of the score. */
void table_print_case(FILE *out, const struct score *s);

/* One finding, with the command that replays it. */
void table_print_finding(
    FILE *out, const struct score *s, const struct scored_finding *f);

/* "98.7 %", rounded down so that only all is 100. */
void table_print_share(FILE *out, unsigned part, unsigned whole);

/* For a shell: in single quotes. */
void table_print_quoted(FILE *out, const char *text);

/* 'case_count': how many were selected. */
void table_print_totals(
    FILE *out, const struct score *s, unsigned case_count, int64_t duration_ns);

#endif
