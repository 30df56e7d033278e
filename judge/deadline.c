/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/deadline.h"

#include "core/clock.h"
#include "judge/config.h"
#include "judge/match.h"
#include "judge/order.h"
#include "judge/state.h"
#include "judge/window.h"

#include <string.h>

/* What is already over was dealt with, or is optional and did not come. */
static int64_t
still_ahead(const struct match *m, int64_t ns)
{
	return ns < match_judged_ns(m) ? TIME_NEVER_NS : ns;
}

/* A message may still come at its deadline; right after it, it is missed. */
static int64_t
behind(int64_t deadline_ns)
{
	return deadline_ns == TIME_NEVER_NS ? TIME_NEVER_NS : deadline_ns + 1;
}

static bool
is_timed_stimulus(const struct pattern_event *e)
{
	return event_is_stimulus(e->kind) && e->bounds.count > 0;
}

int64_t
match_deadline(struct match *m)
{
	if (!match_is_running(m))
		return TIME_NEVER_NS;
	int64_t next_ns;
	if (match_known_deadline(m, &next_ns))
		return next_ns;
	next_ns = TIME_NEVER_NS;
	for (unsigned e = 0; e < m->p->events.count; e++) {
		for (unsigned i = 0; i < m->config_count; i++) {
			int64_t ns = behind(still_ahead(
			    m, match_event_deadline(m, &m->configs[i], e)));
			if (ns < next_ns)
				next_ns = ns;
		}
		if (!is_timed_stimulus(&m->p->events.items[e]) ||
		    !match_enabled_everywhere(m, e))
			continue;
		int64_t ns = still_ahead(m, match_send_time(m, e));
		if (ns < next_ns)
			next_ns = ns;
	}
	match_set_deadline(m, next_ns);
	return next_ns;
}

void
match_note_clock(
    struct match *m, const struct config *c, unsigned event, unsigned record)
{
	const struct pattern_event *e = &m->p->events.items[event];
	int64_t since_ns = m->records.items[record].earliest_ns;
	if (e->soonest_ns != TIME_NEVER_NS)
		match_limit_deadline(m, since_ns + e->soonest_ns);
	for (size_t i = 0; i < m->p->timed.count && e->starts_wait; i++) {
		unsigned timed = m->p->timed.items[i];
		const struct pattern_event *t = &m->p->events.items[timed];
		if (t->kind == EVENT_WAIT)
			match_limit_deadline(
			    m, behind(match_event_deadline(m, c, timed)));
		else if (!bits_has(c->set, timed) &&
		    bits_within(t->must, c->set, m->p->words))
			match_limit_deadline(
			    m, match_event_limit(m, c, t, false));
	}
}

/* Events whose time is over in a configuration. */
static void
find_expired(const struct match *m, const struct config *c, int64_t quiet_ns,
    uint64_t *expired)
{
	memset(expired, 0, m->p->words * sizeof(*expired));
	for (unsigned e = 0; e < m->p->events.count; e++)
		if (match_event_deadline(m, c, e) < quiet_ns)
			bits_add(expired, e);
}

static bool
wait_is_over(const struct match *m, const struct config *c, unsigned wait,
    int64_t time_ns)
{
	return m->p->events.items[wait].kind == EVENT_WAIT &&
	    match_event_deadline(m, c, wait) < time_ns &&
	    pattern_extends(m->p, wait, c->set);
}

static void
keep(struct match *m, const struct config *c)
{
	config_copy(m, config_append(m), c);
	config_settle(m);
}

/* The wait happens, as a separate event. */
static void
end_wait(struct match *m, const struct config *c, unsigned wait, int record)
{
	struct config *next = config_append(m);
	config_copy(m, next, c);
	config_take(m, next, wait, record < 0 ? NO_RECORD : (unsigned)record);
	if (record >= 0) {
		next->unsure = true;
		next->unsure_record = (unsigned)record;
	}
	config_settle(m);
}

/*
 * In a branch that need not be taken the wait may as well never have begun, so
 * the configuration without it is kept, too.
 */
