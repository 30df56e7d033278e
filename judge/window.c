/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/window.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "judge/record.h"

#include <string.h>

/*
 * A message that has come at some time in (earliest, time] is counted from the
 * end that is lenient.  One that is still to come does so by its own deadline.
 */
static bool
since_time(const struct match *m, const struct config *c, const struct bound *b,
    int64_t *ret_ns)
{
	const struct pattern_event *since = &m->p->events.items[b->since];
	const struct record *r = match_record_of(m, c, (unsigned)b->since);
	if (r) {
		*ret_ns = b->upper ? r->time_ns : r->earliest_ns;
		return true;
	}
	if (bits_has(c->set, (unsigned)b->since) || !b->latest ||
	    since->kind != EVENT_RECEIVE)
		return false;
	*ret_ns = match_event_limit(m, c, since, true);
	return *ret_ns != TIME_NEVER_NS;
}

bool
match_bound_time(const struct match *m, const struct config *c,
    const struct bound *b, int64_t *ret_ns)
{
	int64_t since_ns = m->start_ns;
	if (b->since >= 0 && !since_time(m, c, b, &since_ns))
		return false;
	*ret_ns = since_ns + b->ns;
	return true;
}

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

int64_t
match_event_deadline(
    const struct match *m, const struct config *c, unsigned event)
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
	case EVENT_DISCONNECT:
	case EVENT_BAN:
		return TIME_NEVER_NS;
	}
	return TIME_NEVER_NS;
}

int64_t
match_send_time(const struct match *m, unsigned event)
{
	int64_t latest_ns = m->start_ns;
	for (unsigned i = 0; i < m->config_count; i++) {
		int64_t ns = match_event_limit(
		    m, &m->configs[i], &m->p->events.items[event], false);
		if (ns > latest_ns)
			latest_ns = ns;
	}
	return latest_ns;
}

int64_t
match_while_limit(const struct match *m, const struct config *c,
    const struct pattern_while *w)
{
	if (w->limit.since < 0)
		return m->start_ns + w->limit.ns;
	const struct record *r =
	    match_record_of(m, c, (unsigned)w->limit.since);
	return r ? r->earliest_ns + w->limit.ns : TIME_NEVER_NS;
}

void
match_print_limit(struct buf *into, const struct bound *b)
{
	char limit[DURATION_TEXT_SIZE];
	buf_add_text(into, duration_print(limit, b->ns));
	if (b->sum && strchr(b->sum->text, '{'))
		buf_printf(into, " (%s)", b->sum->text);
}
