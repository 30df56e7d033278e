/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The judge's side of time: deadlines, waits, and what has to be done next.
 */
#include "core/clock.h"
#include "runner/match/state.h"

#include <string.h>

/* The earliest time at which a bound of that sense is over, or never. */
int64_t
match_event_limit(const struct match *m, const struct config *c,
    const struct pattern_event *e, bool latest)
{
	int64_t limit_ns = latest ? TIME_NEVER_NS : m->start_ns;
	for (size_t i = 0; i < e->bounds.count; i++) {
		const struct bound *b = &e->bounds.items[i];
		int64_t ns;
		if (b->latest != latest || !match_bound_time(m, c, b, &ns))
			continue;
		if (latest ? ns < limit_ns : ns > limit_ns)
			limit_ns = ns;
	}
	return limit_ns;
}

static int64_t
event_deadline(const struct match *m, const struct config *c, unsigned event)
{
	const struct pattern_event *e = &m->p->events.items[event];
	if (bits_has(c->set, event) || bits_meet(e->bars, c->set, m->p->words))
		return TIME_NEVER_NS;
	switch (e->kind) {
	case EVENT_RECEIVE:
		return match_event_limit(m, c, e, true);
	case EVENT_WAIT:
		return bits_within(e->must, c->set, m->p->words)
		    ? match_event_limit(m, c, e, true)
		    : TIME_NEVER_NS;
	case EVENT_SEND:
		return TIME_NEVER_NS;
	case EVENT_BAN:
		return TIME_NEVER_NS;
	}
	return TIME_NEVER_NS;
}

int64_t
match_send_time(const struct match *m, unsigned event)
{
	return match_event_limit(
	    m, &m->configs[0], &m->p->events.items[event], false);
}

bool
match_enabled_everywhere(const struct match *m, unsigned event)
{
	for (unsigned i = 0; i < m->config_count; i++)
		if (!pattern_enabled(m->p, event, m->configs[i].set))
			return false;
	return true;
}

/* What is already over was dealt with, or is optional and did not come. */
static int64_t
still_ahead(const struct match *m, int64_t ns)
{
	return ns < m->elapsed_ns ? TIME_NEVER_NS : ns;
}

int64_t
match_deadline(struct match *m)
{
	if (m->state != MATCH_RUNNING)
		return TIME_NEVER_NS;
	if (m->deadline_known)
		return m->deadline_ns;
	int64_t next_ns = TIME_NEVER_NS;
	for (unsigned e = 0; e < m->p->events.count; e++) {
		for (unsigned i = 0; i < m->config_count; i++) {
			int64_t ns = still_ahead(
			    m, event_deadline(m, &m->configs[i], e));
			if (ns < next_ns)
				next_ns = ns;
		}
		if (m->p->events.items[e].kind != EVENT_SEND ||
		    !match_enabled_everywhere(m, e))
			continue;
		int64_t ns = still_ahead(m, match_send_time(m, e));
		if (ns < next_ns)
			next_ns = ns;
	}
	m->deadline_known = true;
	m->deadline_ns = next_ns;
	return next_ns;
}

/* Events whose time is over in a configuration. */
static void
find_expired(const struct match *m, const struct config *c, int64_t quiet_ns,
    uint64_t *expired)
{
	memset(expired, 0, m->p->words * sizeof(*expired));
	for (unsigned e = 0; e < m->p->events.count; e++)
		if (m->p->events.items[e].kind == EVENT_RECEIVE &&
		    event_deadline(m, c, e) < quiet_ns)
			bits_add(expired, e);
}

/* A wait is over: it happens, as an event of its own. */
static void
end_waits(struct match *m, int64_t quiet_ns)
{
	for (unsigned e = 0; e < m->p->events.count; e++) {
		if (m->p->events.items[e].kind != EVENT_WAIT)
			continue;
		for (unsigned i = 0; i < m->config_count; i++) {
			struct config *c = &m->configs[i];
			if (event_deadline(m, c, e) > quiet_ns ||
			    !pattern_enabled(m->p, e, c->set))
				continue;
			bits_add(c->set, e);
			match_note_progress(m);
		}
	}
}

/* The missing event with the earliest deadline that nothing can replace. */
static unsigned
first_expired(
    const struct match *m, const struct config *c, const uint64_t *expired)
{
	unsigned count = (unsigned)m->p->events.count, found = count;
	int64_t found_ns = TIME_NEVER_NS;
	for (unsigned e = bits_next(expired, 0, count); e < count;
	     e = bits_next(expired, e + 1, count)) {
		int64_t ns = event_deadline(m, c, e);
		uint64_t only[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
		bits_add(only, e);
		if (ns < found_ns &&
		    !pattern_viable(m->p, pattern_root(m->p), c->set, only)) {
			found = e;
			found_ns = ns;
		}
	}
	return found < count ? found : bits_next(expired, 0, count);
}

void
match_elapse(struct match *m, int64_t quiet_ns)
{
	uint64_t expired[PATTERN_MAX_EVENTS / BITS_PER_WORD];
	if (m->state != MATCH_RUNNING || quiet_ns <= match_deadline(m))
		return;
	m->elapsed_ns = quiet_ns;
	m->deadline_known = false;
	if (quiet_ns > m->now_ns)
		m->now_ns = quiet_ns;
	end_waits(m, quiet_ns);
	unsigned root = pattern_root(m->p);
	for (unsigned i = 0; i < m->config_count; i++) {
		find_expired(m, &m->configs[i], quiet_ns, expired);
		if (!pattern_viable(m->p, root, m->configs[i].set, expired))
			continue;
		config_copy(m, config_append(m), &m->configs[i]);
	}
	if (m->spare_count) {
		config_advance(m);
		return;
	}
	find_expired(m, &m->configs[0], quiet_ns, expired);
	struct divergence d = { .finding = FINDING_MISSING,
		.record = -1,
		.event = (int)first_expired(m, &m->configs[0], expired),
		.other = -1 };
	match_diverge(m, &d);
}