static bool
end_one_wait(struct match *m, unsigned wait, int64_t time_ns, int record)
{
	bool both = record >= 0 || m->p->events.items[wait].conditional;
	bool over = false;
	for (unsigned i = 0; i < m->config_count && !over; i++)
		over = wait_is_over(m, &m->configs[i], wait, time_ns);
	if (!over)
		return false;
	unsigned before = m->config_count;
	for (unsigned i = 0; i < before && m->spare_count <= MATCH_MAX_CONFIGS;
	     i++) {
		const struct config *c = &m->configs[i];
		over = wait_is_over(m, c, wait, time_ns);
		if (!over || both)
			keep(m, c);
		if (over)
			end_wait(m, c, wait, record);
	}
	if (match_is_too_wide(m))
		return false;
	config_advance(m);
	return !both || m->config_count != before;
}

bool
match_end_waits(struct match *m, int64_t time_ns, int record)
{
	bool progress = false;
	for (size_t i = 0; i < m->p->timed.count && match_is_running(m); i++) {
		unsigned e = m->p->timed.items[i];
		if (m->p->events.items[e].kind == EVENT_WAIT)
			progress |= end_one_wait(m, e, time_ns, record);
	}
	if (progress)
		match_forget_deadline(m);
	if (progress && record < 0)
		match_note_progress(m);
	return progress;
}

/* The missing event with the earliest deadline that nothing can replace. */
static unsigned
first_expired(
    const struct match *m, const struct config *c, const uint64_t *expired)
{
	unsigned count = (unsigned)m->p->events.count, found = count;
	uint64_t needed[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
	bool needs_all = !pattern_needed(m->p, c->set, needed);
	int64_t found_ns = TIME_NEVER_NS;
	for (unsigned e = bits_next(expired, 0, count); e < count;
	     e = bits_next(expired, e + 1, count)) {
		if (m->p->events.items[e].kind != EVENT_RECEIVE)
			continue;
		int64_t ns = match_event_deadline(m, c, e);
		if (ns < found_ns && (needs_all || bits_has(needed, e))) {
			found = e;
			found_ns = ns;
		}
	}
	for (unsigned e = 0; e < count && found == count; e++)
		if (bits_has(expired, e) &&
		    m->p->events.items[e].kind == EVENT_RECEIVE)
			found = e;
	return found;
}

/* Nothing can become complete: say what is missing. */
static void
miss(struct match *m, int64_t quiet_ns, uint64_t *expired)
{
	struct divergence d = {
		.finding = FINDING_MISSING, .record = -1, .other = -1
	};
	for (unsigned i = 0; i < m->config_count; i++) {
		find_expired(m, &m->configs[i], quiet_ns, expired);
		unsigned event = first_expired(m, &m->configs[i], expired);
		if (event == m->p->events.count)
			continue;
		d.config = i;
		d.event = (int)event;
		match_diverge(m, &d);
		return;
	}
	match_break(m, VERDICT_INCONCLUSIVE, FINDING_AMBIGUOUS,
	    "No interpretation of the messages can be completed any more, and "
	    "none of them lacks a message.");
}

/* The estimate of the next deadline may be too early: look again. */
bool
match_is_due(struct match *m, int64_t quiet_ns)
{
	if (!match_is_running(m))
		return false;
	if (quiet_ns < match_deadline(m))
		return false;
	match_forget_deadline(m);
	return quiet_ns >= match_deadline(m);
}

bool
match_elapse(struct match *m, int64_t quiet_ns)
{
	uint64_t expired[PATTERN_MAX_EVENTS / BITS_PER_WORD];
	if (!match_is_due(m, quiet_ns))
		return false;
	if (quiet_ns > m->now_ns)
		m->now_ns = quiet_ns;
	match_end_waits(m, quiet_ns, -1);
	if (!match_is_running(m))
		return true;
	unsigned root = pattern_root(m->p), before = m->config_count;
	for (unsigned i = 0; i < before; i++) {
		find_expired(m, &m->configs[i], quiet_ns, expired);
		match_note_steps(m, m->p->nodes.count);
		if (pattern_viable(m->p, root, m->configs[i].set, expired))
			keep(m, &m->configs[i]);
	}
	if (m->spare_count == 0) {
		miss(m, quiet_ns, expired);
		return true;
	}
	config_advance(m);
	if (m->config_count != before)
		match_note_progress(m);
	match_note_judged(m, quiet_ns);
	return true;
}
