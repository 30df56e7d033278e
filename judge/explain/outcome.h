/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict of a finished run, with its explanation, and the evidence for a
 * pass.
 *
 * Sits between match.h and the reports.
 */
#ifndef IXC_JUDGE_EXPLAIN_OUTCOME_H
#define IXC_JUDGE_EXPLAIN_OUTCOME_H

#include "judge/match.h"
#include "model/outcome.h"

/* The verdict after MATCH_DONE; the caller owns the texts (outcome_clear). */
void match_outcome(struct match *m, struct outcome *ret);

/* Besides, its 'matches': which observations were which expected messages. */
void match_collect(const struct match *m, struct outcome *ret);

#endif
