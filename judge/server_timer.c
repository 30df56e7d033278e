/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/server_timer.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "judge/match.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/rules.h"
#include "judge/window.h"

#include <stdlib.h>

#define SENTENCE_MAX_BYTES 1024

static const struct pattern_node *
block_of(const struct match *m, const struct pattern_while *w)
{
	return &m->p->nodes.items[w->node];
}

/*
 * Is something of the block still to come?  The timer matters from its start
 * on, though the case may not have come to the block yet.
 */
static bool
is_under_way(const struct match *m, const struct config *c,
    const struct pattern_while *w)
{
	return !pattern_complete(m->p, w->node, c->set) &&
	    pattern_viable(m->p, w->node, c->set, NULL);
}

/* Did the answer to a request come while the timer cannot have run out? */
static bool
was_served(const struct match *m, const struct config *c,
    const struct pattern_while *w, unsigned request)
{
	const struct pattern_node *block = block_of(m, w);
	for (unsigned e = block->first; e < block->end; e++) {
		const struct record *r = match_record_of(m, c, e);
		if (r && m->p->events.items[e].answers == (int)request &&
		    r->time_ns < match_while_limit(m, c, w))
			return true;
	}
	return false;
}

static bool
were_all_served(const struct match *m, const struct config *c,
    const struct pattern_while *w)
{
	const struct pattern_node *block = block_of(m, w);
	for (unsigned e = block->first; e < block->end; e++)
		if (event_is_stimulus(m->p->events.items[e].kind) &&
		    bits_has(c->set, e) && !was_served(m, c, w, e))
			return false;
	return true;
}

/* An answer to a request of the block is owed in every state. */
static bool
is_owed(const struct match *m, const struct pattern_while *w, unsigned event)
{
	int request = m->p->events.items[event].answers;
	const struct pattern_node *block = block_of(m, w);
	return request >= (int)block->first && request < (int)block->end;
}

/* It came when a timer that matters may have run out. */
static int
doubt_record(const struct match *m, const struct record *r)
{
	for (unsigned i = 0; i < m->config_count; i++)
		for (size_t w = 0; w < m->p->whiles.count; w++) {
			const struct config *c = &m->configs[i];
			const struct pattern_while *open =
			    &m->p->whiles.items[w];
			if (match_while_limit(m, c, open) <= r->time_ns &&
			    is_under_way(m, c, open))
				return (int)w;
		}
	return -1;
}

/* Nothing came, and need not if the request was too late. */
static int
doubt_missing(const struct match *m, const struct divergence *d)
{
	const struct config *c = &m->configs[d->config];
	int64_t deadline_ns =
	    match_event_limit(m, c, &m->p->events.items[d->event], true);
	for (size_t i = 0; i < m->p->whiles.count; i++) {
		const struct pattern_while *w = &m->p->whiles.items[i];
		if (match_while_limit(m, c, w) <= deadline_ns &&
		    is_under_way(m, c, w) &&
		    !is_owed(m, w, (unsigned)d->event) &&
		    !were_all_served(m, c, w))
			return (int)i;
	}
	return -1;
}

int
match_find_doubt(const struct match *m, const struct divergence *d)
{
	if (d->record < 0)
		return d->event < 0 ? -1 : doubt_missing(m, d);
	if (match_is_certain(m, (unsigned)d->record))
		return -1;
	return doubt_record(m, &m->records.items[d->record]);
}

/* Did a timer that the case ends with perhaps run out before? */
static bool
is_past_the_end(
    const struct match *m, const struct config *c, const struct record *r)
{
	if (!match_is_complete(m, c))
		return false;
	for (size_t w = 0; w < m->p->whiles.count; w++)
		if (m->p->whiles.items[w].is_last &&
		    match_while_limit(m, c, &m->p->whiles.items[w]) <=
			r->time_ns)
			return true;
	return false;
}

/* An expected but late message is not caused by a timer. */
bool
match_is_past_the_case(const struct match *m, const struct divergence *d)
{
	const struct record *r = &m->records.items[d->record];
	if (d->event >= 0 && d->misfit.kind == MISFIT_LATE)
		return false;
	for (unsigned i = 0; i < m->config_count; i++)
		if (!is_past_the_end(m, &m->configs[i], r))
			return false;
	return m->p->whiles.count > 0 &&
	    !match_is_certain(m, (unsigned)d->record);
}

/* "RequestAccept of agent3 was not sent: ..." */
static void
break_off(struct match *m, unsigned event, const struct pattern_while *w,
    int64_t after_ns)
{
	const struct pattern_event *e = &m->p->events.items[event];
	const char *party = m->p->parties.items[e->party].name;
	char passed[DURATION_TEXT_SIZE];
	struct buf b;
	buf_init(&b, SENTENCE_MAX_BYTES);
	if (e->kind == EVENT_DISCONNECT)
		buf_printf(&b, "%s was not disconnected", party);
	else
		buf_printf(&b, "%s of %s was not sent", e->name, party);
	buf_printf(&b, ": it was due when %s had passed since %s, and from ",
	    duration_print(passed, after_ns),
	    w->limit.since < 0 ? "the start of the case"
			       : m->p->events.items[w->limit.since].name);
	match_print_limit(&b, &w->limit);
	buf_add_text(&b,
	    " on the server's own timer may have run out; the server, the path "
	    "to it or the runner was too slow.");
	char *text = buf_take(&b);
	match_break(m, VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE, text);
	free(text);
}

/* The earliest limit over all interpretations of what came. */
static int64_t
earliest_limit(const struct match *m, const struct pattern_while *w)
{
	int64_t earliest_ns = TIME_NEVER_NS;
	for (unsigned i = 0; i < m->config_count; i++) {
		int64_t ns = match_while_limit(m, &m->configs[i], w);
		if (ns < earliest_ns)
			earliest_ns = ns;
	}
	return earliest_ns;
}

bool
match_is_overdue(struct match *m, unsigned event, int64_t now_ns)
{
	const struct pattern *p = m->p;
	int w = p->events.items[event].in_while;
	for (; w >= 0; w = p->whiles.items[w].around) {
		const struct pattern_while *open = &p->whiles.items[w];
		int64_t limit_ns = earliest_limit(m, open);
		if (now_ns < limit_ns)
			continue;
		break_off(m, event, open, now_ns - (limit_ns - open->limit.ns));
		return true;
	}
	return false;
}
