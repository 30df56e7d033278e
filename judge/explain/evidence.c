/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case that passed rests on: which observation was which expected
 * message, and how early it came.
 */
#include "core/clock.h"
#include "judge/state.h"

#define DEFAULT_DEADLINE "{response-timeout}"

/* The bound that ends first, in the words of the fixture. */
static void
note_deadline(const struct match *m, const struct config *c,
    const struct pattern_event *e, const struct record *r,
    struct matched_message *ret)
{
	ret->slack_ns = TIME_NEVER_NS;
	for (size_t i = 0; i < e->bounds.count; i++) {
		const struct bound *b = &e->bounds.items[i];
		int64_t limit_ns;
		if (!b->latest || !match_bound_time(m, c, b, &limit_ns) ||
		    limit_ns - r->time_ns >= ret->slack_ns)
			continue;
		ret->within = b->sum ? b->sum->text : DEFAULT_DEADLINE;
		ret->limit_ns = b->ns;
		ret->slack_ns = limit_ns - r->time_ns;
	}
}

/* The event that the record happened as, in one configuration, or -1. */
static int
find_event(const struct match *m, const struct config *c, size_t record)
{
	int usual = m->records.items[record].event;
	if (usual >= 0 && bits_has(c->set, (unsigned)usual) &&
	    c->at[usual] == record)
		return usual;
	for (unsigned e = 0; e < m->p->events.count; e++)
		if (m->p->events.items[e].kind == EVENT_RECEIVE &&
		    bits_has(c->set, e) && c->at[e] == record)
			return (int)e;
	return -1;
}

void
match_collect(const struct match *m, struct outcome *ret)
{
	const struct config *c = &m->configs[0];
	ret->matches = mem_zalloc(m->records.count * sizeof(*ret->matches));
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *r = &m->records.items[i];
		int event =
		    r->is_matched && !r->is_stimulus ? find_event(m, c, i) : -1;
		if (event < 0)
			continue;
		const struct pattern_event *e = &m->p->events.items[event];
		struct matched_message *matched =
		    &ret->matches[ret->match_count++];
		*matched = (struct matched_message){ .number = r->number,
			.event = (unsigned)event,
			.file = e->fixture->source->path,
			.line = e->step->at.line,
			.is_main = e->main };
		note_deadline(m, c, e, r, matched);
	}
}
