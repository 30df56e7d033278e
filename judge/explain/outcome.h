/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict of a run that is over, with what explains it, and what a case
 * that passed rests on.
 *
 * Sits between match.h and whoever reports.
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
