/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/answer.h"

#include "core/clock.h"
#include "judge/explain/repetition.h"
#include "judge/fit.h"
#include "judge/order.h"
#include "judge/window.h"

#include <string.h>

/* Of {response-timeout}: a slow server takes less, its timers take more. */
#define PROMPT_SHARE 4
/* Steps (MATCH_MAX_STEPS) in search of a wrong one; the first is wanted. */
#define ANSWER_MAX_STEPS 20000000

static const struct record *
record_at(const struct match *m, int record)
{
	return &m->records.items[record];
}

int
match_request_of(const struct match *m, unsigned record)
{
	const struct record *r = record_at(m, (int)record);
	if (r->is_stimulus || !r->spec || !message_spec_is_reply(r->spec) ||
	    record_reference(r) < 0)
		return -1;
	for (int i = (int)record - 1; i >= 0; i--)
		if (record_at(m, i)->is_stimulus &&
		    record_at(m, i)->party == r->party &&
		    record_reference(record_at(m, i)) == record_reference(r))
			return i;
	return -1;
}

/* Does the record answer that request? */
static bool
is_answer_to(const struct match *m, unsigned record, int request)
{
	const struct record *r = record_at(m, (int)record);
	const struct record *asked = record_at(m, request);
	return !r->is_stimulus && r->party == asked->party &&
	    record_reference(r) == record_reference(asked) &&
	    match_request_of(m, record) == request;
}

int
match_first_answer(const struct match *m, unsigned record)
{
	int request = match_request_of(m, record);
	for (int i = request + 1; request >= 0 && i < (int)record; i++)
		if (is_answer_to(m, (unsigned)i, request))
			return i;
	return -1;
}

bool
match_answers_event(
    const struct match *m, const struct pattern_event *e, int request)
{
	const struct record *r = record_at(m, request);
	return e->kind == EVENT_RECEIVE && e->spec->kind == MESSAGE_ANSWER &&
	    (e->answers >= 0 ? e->answers == r->event : e->party == r->party);
}

/* An absent that forbids this answer to this request, or NULL. */
static const struct pattern_ban *
find_ban(struct match *m, int request, unsigned record)
{
	for (size_t i = 0; i < m->p->bans.count; i++) {
		const struct pattern_ban *ban = &m->p->bans.items[i];
		if (ban->answers == record_at(m, request)->event &&
		    match_ban_in_force(
			m, &m->configs[0], ban, record_at(m, (int)record)) &&
		    match_fits_ban(m, &m->configs[0], ban, record))
			return ban;
	}
	return NULL;
}

/* What the case has for an answer of one kind to a request. */
struct expected_answers {
	int in_time; /* event of the same kind that is waited for now, or -1 */
	int later;   /* of the same kind, after a stimulus not done yet */
	int instead; /* of another kind */
};

static struct expected_answers
find_expected(const struct match *m, int request, unsigned record)
{
	struct expected_answers found = { -1, -1, -1 };
	for (unsigned i = 0; i < m->p->events.count; i++) {
		const struct pattern_event *e = &m->p->events.items[i];
		if (!match_answers_event(m, e, request) ||
		    bits_has(m->configs[0].set, i) || match_excluder(m, i) >= 0)
			continue;
		int *kind = &found.instead;
		if (e->spec == record_at(m, (int)record)->spec)
			kind = match_missing_stimulus(m, i) < 0 ? &found.in_time
								: &found.later;
		if (*kind < 0)
			*kind = (int)i;
	}
	return found;
}

static bool
is_answered(const struct match *m, int request)
{
	for (unsigned i = 0; i < m->records.count; i++)
		if (is_answer_to(m, i, request))
			return true;
	return false;
}

