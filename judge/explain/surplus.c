/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/surplus.h"

#include "judge/explain/answer.h"
#include "judge/fit.h"
#include "judge/order.h"

#include <string.h>

int
match_find_new_cause(const struct match *m, unsigned first, unsigned second)
{
	const struct record *r = &m->records.items[second];
	/* The same batch comes sooner than half the way there and back. */
	int64_t soon_ns = match_fastest_answer_ns(m) / 2;
	for (unsigned i = second; i-- > first + 1;) {
		const struct record *stimulus = &m->records.items[i];
		if (stimulus->is_stimulus)
			return r->time_ns - stimulus->time_ns > soon_ns ? (int)i
									: -1;
	}
	return -1;
}

/* Does it say that the timer has run out which that request starts? */
static bool
ends_timer(const struct match *m, const struct pattern_event *e, int request)
{
	const struct message_spec *spec =
	    request < 0 ? NULL : m->p->events.items[request].spec;
	return spec && spec->timer &&
	    (e->answers == request ||
		(spec->expiry && strcmp(spec->expiry, e->spec->name) == 0));
}

/*
 * Is it that event at a wrong time: before the request that it has to come
 * after, and before its time, too; or after its time, when the case had gone on
 * without it?
 */
static bool
is_out_of_time(
    struct match *m, unsigned event, unsigned record, struct misfit *ret)
{
	const struct pattern_event *e = &m->p->events.items[event];
	const struct record *r = &m->records.items[record];
	*ret = (struct misfit){ .kind = FIT };
	if (e->kind != EVENT_RECEIVE || e->spec != r->spec ||
	    e->party != r->party ||
	    strcmp(e->step->protocol, r->protocol) != 0 ||
	    bits_has(m->configs[0].set, event) || match_excluder(m, event) >= 0)
		return false;
	match_fit(m, &m->configs[0], event, record, ret);
	if (match_missing_stimulus(m, event) < 0)
		return ret->kind == MISFIT_LATE;
	return ret->kind == MISFIT_EARLY && ends_timer(m, e, ret->bound->since);
}

void
match_find_wrong_time(struct match *m, struct divergence *d)
{
	bool may_be = d->finding == FINDING_UNEXPECTED && d->record >= 0 &&
	    !d->ban &&
	    (d->answer == ANSWER_AT_NO_FAULT || d->answer == ANSWER_EARLY);
	for (unsigned e = 0; may_be && e < m->p->events.count; e++) {
		struct misfit misfit;
		if (!is_out_of_time(m, e, (unsigned)d->record, &misfit))
			continue;
		d->finding = match_finding_of(misfit.kind);
		d->answer = ANSWER_AT_NO_FAULT;
		d->event = (int)e;
		d->other = -1;
		d->misfit = misfit;
		return;
	}
}

/* Is it just what may come, but need not, to another party, and never here? */
static bool
is_for_somebody_else(struct match *m, unsigned record)
{
	const struct record *r = &m->records.items[record];
	const struct config *c = &m->configs[0];
	bool found = false;
	for (unsigned i = 0; i < m->p->events.count; i++) {
		const struct pattern_event *e = &m->p->events.items[i];
		struct misfit misfit = { .kind = FIT };
		if (e->kind != EVENT_RECEIVE || e->spec != r->spec)
			continue;
		match_fit(m, c, i, record, &misfit);
		if (e->party == r->party && misfit.kind != MISFIT_ATTRIBUTE)
			return false;
		found |= e->party != r->party && misfit.kind == FIT &&
		    strcmp(e->step->protocol, r->protocol) == 0 &&
		    !bits_has(c->set, i) && match_missing_stimulus(m, i) < 0 &&
		    match_need_not_come(m, c, i);
	}
	return found;
}

void
match_find_other_party(struct match *m, struct divergence *d)
{
	bool may_be = (d->finding == FINDING_UNEXPECTED ||
			  d->finding == FINDING_WRONG_PROTOCOL) &&
	    d->record >= 0 && d->event < 0 && !d->ban && !d->answer;
	if (may_be && m->records.items[d->record].has_message &&
	    m->records.items[d->record].spec &&
	    is_for_somebody_else(m, (unsigned)d->record))
		d->finding = FINDING_WRONG_PARTY;
}
