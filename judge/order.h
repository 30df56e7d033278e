/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What order and choice say about an event in a configuration: whether it may
 * come, what it waits for, what excludes it, and whether the case can do
 * without it.
 */
#ifndef IXC_JUDGE_ORDER_H
#define IXC_JUDGE_ORDER_H

#include "judge/match_data.h"

/*
 * As pattern_extends(), counting the nodes that it may look at.
 */
static inline bool
match_extends(struct match *m, unsigned event, uint64_t *set)
{
	if (!pattern_in_order(m->p, event, set))
		return false;
	if (!m->p->events.items[event].conditional)
		return true;
	match_note_steps(m, m->p->nodes.count);
	return pattern_leaves_viable(m->p, event, set);
}

/* Can the event come next in every live configuration? */
bool match_enabled_everywhere(const struct match *m, unsigned event);

/* Has all come that the case has to have? */
bool match_is_complete(const struct match *m, const struct config *c);

/*
 * A stimulus that the event waits for and that has not been done in the first
 * configuration, or -1.
 */
int match_missing_stimulus(const struct match *m, unsigned event);

/*
 * What came of another branch, so that the event can never come, in the first
 * configuration; -1: nothing did.
 */
int match_excluder(const struct match *m, unsigned event);

/*
 * Is the event in an optional block of which nothing has come?  An event that
 * need not come has not gone astray.
 */
bool match_need_not_come(
    const struct match *m, const struct config *c, unsigned event);

/*
 * Has a message come to the party, in that configuration, after
 * which the server may close its connection?
 */
bool match_may_close(
    const struct match *m, const struct config *c, unsigned party);

#endif
