/* SPDX-License-Identifier: Apache-2.0 */
/* Where in the transcript and in the fixture a finding is, for drawing it. */
#include "core/clock.h"
#include "judge/explain/explanation.h"
#include "judge/explain/owner.h"
#include "judge/record.h"
#include "judge/setup.h"
#include "judge/window.h"

#include <string.h>

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

static unsigned
number_of(const struct explanation *x, int record)
{
	return record >= 0 ? record_at(x, record)->number : 0;
}

const struct step *
explain_probe(const struct explanation *x, const struct step **ret_in)
{
	bool is_cause;
	int event = explain_wanted(x, &is_cause);
	int stimulus = explain_last_stimulus(x);
	if (event < 0 && stimulus >= 0)
		event = record_at(x, stimulus)->event;
	*ret_in = event >= 0 ? event_at(x, event)->step : NULL;
	return event >= 0 ? event_at(x, event)->probe : NULL;
}

static unsigned
number_before(const struct explanation *x, int record)
{
	while (--record >= 0 && !record_at(x, record)->number)
		;
	return number_of(x, record);
}

/* What did not come is noticed when its time is over, or at the end. */
static unsigned
number_at_limit(const struct explanation *x, int event)
{
	int64_t limit_ns = TIME_NEVER_NS;
	int i = 0;
	if (event >= 0)
		limit_ns = match_event_limit(
		    x->m, &x->m->configs[0], event_at(x, event), true);
	while (i < (int)x->m->records.count &&
	    record_at(x, i)->time_ns <= limit_ns)
		i++;
	return number_before(x, i);
}

/* Of the case's party names, which go with the pattern, the one that stays. */
static const char *
lasting_name(const char *party)
{
	const char *const *name = party_names();
	while (*name && strcmp(*name, party) != 0)
		name++;
	return *name;
}

static void
add_wanted(const struct explanation *x, int wanted, struct finding_place *ret)
{
	const struct pattern_event *e = event_at(x, wanted);
	ret->message = e->name;
	ret->party = lasting_name(party_name(x, e->party));
	ret->protocol = e->step->protocol;
	ret->file = e->fixture->source->name;
	ret->line = e->step->at.line;
}

void
explain_place(const struct explanation *x, struct finding_place *ret)
{
	const struct divergence *d = &x->d;
	bool is_cause;
	int wanted = explain_wanted(x, &is_cause);
	unsigned instance =
	    wanted >= 0 ? event_at(x, wanted)->instance : match_owner(x->m, d);
	*ret = (struct finding_place){ .after = number_of(
					   x, explain_last_stimulus(x)),
		.observed = number_of(x, d->record) };
	if (d->finding == FINDING_DUPLICATE || d->answer == ANSWER_SECOND)
		ret->first = number_of(x, d->other);
	if (d->finding == FINDING_WRONG_PARTY && ret->observed)
		ret->behind = ret->observed;
	else if (d->record >= 0)
		ret->behind = number_before(x, d->record);
	else
		ret->behind = number_at_limit(x, wanted);
	if (wanted >= 0)
		add_wanted(x, wanted, ret);
	ret->is_ghost = wanted >= 0 &&
	    (is_cause || d->finding == FINDING_MISSING ||
		d->finding == FINDING_WRONG_PARTY);
	if (instance < match_last_instance(x->m) && !x->m->p->seen)
		ret->preamble = instance + 1;
}