/* May such an answer come to the record's party, at the record's time? */
static bool
is_open_to(const struct match *m, unsigned event, const struct record *r)
{
	const struct pattern_event *e = &m->p->events.items[event];
	const struct config *c = &m->configs[0];
	return e->kind == EVENT_RECEIVE && e->party == r->party &&
	    e->answers >= 0 && bits_has(c->set, (unsigned)e->answers) &&
	    !bits_has(c->set, event) && match_missing_stimulus(m, event) < 0 &&
	    match_excluder(m, event) < 0 &&
	    match_event_limit(m, c, e, false) <= r->time_ns;
}

/* The last request that its party had sent when the record came, or -1. */
static int
newest_request(const struct match *m, unsigned record)
{
	for (int i = (int)record - 1; i >= 0; i--)
		if (record_at(m, i)->is_stimulus &&
		    record_at(m, i)->party == record_at(m, (int)record)->party)
			return i;
	return -1;
}

bool
match_is_for_another(struct match *m, unsigned record)
{
	const struct record *r = record_at(m, (int)record);
	/* Where it was expected it is at home. */
	int own = r->is_matched ? -1 : match_request_of(m, record);
	int newest = newest_request(m, record);
	bool is_spare = match_first_answer(m, record) >= 0, found = false;
	bool own_needed = false;
	for (unsigned i = 0; own >= 0 && i < m->p->events.count; i++) {
		const struct pattern_event *e = &m->p->events.items[i];
		if (!is_open_to(m, i, r))
			continue;
		match_note_steps(m, m->p->nodes.count + m->records.count);
		int request = m->configs[0].at[e->answers];
		/*
		 * A second answer is wrong anyway; and an answer to the newest
		 * is likely, though the case may continue without it.
		 */
		bool needed = is_spare || request == newest ||
		    pattern_needs(m->p, m->configs[0].set, i);
		if (request == own)
			own_needed |= needed;
		else if (e->spec == r->spec)
			found |= needed && !is_answered(m, request);
	}
	return found && (is_spare || !own_needed);
}

/* A later answer to the same request that is right, or -1. */
static int
find_right(const struct match *m, int request, unsigned record)
{
	for (unsigned i = record + 1; i < m->records.count; i++)
		if (is_answer_to(m, i, request) &&
		    find_expected(m, request, i).in_time >= 0)
			return (int)i;
	return -1;
}

/* The first answer that its request gets. */
static bool
judge_first(struct match *m, int request, struct divergence *d)
{
	unsigned record = (unsigned)d->record;
	struct expected_answers e = find_expected(m, request, record);
	if (e.in_time >= 0)
		return false;
	d->finding = FINDING_UNEXPECTED;
	d->other = find_right(m, request, record);
	if (d->other >= 0) {
		d->answer = ANSWER_BESIDES;
		d->event =
		    find_expected(m, request, (unsigned)d->other).in_time;
		return true;
	}
	if (e.later >= 0) {
		d->answer = ANSWER_EARLY;
		d->event = e.later;
		d->other = match_missing_stimulus(m, (unsigned)e.later);
		return true;
	}
	bool needed = e.instead >= 0 &&
	    pattern_needs(m->p, m->configs[0].set, (unsigned)e.instead);
	d->ban = needed ? NULL : find_ban(m, request, record);
	if (d->ban) {
		d->answer = ANSWER_FORBIDDEN;
	} else if (e.instead >= 0) {
		d->finding = FINDING_WRONG_ANSWER;
		d->answer = ANSWER_OF_WRONG_KIND;
		d->event = e.instead;
	} else {
		d->answer = ANSWER_UNWANTED;
	}
	return true;
}

static bool
judge_second(struct match *m, int first, struct divergence *d)
{
	/* The same again is a duplicate, which the edits will say. */
	if (match_is_repetition(record_at(m, first), record_at(m, d->record)))
		return false;
	d->finding = FINDING_UNEXPECTED;
	d->answer = ANSWER_SECOND;
	d->other = first;
	d->ban = find_ban(
	    m, match_request_of(m, (unsigned)d->record), (unsigned)d->record);
	return true;
}

