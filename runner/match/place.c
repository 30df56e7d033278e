/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "runner/match/explain.h"

int
explain_wanted(const struct explanation *x, bool *ret_is_cause)
{
	const struct divergence *d = &x->d;
	*ret_is_cause = d->finding == FINDING_OUT_OF_ORDER && d->other >= 0 &&
	    !match_record_of(x->m, &x->m->configs[0], (unsigned)d->other);
	int wanted = *ret_is_cause ? d->other : d->event;
	return wanted >= 0 && event_at(x, wanted)->kind == EVENT_RECEIVE
	    ? wanted
	    : -1;
}

/* The last number of the transcript before a record. */
static unsigned
number_before(const struct explanation *x, int record)
{
	while (--record >= 0)
		if (record_at(x, record)->number)
			return record_at(x, record)->number;
	return 0;
}

/* What did not come is noticed when its time is over, or at the end. */
static unsigned
number_at_limit(const struct explanation *x, int event)
{
	int64_t limit_ns = TIME_NEVER_NS;
	unsigned number = 0;
	if (event >= 0)
		limit_ns = match_event_limit(
		    x->m, &x->m->configs[0], event_at(x, event), true);
	for (size_t i = 0; i < x->m->records.count; i++) {
		const struct record *r = record_at(x, (int)i);
		if (r->time_ns > limit_ns)
			break;
		if (r->number)
			number = r->number;
	}
	return number;
}

static unsigned
last_performance(const struct explanation *x)
{
	return (unsigned)x->m->p->instances.count - 1;
}

/* Of a finding that is about no expected message. */
static unsigned
performance_under_way(const struct explanation *x)
{
	const struct fixture_case *preamble = match_failed_preamble(x->m);
	unsigned i = 0;
	while (i < last_performance(x) &&
	    x->m->p->instances.items[i].test != preamble)
		i++;
	return i;
}

static void
add_wanted(const struct explanation *x, int wanted, struct finding_place *ret)
{
	const struct pattern_event *e = event_at(x, wanted);
	ret->file = e->fixture->source->path;
	ret->line = e->step->at.line;
	ret->party = party_name(x, e->party);
	ret->message = e->step->message;
	ret->protocol = e->step->protocol;
	ret->performance = e->instance;
}

void
explain_place(const struct explanation *x, struct finding_place *ret)
{
	const struct divergence *d = &x->d;
	bool is_cause;
	int wanted = explain_wanted(x, &is_cause);
	*ret = (struct finding_place){ .is_known = true };
	if (d->record >= 0 && d->finding != FINDING_MISSING)
		ret->number = record_at(x, d->record)->number;
	if (d->finding == FINDING_DUPLICATE)
		ret->first = record_at(x, d->other)->number;
	if (d->finding == FINDING_WRONG_PARTY && ret->number)
		ret->after = ret->number;
	else if (d->record >= 0)
		ret->after = number_before(x, d->record);
	else
		ret->after = number_at_limit(x, wanted);
	if (wanted >= 0)
		add_wanted(x, wanted, ret);
	else
		ret->performance = performance_under_way(x);
	ret->is_ghost = wanted >= 0 &&
	    (is_cause || d->finding == FINDING_MISSING ||
		d->finding == FINDING_WRONG_PARTY);
}
