/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/likeness.h"

#include "judge/explain/explanation.h"
#include "judge/explain/repetition.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/setup.h"
#include "judge/window.h"

#include <string.h>

static bool
is_of_setup(const struct explanation *x, int event)
{
	return event >= 0 && event_at(x, event)->fixture->is_setup;
}

/* Was the last stimulus one of a setup? */
static bool
is_setup_now(const struct explanation *x)
{
	int stimulus = explain_stimulus_before(x, x->d.record);
	return stimulus >= 0 && is_of_setup(x, record_at(x, stimulus)->event);
}

/* It has come already; messages of a setup do not count. */
static void
note_first(struct explanation *x, unsigned event, struct likeness *ret)
{
	const struct config *c = &x->m->configs[0];
	if (match_record_of(x->m, c, event) && c->at[event] < x->d.record &&
	    c->at[event] > ret->first &&
	    is_of_setup(x, (int)event) == is_setup_now(x))
		ret->first = c->at[event];
}

/* Has another party just had the very same? */
static bool
is_copy_of(const struct explanation *x, unsigned event)
{
	const struct config *c = &x->m->configs[0];
	const struct record *other = match_record_of(x->m, c, event);
	unsigned record = (unsigned)x->d.record;
	return other && c->at[event] < record &&
	    match_is_same_content(other, record_at(x, x->d.record)) &&
	    !match_is_fenced_off(x->m, c->at[event], record);
}

/* Is another party to have it after the same stimulus? */
static bool
is_of_step(const struct explanation *x, unsigned event)
{
	const struct config *c = &x->m->configs[0];
	if (match_record_of(x->m, c, event))
		return explain_stimulus_before(x, c->at[event]) ==
		    explain_stimulus_before(x, x->d.record);
	return match_excluder(x->m, event) < 0 &&
	    match_missing_stimulus(x->m, event) < 0;
}

static void
note_other_party(struct explanation *x, unsigned event, struct likeness *ret)
{
	bool is_copy = is_copy_of(x, event);
	if (is_of_setup(x, (int)event) != is_setup_now(x) ||
	    (!is_copy && !is_of_step(x, event)))
		return;
	ret->is_copy |= is_copy;
	ret->elsewhere |= UINT32_C(1) << event_at(x, (int)event)->party;
}

static void
compare_with(struct explanation *x, unsigned event, struct likeness *ret)
{
	const struct match *m = x->m;
	const struct pattern_event *e = event_at(x, (int)event);
	const struct record *r = record_at(x, x->d.record);
	struct misfit misfit = { .kind = FIT };
	if (e->kind != EVENT_RECEIVE || e->spec != r->spec)
		return;
	match_fit(x->m, &m->configs[0], event, (unsigned)x->d.record, &misfit);
	if (misfit.kind == MISFIT_ANSWER)
		return;
	if (e->party != r->party ||
	    strcmp(e->step->protocol, r->protocol) != 0) {
		if (misfit.kind != MISFIT_ATTRIBUTE)
			note_other_party(x, event, ret);
		return;
	}
	if (misfit.kind == MISFIT_ATTRIBUTE)
		ret->test = ret->test ? ret->test : misfit.test;
	else if (bits_has(m->configs[0].set, event))
		note_first(x, event, ret);
	else if (match_excluder(m, event) >= 0)
		ret->excluder = match_excluder(m, event);
	else if (match_missing_stimulus(m, event) >= 0)
		ret->later = ret->later < 0 ? (int)event : ret->later;
	else
		ret->same = (int)event;
}

/* Did a message like the event come after the finding? */
static bool
comes_later(const struct explanation *x, const struct pattern_event *e)
{
	for (size_t i = (size_t)x->d.record; i < x->m->records.count; i++) {
		const struct record *r = record_at(x, (int)i);
		if (!r->is_stimulus && r->spec == e->spec &&
		    r->party == e->party)
			return true;
	}
	return false;
}

/*
 * Was that event due?  Only an event with an earliest time, as at the end of a
 * timer, is ever due.
 */
static bool
is_due(const struct explanation *x, unsigned event)
{
	const struct match *m = x->m;
	const struct config *c = &m->configs[0];
	const struct pattern_event *e = event_at(x, (int)event);
	const struct record *r = record_at(x, x->d.record);
	bool has_time = false;
	for (size_t i = 0; i < e->bounds.count; i++)
		has_time |= !e->bounds.items[i].latest;
	return has_time && e->kind == EVENT_RECEIVE && e->party == r->party &&
	    e->spec != r->spec && message_spec_is_news(e->spec) &&
	    pattern_in_order(m->p, event, c->set) &&
	    pattern_needs(m->p, c->set, event) &&
	    match_event_limit(m, c, e, false) <= r->time_ns &&
	    match_event_limit(m, c, e, true) >= r->earliest_ns &&
	    !comes_later(x, e);
}

struct likeness
explain_find_likeness(struct explanation *x)
{
	struct likeness like = { -1, -1, -1, -1, -1, false, 0, NULL };
	for (unsigned i = 0; i < x->m->p->events.count; i++) {
		compare_with(x, i, &like);
		if (is_due(x, i))
			like.due = (int)i;
	}
	return like;
}
