/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/silence.h"

#include "judge/fit.h"
#include "judge/record.h"
#include "judge/rules.h"
#include "judge/setup.h"
#include "judge/state.h"

/* What could still have come at a party that was only silent. */
static void
give_up_lost(struct match *m, const struct config *c, unsigned stimulus)
{
	const struct pattern *p = m->p;
	const uint64_t *kills = p->events.items[stimulus].kills;
	for (unsigned w = 0; w < p->words; w++) {
		uint64_t lost = kills[w] & ~c->set[w];
		for (; lost; lost &= lost - 1) {
			unsigned e =
			    w * BITS_PER_WORD + (unsigned)__builtin_ctzll(lost);
			const struct pattern_event *event = &p->events.items[e];
			if (event->kind == EVENT_RECEIVE &&
			    (match_settled_parties(m) >> event->party & 1) &&
			    !bits_meet(event->bars, c->set, p->words))
				bits_add(m->given_up, e);
		}
	}
}

void
match_rely_on_settling(struct match *m, unsigned stimulus, int64_t time_ns)
{
	if (!match_settled_parties(m))
		return;
	if (!m->given_up)
		m->given_up = mem_zalloc(m->p->words * sizeof(m->given_up[0]));
	for (unsigned i = 0; i < m->config_count; i++)
		give_up_lost(m, &m->configs[i], stimulus);
	m->settled_ns = time_ns;
	if (match_ends_setup(m, stimulus))
		m->setup_settled_ns = time_ns;
}

/* Would it have been taken before the silence, had it come in time? */
static bool
was_given_up(struct match *m, unsigned record)
{
	const struct record *r = &m->records.items[record];
	unsigned count = (unsigned)m->p->events.count;
	struct misfit misfit;
	for (unsigned e = bits_next(m->given_up, 0, count); e < count;
	     e = bits_next(m->given_up, e + 1, count)) {
		const struct pattern_event *event = &m->p->events.items[e];
		if (event->spec != r->spec || event->party != r->party)
			continue;
		enum fit fit = match_fit(m, &m->configs[0], e, record, &misfit);
		if (fit != MISFIT_ANSWER && fit != MISFIT_ATTRIBUTE)
			return true;
	}
	return false;
}

static bool
is_of_setup(const struct match *m, const struct pattern_event *e)
{
	return m->p->instances.items[e->instance].test->fixture->is_setup;
}

/* Does the tested part expect such a message at all? */
static bool
is_of_the_case(const struct match *m, const struct record *r)
{
	for (unsigned e = 0; e < m->p->events.count; e++) {
		const struct pattern_event *event = &m->p->events.items[e];
		if (event->kind == EVENT_RECEIVE && event->spec == r->spec &&
		    event->party == r->party && !is_of_setup(m, event))
			return true;
	}
	return false;
}

/* A setup lets pass any event; this one is late by less than we have waited. */
static bool
is_perhaps_of_a_setup(const struct match *m, const struct record *r)
{
	return m->setup_settled_ns > 0 && message_spec_is_news(r->spec) &&
	    !is_of_the_case(m, r) &&
	    r->time_ns <= m->setup_settled_ns + m->p->target->settle_ns;
}

/*
 * Did an answer of a setup, where a server has nothing to wait for, take longer
 * than the time after which it counts as silent?
 */
static bool
is_slower_than_settling(const struct match *m)
{
	const struct config *c = &m->configs[0];
	for (unsigned e = 0; e < m->p->events.count; e++) {
		const struct pattern_event *event = &m->p->events.items[e];
		if (event->kind != EVENT_RECEIVE || event->answers < 0 ||
		    !is_of_setup(m, event))
			continue;
		const struct record *answer = match_record_of(m, c, e);
		const struct record *request =
		    match_record_of(m, c, (unsigned)event->answers);
		if (answer && request &&
		    answer->time_ns - request->time_ns >=
			m->p->target->settle_ns)
			return true;
	}
	return false;
}

bool
match_is_unsettled(struct match *m, int record)
{
	if (m->settled_ns == 0 || record < 0 ||
	    match_is_certain(m, (unsigned)record))
		return false;
	const struct record *r = &m->records.items[record];
	return r->time_ns >= m->settled_ns &&
	    (was_given_up(m, (unsigned)record) || is_perhaps_of_a_setup(m, r) ||
		is_slower_than_settling(m));
}
