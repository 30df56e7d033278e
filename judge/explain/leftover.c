/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an earlier case has left in a queue or workbin, since its clean-up was
 * not done: a server that hands it to who pulls from there next does right.
 */
#include "judge/state.h"

/* Does the request name what the case was lent of these? */
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
