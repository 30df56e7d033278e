/* SPDX-License-Identifier: Apache-2.0 */
/* The sentences about answers: of the wrong kind, a second one, none. */
#include "judge/explain/answer.h"
#include "judge/explain/explanation.h"
#include "judge/explain/surplus.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/record.h"
#include "judge/relevance.h"

#include <inttypes.h>
#include <string.h>

/* The two answers that have words of their own. */
#define ACKNOWLEDGEMENT "EventAck"
#define REFUSAL "EventError"

static void
say_kind(struct explanation *x, const struct message_spec *spec)
{
	if (strcmp(spec->name, ACKNOWLEDGEMENT) == 0)
		buf_add_text(&x->sentence, "acknowledged");
	else if (strcmp(spec->name, REFUSAL) == 0)
		buf_add_text(&x->sentence, "refused");
	else
		buf_printf(&x->sentence, "answered by %s", spec->name);
}

/* "acknowledged", "refused with error 1014, 'no such ticket'" */
static void
say_answer(struct explanation *x, int record)
{
	const struct record *r = record_at(x, record);
	int64_t code;
	say_kind(x, r->spec);
	if (!r->has_message || !message_integer(r->message, "errorCode", &code))
		return;
	const struct attribute *why =
	    message_find(r->message, "errorDescription");
	buf_printf(&x->sentence, " with error %" PRId64, code);
	if (!why)
		return;
	buf_add_text(&x->sentence, ", ");
	explain_value(&x->sentence, why);
}

bool
explain_answered(struct explanation *x)
{
	int request = match_request_of(x->m, (unsigned)x->d.record);
	if (request < 0)
		return false;
	explain_stimulus(x, request);
	buf_add_text(&x->sentence, " was ");
	say_answer(x, x->d.record);
	return true;
}

/* The record of the request that the missing answer is for, or -1. */
static int
unanswered_request(const struct explanation *x)
{
	const struct config *c = &x->m->configs[0];
	int request = x->d.event >= 0 ? event_at(x, x->d.event)->answers : -1;
	return request >= 0 && match_record_of(x->m, c, (unsigned)request)
	    ? c->at[request]
	    : -1;
}

int
explain_request(const struct explanation *x)
{
	bool is_answer = x->d.answer || x->d.finding == FINDING_DUPLICATE ||
	    x->d.finding == FINDING_TOO_EARLY ||
	    x->d.finding == FINDING_TOO_LATE;
	if (x->d.finding == FINDING_MISSING)
		return unanswered_request(x);
	return is_answer ? match_request_of(x->m, (unsigned)x->d.record) : -1;
}

bool
explain_is_unanswered(const struct explanation *x)
{
	return unanswered_request(x) >= 0;
}

void
explain_unanswered(struct explanation *x)
{
	explain_stimulus(x, unanswered_request(x));
	buf_add_text(&x->sentence, " was not answered");
}

/* An answer that may still come, instead of the one that came. */
static bool
is_wanted(const struct explanation *x, int request, unsigned event)
{
	if (x->d.record >= 0 &&
	    event_at(x, (int)event)->spec == record_at(x, x->d.record)->spec)
		return false;
	return (int)event == x->d.event ||
	    (match_answers_event(x->m, event_at(x, (int)event), request) &&
		!bits_has(x->m->configs[0].set, event) &&
		match_excluder(x->m, event) < 0);
}

/* "acknowledged or refused": each kind once. */
static void
say_wanted_kinds(struct explanation *x, int request)
{
	const struct pattern *p = x->m->p;
	const char *separator = "";
	for (unsigned i = 0; i < p->events.count; i++) {
		bool is_first = is_wanted(x, request, i);
		for (unsigned j = 0; j < i && is_first; j++)
			is_first = !is_wanted(x, request, j) ||
			    p->events.items[j].spec != p->events.items[i].spec;
		if (!is_first)
			continue;
		buf_add_text(&x->sentence, separator);
		say_kind(x, p->events.items[i].spec);
		separator = " or ";
	}
}

/* Can the case continue without any answer to it? */
static bool
is_dispensable(const struct explanation *x, int request)
{
	const struct pattern *p = x->m->p;
	uint64_t all[PATTERN_MAX_EVENTS / BITS_PER_WORD] = { 0 };
	for (unsigned i = 0; i < p->events.count; i++)
		if (is_wanted(x, request, i))
			bits_add(all, i);
	return pattern_viable(p, pattern_root(p), x->m->configs[0].set, all);
}

static void
say_place(struct explanation *x, const struct fixture *fixture,
    const struct step *step)
{
	buf_printf(
	    &x->sentence, " (%s:%u)", explain_file(fixture), step->at.line);
}

/* "; it must be acknowledged (FILE:LINE)" */
static void
say_wanted(struct explanation *x, int request, const char *it)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	buf_printf(&x->sentence, "; %s %s be ", it,
	    is_dispensable(x, request) ? "may only" : "must");
	say_wanted_kinds(x, request);
	say_place(x, e->fixture, e->step);
}

void
explain_wanted_answer(struct explanation *x)
{
	say_wanted(x, unanswered_request(x), "it");
}

void
explain_answer_before(struct explanation *x)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	buf_add_text(&x->sentence, "; the request was ");
	say_answer(x, x->d.other);
	buf_add_text(&x->sentence, ", and is to be ");
	say_kind(x, e->spec);
	say_place(x, e->fixture, e->step);
}

void
explain_new_cause(struct explanation *x)
{
	int cause = match_find_new_cause(
	    x->m, (unsigned)x->d.other, (unsigned)x->d.record);
	if (cause < 0)
		return;
	buf_add_text(&x->sentence, " after ");
	explain_stimulus(x, cause);
}

