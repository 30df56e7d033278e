/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The moves of the search for the cheapest edits (edit.h): what a record may be
 * taken for, and what that costs.
 */
#ifndef IXC_JUDGE_EXPLAIN_EDIT_MOVES_H
#define IXC_JUDGE_EXPLAIN_EDIT_MOVES_H

#include "judge/explain/edit_search.h"

/* Add the nodes that follow from one. */
void edit_expand(struct edit_search *s, unsigned node);

#endif
