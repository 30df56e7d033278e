/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "runner/match/state.h"

/* The widest window of all ways to read what came. */
static void
widen(const struct match *m, const struct config *c, struct match_prospect *ret)
{
	const struct pattern_event *e = &m->p->events.items[ret->event];
	int64_t from_ns = match_event_limit(m, c, e, false);
	int64_t until_ns = match_event_limit(m, c, e, true);
	if (from_ns < ret->from_ns)
		ret->from_ns = from_ns;
	if (until_ns > ret->until_ns)
		ret->until_ns = until_ns;
}

unsigned
match_prospects(const struct match *m, struct match_prospect *ret)
{
	unsigned count = 0;
	if (m->state != MATCH_RUNNING)
		return 0;
	for (unsigned e = 0; e < m->p->events.count; e++) {
		struct match_prospect next = { .event = e,
			.from_ns = TIME_NEVER_NS,
			.until_ns = INT64_MIN };
		unsigned ways = 0, needed = 0;
		if (m->p->events.items[e].kind == EVENT_BAN)
			continue;
		for (unsigned i = 0; i < m->config_count; i++) {
			const struct config *c = &m->configs[i];
			if (!pattern_enabled(m->p, e, c->set))
				continue;
			widen(m, c, &next);
			ways++;
			needed += pattern_needs(m->p, c->set, e);
		}
		next.is_sure = needed == m->config_count;
		if (ways)
			ret[count++] = next;
	}
	return count;
}
