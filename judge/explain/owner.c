/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/owner.h"

#include "judge/explain/answer.h"
#include "judge/explain/surplus.h"
#include "judge/fit.h"
#include "judge/record.h"
#include "judge/relevance.h"
#include "judge/rules.h"
#include "judge/setup.h"

/* The event that says whose the divergence is, or -1. */
static int
telling_event(const struct match *m, const struct divergence *d)
{
	if (d->event >= 0)
		return d->event;
	if (d->ban)
		return (int)d->ban->event;
	if ((d->finding == FINDING_DUPLICATE || d->answer == ANSWER_SECOND) &&
	    d->other >= 0)
		return m->records.items[d->other].event;
	int request =
	    d->record < 0 ? -1 : match_request_of(m, (unsigned)d->record);
	return request < 0 ? -1 : m->records.items[request].event;
}

/* What another case has caused is the doing of no part of this one. */
static bool
is_of_another_case(const struct match *m, const struct divergence *d)
{
	return d->record >= 0 &&
	    match_find_intruder(m, &m->records.items[d->record]);
}

/* Is it a second answer, which something that was sent since may have caused?
 */
static bool
is_of_new_cause(const struct match *m, const struct divergence *d)
{
	bool is_second =
	    d->finding == FINDING_DUPLICATE || d->answer == ANSWER_SECOND;
	return is_second && d->other >= 0 &&
	    match_find_new_cause(m, (unsigned)d->other, (unsigned)d->record) >=
	    0;
}

unsigned
match_owner(const struct match *m, const struct divergence *d)
{
	/* Where no run prepared a phase, each phase is what is tested. */
	if (is_of_another_case(m, d) || m->p->seen)
		return match_last_instance(m);
	int event = telling_event(m, d);
	size_t record = d->record < 0 ? m->records.count : (size_t)d->record;
	unsigned under_way = match_instance_at(m, &m->configs[0], record);
	if (event < 0)
		return under_way;
	unsigned owner = m->p->events.items[event].instance;
	if (d->record < 0 || d->finding == FINDING_MISSING)
		return owner;
	/*
	 * Nothing results from a part before it has begun, and nothing from a
	 * setup after the fence with which the tested part begins.
	 */
	bool is_past =
	    match_is_setup(m, owner) && !match_is_setup(m, under_way);
	return owner > under_way || is_past || is_of_new_cause(m, d) ? under_way
								     : owner;
}

bool
match_is_wrong_everywhere(const struct match *m, const struct divergence *d)
{
	enum finding finding;
	struct misfit misfit;
	if (d->record < 0)
		return false;
	const struct record *r = &m->records.items[d->record];
	if (r->kind != OBSERVED_MESSAGE)
		return r->kind == OBSERVED_MALFORMED;
	if (match_is_wrong_anyway(m, r, &finding) ||
	    !match_fits_catalogue(m, r, &misfit))
		return true;
	return r->spec->kind == MESSAGE_ANSWER &&
	    (!match_is_own_reference(m, r) ||
		match_first_answer(m, (unsigned)d->record) >= 0);
}

/* Does the request name which of these the case was given? */
static bool
names_lent(const struct pattern_event *request, enum piece_kind lent)
{
	for (size_t i = 0; i < request->tests.count; i++) {
		const struct expression *e = &request->tests.items[i].value;
		for (size_t j = 0; j < e->pieces.count; j++)
			if (e->pieces.items[j].kind == lent)
				return true;
	}
	return false;
}

/* In a key or a value. */
static bool
names_another_case(const struct match *m, const struct message *message)
{
	for (size_t i = 0; i < message_count(message); i++) {
		const struct attribute *a = message_attribute(message, i);
		if (match_is_of_another_case(m, a->path) ||
		    (a->kind == VALUE_STRING &&
			match_is_of_another_case(m, a->text)))
			return true;
	}
	return false;
}

const char *
match_find_leftover(const struct match *m, int record, const char **ret_where)
{
	const struct lease *l = m->lease;
	int asked = record < 0 ? -1 : match_request_of(m, (unsigned)record);
	if (asked < 0 ||
	    (!l->left_in_queue && !l->left_in_queue2 && !l->left_in_workbin))
		return NULL;
	const struct pattern_event *request =
	    &m->p->events.items[m->records.items[asked].event];
	if (!request->fixture->is_setup ||
	    !names_another_case(m, record_message(&m->records.items[record])))
		return NULL;
	if (l->left_in_queue && names_lent(request, PIECE_QUEUE)) {
		*ret_where = l->queue;
		return l->left_in_queue;
	}
	if (l->left_in_queue2 && names_lent(request, PIECE_QUEUE2)) {
		*ret_where = l->queue2;
		return l->left_in_queue2;
	}
	*ret_where = l->workbin;
	return names_lent(request, PIECE_WORKBIN) ? l->left_in_workbin : NULL;
}