static void
say_second(struct explanation *x)
{
	explain_new_cause(x);
	buf_add_text(&x->sentence, ", though it had been ");
	say_answer(x, x->d.other);
	buf_printf(&x->sentence, " already (#%u); no second answer may come",
	    record_at(x, x->d.other)->number);
}

/* "; it must be refused only (FILE:LINE)" */
static void
say_besides(struct explanation *x)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	buf_add_text(&x->sentence, ", and ");
	say_answer(x, x->d.other);
	buf_printf(&x->sentence, " as well (#%u); it must be ",
	    record_at(x, x->d.other)->number);
	say_kind(x, e->spec);
	buf_add_text(&x->sentence, " only");
	say_place(x, e->fixture, e->step);
}

/* Did an event come of the request before the record? */
static bool
has_effect(const struct explanation *x, int request, int record)
{
	for (int i = request + 1; i < record; i++) {
		const struct record *r = record_at(x, i);
		if (!r->is_stimulus && r->spec && message_spec_is_news(r->spec))
			return true;
	}
	return false;
}

static bool
is_not_served(const struct explanation *x)
{
	int request = match_request_of(x->m, (unsigned)x->d.record);
	const struct record *r = record_at(x, x->d.record);
	return request >= 0 && strcmp(r->spec->name, REFUSAL) == 0 &&
	    event_at(x, record_at(x, request)->event)->step->answered_later &&
	    match_is_prompt(
		x->m, r->time_ns - record_at(x, request)->time_ns) &&
	    !has_effect(x, request, x->d.record);
}

bool
explain_is_not_served(const struct explanation *x)
{
	return x->d.finding == FINDING_TOO_EARLY && is_not_served(x);
}

/* It came before the stimulus that it has to come after. */
static void
say_early(struct explanation *x)
{
	const struct pattern_event *e = event_at(x, x->d.event);
	const struct pattern_event *stimulus = event_at(x, x->d.other);
	buf_add_text(&x->sentence,
	    is_not_served(x) ? "; it must be served, and may fail only after "
			     : "; its answer must come after ");
	explain_unsent(x, stimulus);
	say_place(x, e->fixture, e->step);
}

static void
say_unwanted(struct explanation *x, int request)
{
	const struct pattern_event *e =
	    event_at(x, record_at(x, request)->event);
	if (e->step->answered_later) {
		bool is_refusal =
		    strcmp(record_at(x, x->d.record)->spec->name, REFUSAL) == 0;
		buf_add_text(&x->sentence,
		    is_refusal ? "; it must be served, and answered later"
			       : "; its answer is to come later");
		say_place(x, e->fixture, e->step);
	} else {
		buf_add_text(
		    &x->sentence, ", but the fixture expects no answer to it");
	}
}

/* Is there a step that wants it, whenever? */
static bool
is_expected(const struct explanation *x, int record)
{
	const struct record *r = record_at(x, record);
	for (unsigned i = 0; i < x->m->p->events.count; i++) {
		const struct pattern_event *e = event_at(x, (int)i);
		struct misfit misfit = { .kind = FIT };
		if (e->kind != EVENT_RECEIVE || e->spec != r->spec ||
		    e->party != r->party || bits_has(x->m->configs[0].set, i))
			continue;
		match_fit(
		    x->m, &x->m->configs[0], i, (unsigned)record, &misfit);
		if (misfit.kind != MISFIT_ATTRIBUTE)
			return true;
	}
	return false;
}

/* What else resulted from the request, and should not have; or -1. */
static int
find_effect(const struct explanation *x, int request)
{
	int count = (int)x->m->records.count;
	for (int i = request + 1; i < count && !record_at(x, i)->is_stimulus;
	     i++) {
		const struct record *r = record_at(x, i);
		if (r->has_message && !r->is_matched && r->spec &&
		    message_spec_is_news(r->spec) &&
		    match_relevance(x->m, r) == RELEVANT && !is_expected(x, i))
			return i;
	}
	return -1;
}

/* "; it must be refused (FILE:LINE)", with what was nevertheless served. */
static void
say_wanted_instead(struct explanation *x, int request)
{
	const struct record *answer = record_at(x, x->d.record);
	int effect = strcmp(answer->spec->name, REFUSAL) == 0
	    ? -1
	    : find_effect(x, request);
	if (effect >= 0) {
		buf_add_text(&x->sentence, ", and ");
		explain_reached_about(x, effect);
		buf_printf(
		    &x->sentence, " (#%u)", record_at(x, effect)->number);
	}
	say_wanted(x, request, effect >= 0 ? "the request" : "it");
}

void
explain_answer(struct explanation *x)
{
	int request = match_request_of(x->m, (unsigned)x->d.record);
	explain_answered(x);
	switch (x->d.answer) {
	case ANSWER_AT_NO_FAULT:
		break;
	case ANSWER_OF_WRONG_KIND:
		say_wanted_instead(x, request);
		break;
	case ANSWER_SECOND:
		say_second(x);
		break;
	case ANSWER_WITH_EFFECT: /* explain_unexpected() says it */
		break;
	case ANSWER_BESIDES:
		say_besides(x);
		break;
	case ANSWER_EARLY:
		say_early(x);
		break;
	case ANSWER_FORBIDDEN:
		buf_add_text(&x->sentence, ", which must not happen here");
		say_place(x, x->d.ban->fixture, x->d.ban->step);
		break;
	case ANSWER_UNWANTED:
		say_unwanted(x, request);
		break;
	}
	buf_add_char(&x->sentence, '.');
}
