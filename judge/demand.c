/* SPDX-License-Identifier: Apache-2.0 */
/* What the runner has to do next. */
#include "core/clock.h"
#include "judge/config.h"
#include "judge/match.h"
#include "judge/order.h"
#include "judge/server_timer.h"
#include "judge/setup.h"
#include "judge/state.h"
#include "judge/window.h"

/*
 * At which parties could a message that precedes the send still come, and be
 * lost for good once the send is done?
 */
static uint32_t
config_gives_up(const struct match *m, const struct config *c, unsigned send)
{
	const struct pattern *p = m->p;
	uint32_t parties = 0;
	for (unsigned w = 0; w < p->words; w++) {
		uint64_t lost = p->events.items[send].kills[w] & ~c->set[w];
		for (; lost; lost &= lost - 1) {
			const struct pattern_event *e =
			    &p->events.items[w * BITS_PER_WORD +
				(unsigned)__builtin_ctzll(lost)];
			if (e->kind == EVENT_RECEIVE &&
			    !bits_meet(e->bars, c->set, p->words))
				parties |= UINT32_C(1) << e->party;
		}
	}
	return parties;
}

/* A step that probes a state also sees it only if nothing is under way. */
static uint32_t
gives_up(const struct match *m, unsigned send)
{
	uint32_t parties = 0;
	if (m->p->events.items[send].fenced || match_ends_setup(m, send))
		return MATCH_ALL_PARTIES;
	if (!m->p->events.items[send].conditional)
		return 0;
	for (unsigned i = 0; i < m->config_count; i++)
		parties |= config_gives_up(m, &m->configs[i], send);
	return parties;
}

/* A complete configuration, better one that is sure; 'config_count': none. */
static unsigned
find_complete(const struct match *m)
{
	unsigned found = m->config_count;
	for (unsigned i = 0; i < m->config_count; i++)
		if (match_is_complete(m, &m->configs[i]) &&
		    (found == m->config_count || m->configs[found].unsure))
			found = i;
	return found;
}

/* The first stimulus that is to be done now, or the count of events. */
static unsigned
find_stimulus(const struct match *m, int64_t now_ns)
{
	const struct pattern *p = m->p;
	const uint64_t *set = m->configs[0].set;
	for (unsigned w = 0; w < p->words; w++) {
		uint64_t open = p->stimuli[w] & ~set[w];
		for (; open; open &= open - 1) {
			unsigned e =
			    w * BITS_PER_WORD + (unsigned)__builtin_ctzll(open);
			if (bits_within(
				p->events.items[e].must, set, p->words) &&
			    match_enabled_everywhere(m, e) &&
			    (p->events.items[e].bounds.count == 0 ||
				match_send_time(m, e) <= now_ns))
				return e;
			if (p->events.items[e].heads_chain)
				return (unsigned)p->events.count;
		}
	}
	return (unsigned)p->events.count;
}

static enum match_demand
demand_while_running(struct match *m, int64_t now_ns, unsigned *ret_event)
{
	unsigned stimulus = find_stimulus(m, now_ns);
	if (stimulus < m->p->events.count) {
		if (match_is_overdue(m, stimulus, now_ns))
			return MATCH_DONE;
		if (!match_is_proven(m, gives_up(m, stimulus)))
			return MATCH_FENCE;
		*ret_event = stimulus;
		return MATCH_SEND;
	}
	unsigned complete = find_complete(m);
	if (complete == m->config_count)
		return MATCH_WAIT;
	if (!match_is_proven(m, MATCH_ALL_PARTIES))
		return MATCH_FENCE;
	if (m->p->sets_up && !match_is_released(m))
		return MATCH_STAND;
	match_pass(m, complete);
	return MATCH_DONE;
}

enum match_demand
match_demand(struct match *m, int64_t now_ns, unsigned *ret_event)
{
	switch (match_stage(m)) {
	case MATCH_RUNNING:
		return demand_while_running(m, now_ns, ret_event);
	case MATCH_DIVERGED:
		if (match_is_proven(m, MATCH_ALL_PARTIES))
			return MATCH_DONE;
		match_note_asked(m, now_ns);
		return MATCH_FENCE;
	case MATCH_BROKEN:
	case MATCH_PASSED:
		return MATCH_DONE;
	}
	return MATCH_DONE;
}

const char *
match_waive_probe(struct match *m, unsigned due)
{
	const struct pattern_event *e = &m->p->events.items[due];
	if (!match_is_running(m) || !e->fenced || !e->probe)
		return NULL;
	/* What precedes a probe has happened in all of them. */
	unsigned sure = 0;
	while (sure + 1 < m->config_count && m->configs[sure].unsure)
		sure++;
	match_pass(m, sure);
	return e->probe->that;
}
