/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/owner.h"

#include "judge/explain/answer.h"
#include "judge/explain/surplus.h"
#include "judge/fit.h"
#include "judge/record.h"
#include "judge/relevance.h"
#include "judge/rules.h"
#include "judge/setup.h"

#include <ctype.h>
#include <string.h>

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
		return false;
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

/* Where a text of such letters ends. */
static const char *
skip(const char *at, const char *letters)
{
	return at + strspn(at, letters);
}

/*
 * Is an interaction there that was made by another run, "ix-RUN-7", RUN being
 * two hexadecimal numbers?  Its size, or 0.
 */
static size_t
size_of_foreign(const struct match *m, const char *at)
{
	static const char hex[] = "0123456789abcdef", decimal[] = "0123456789";
	const char *unique = m->lease->unique;
	const char *own_end = unique ? strrchr(unique, '-') : NULL;
	const char *run = at + 3, *middle, *end, *number;
	if (strncmp(at, "ix-", 3) != 0 || !own_end)
		return 0;
	middle = skip(run, hex);
	end = *middle == '-' ? skip(middle + 1, hex) : middle;
	number = *end == '-' ? skip(end + 1, decimal) : end;
	if (middle == run || end <= middle + 1 || number <= end + 1)
		return 0;
	/* Of a shard: its number is before that of the case. */
	if (*number == '-' && isdigit((unsigned char)number[1]))
		number = skip(number + 1, decimal);
	if (strncmp(run, unique, (size_t)(own_end + 1 - unique)) == 0)
		return 0;
	return (size_t)(number - at);
}

/* The first that the text names as a word of its own; owned, or NULL. */
static char *
find_foreign_in(const struct match *m, const char *text)
{
	for (const char *at = text; (at = strstr(at, "ix-")); at++) {
		size_t size = size_of_foreign(m, at);
		bool starts = at == text || !isalnum((unsigned char)at[-1]);
		if (size > 0 && starts && !isalnum((unsigned char)at[size]))
			return mem_strndup(
			    at, size + (strncmp(at + size, "-too", 4) ? 0 : 4));
	}
	return NULL;
}

static char *
find_foreign(const struct match *m, const struct message *message)
{
	char *found = NULL;
	for (size_t i = 0; i < message_count(message) && !found; i++) {
		const struct attribute *a = message_attribute(message, i);
		found = find_foreign_in(m, a->path);
		if (!found && a->kind == VALUE_STRING)
			found = find_foreign_in(m, a->text);
	}
	return found;
}

/* Which of what it was given does the request name? */
static const char *
find_place(const struct match *m, const struct pattern_event *request,
    const char **ret_left)
{
	const struct lease *l = m->lease;
	*ret_left = NULL;
	if (l->queue && names_lent(request, PIECE_QUEUE)) {
		*ret_left = l->left_in_queue;
		return l->queue;
	}
	if (l->queue2 && names_lent(request, PIECE_QUEUE2)) {
		*ret_left = l->left_in_queue2;
		return l->queue2;
	}
	if (!l->workbin || !names_lent(request, PIECE_WORKBIN))
		return NULL;
	*ret_left = l->left_in_workbin;
	return l->workbin;
}

bool
match_find_leftover(const struct match *m, int record, struct leftover *ret)
{
	int asked = record < 0 ? -1 : match_request_of(m, (unsigned)record);
	*ret = (struct leftover){ 0 };
	if (asked < 0)
		return false;
	const struct pattern_event *request =
	    &m->p->events.items[m->records.items[asked].event];
	const struct message *answer =
	    record_message(&m->records.items[record]);
	if (!request->fixture->is_setup || !answer)
		return false;
	ret->where = find_place(m, request, &ret->what);
	if (!ret->where)
		return false;
	if (ret->what && names_another_case(m, answer))
		return true;
	ret->what = NULL;
	ret->interaction = find_foreign(m, answer);
	return ret->interaction;
}
