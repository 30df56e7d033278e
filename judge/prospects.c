/* SPDX-License-Identifier: Apache-2.0 */
/* What may come next, for an observer. */
#include "core/clock.h"
#include "judge/fit.h"
#include "judge/match.h"
#include "judge/relevance.h"
#include "judge/state.h"
#include "judge/window.h"

/* The widest window over all interpretations of what came. */
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
	if (!match_is_running(m))
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

bool
match_would_take(struct match *m, unsigned event, const struct observation *o)
{
	const struct pattern_event *e = &m->p->events.items[event];
	unsigned record = (unsigned)m->records.count;
	struct misfit misfit;
	struct look look = match_look_at(m, o);
	struct record r = { .kind = o->kind,
		.party = o->party,
		.event = -1,
		.time_ns = o->time_ns,
		.earliest_ns = o->earliest_ns,
		.protocol = look.protocol ? look.protocol : o->protocol,
		.spec = look.spec,
		.has_message = true,
		.message = o->message };
	if (e->spec != r.spec || e->party != r.party)
		return false;
	vec_push(&m->records, r);
	enum fit fit = match_fit(m, &m->configs[0], event, record, &misfit);
	m->records.count--;
	return fit != MISFIT_ANSWER && fit != MISFIT_ATTRIBUTE;
}
