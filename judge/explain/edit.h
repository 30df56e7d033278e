/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cheapest set of edits between what was observed and a trace that the
 * pattern allows: the basis for explaining a failure.
 */
#ifndef IXC_JUDGE_EXPLAIN_EDIT_H
#define IXC_JUDGE_EXPLAIN_EDIT_H

#include "judge/explain/edit_cost.h"
#include "judge/match_data.h"

/*
 * Explain the divergence by edits: completes 'ret' with the first cause, makes
 * the configuration in which it was found the judge's first, and sets *ret_ns
 * to the time at which it could first have been seen.  False if none is within
 * the largest distinguished cost, or the search took too many steps
 * (*ret_is_cut_short); nothing is then changed.
 */
bool match_explain_by_edits(struct match *m, struct divergence *ret,
    int64_t *ret_ns, bool *ret_is_cut_short);

/* Is all that came legal as it is? */
bool match_needs_no_edit(struct match *m);

/* What the explanation costs, or EDIT_NO_COST when the search gives up. */
unsigned match_edit_cost(struct match *m);

#endif
