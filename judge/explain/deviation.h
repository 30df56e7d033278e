/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In how many respects a record differs from an expected message, seen from a
 * state of the search for edits.
 */
#ifndef IXC_JUDGE_EXPLAIN_DEVIATION_H
#define IXC_JUDGE_EXPLAIN_DEVIATION_H

#include "judge/explain/edit_search.h"

/* In how many respects, and in which first, a record differs from an event. */
struct deviation {
	unsigned count;
	enum finding finding;
	struct misfit misfit;
	int culprit;
};

struct deviation edit_compare(struct edit_search *s, struct edit_node *n,
    unsigned event, unsigned record);

/* The event that blocks another one, or -1. */
int edit_find_culprit(
    struct edit_search *s, const struct edit_node *n, unsigned event);

/* Does the expanded state need the event to become complete? */
bool edit_needs(
    struct edit_search *s, const struct edit_node *n, unsigned event);

#endif