bool
match_is_prompt(const struct match *m, int64_t after_ns)
{
	int64_t usual_ns = 0;
	target_timer(m->p->target, "response-timeout", &usual_ns);
	return after_ns <= usual_ns / PROMPT_SHARE;
}

int64_t
match_fastest_answer_ns(const struct match *m)
{
	int64_t fastest_ns = TIME_NEVER_NS;
	for (unsigned i = 0; i < m->records.count; i++) {
		int request = match_request_of(m, i);
		if (request < 0)
			continue;
		int64_t ns = record_at(m, (int)i)->time_ns -
		    record_at(m, request)->time_ns;
		fastest_ns = ns < fastest_ns ? ns : fastest_ns;
	}
	return fastest_ns == TIME_NEVER_NS ? 0 : fastest_ns;
}

/*
 * A prompt answer explains everything wrong since the last stimulus, a later
 * one (a timer ends) only what is wrong from then on.
 */
static int64_t
explained_since(const struct match *m, unsigned record)
{
	int64_t time_ns = record_at(m, (int)record)->time_ns;
	int i = (int)record;
	while (i > 0 && !record_at(m, i)->is_stimulus)
		i--;
	int64_t stimulus_ns = record_at(m, i)->time_ns;
	return match_is_prompt(m, time_ns - stimulus_ns) ? stimulus_ns
							 : time_ns;
}

static bool
judge_answer(
    struct match *m, unsigned record, struct divergence *ret, int64_t *ret_ns)
{
	int request = match_request_of(m, record);
	if (request < 0 || record_at(m, (int)record)->is_matched ||
	    match_is_for_another(m, record))
		return false;
	*ret = (struct divergence){
		.record = (int)record, .event = -1, .other = -1
	};
	int first = match_first_answer(m, record);
	*ret_ns = first >= 0 ? record_at(m, (int)record)->time_ns
			     : explained_since(m, record);
	return first >= 0 ? judge_second(m, first, ret)
			  : judge_first(m, request, ret);
}

bool
match_find_wrong_answer(
    struct match *m, struct divergence *ret, int64_t *ret_ns)
{
	int request = -1;
	uint64_t first_step = m->steps;
	*ret_ns = TIME_NEVER_NS;
	for (unsigned i = 0;
	     i < m->records.count && m->steps - first_step <= ANSWER_MAX_STEPS;
	     i++) {
		struct divergence d;
		int64_t ns;
		if (!judge_answer(m, i, &d, &ns) || ns > *ret_ns)
			continue;
		/* Of two at a time, what answers the newer request says why. */
		if (ns == *ret_ns && match_request_of(m, i) <= request)
			continue;
		*ret = d;
		*ret_ns = ns;
		request = match_request_of(m, i);
	}
	return *ret_ns != TIME_NEVER_NS;
}

static bool
demands_less(const struct fixture_case *test)
{
	for (size_t i = 0; i < test->requirements.count; i++)
		if (strcmp(test->requirements.items[i].level, "should") == 0)
			return true;
	return false;
}

bool
match_find_effect(
    struct match *m, const struct divergence *answer, struct divergence *ret)
{
	if (answer->answer != ANSWER_OF_WRONG_KIND ||
	    !demands_less(m->p->instances
			      .items[m->p->events.items[answer->event].instance]
			      .test))
		return false;
	unsigned i = (unsigned)match_request_of(m, (unsigned)answer->record);
	while (++i < m->records.count && !record_at(m, (int)i)->is_stimulus) {
		const struct record *r = record_at(m, (int)i);
		if (r->is_matched || !r->spec || !message_spec_is_news(r->spec))
			continue;
		*ret = *answer;
		ret->ban = match_find_ban(m, &m->configs[0], i);
		if (!ret->ban)
			continue;
		ret->finding = FINDING_UNEXPECTED;
		ret->answer = ANSWER_WITH_EFFECT;
		ret->record = (int)i;
		ret->other = answer->record;
		return true;
	}
	return false;
}
