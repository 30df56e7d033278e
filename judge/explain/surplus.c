/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a message that is one too many may be: no expected one gone astray
 * if that need not come, the same again, or another case's.
 */
#include "judge/state.h"

#include <string.h>

bool
match_need_not_come(
    const struct match *m, const struct config *c, unsigned event)
{
	const struct pattern *p = m->p;
	unsigned root = pattern_root(p), node = p->events.items[event].node;
	for (; node != root; node = p->nodes.items[node].parent) {
		const struct pattern_node *n = &p->nodes.items[node];
		if (n->kind == NODE_OPTIONAL &&
		    !bits_any_in(c->set, n->first, n->end))
			return true;
	}
	return false;
}

int
match_find_repeated(const struct match *m, unsigned record)
{
	for (unsigned i = record; i-- > 0;) {
		const struct record *r = &m->records.items[i];
		if (!r->is_tolerated &&
		    match_is_repetition(r, &m->records.items[record]))
			return (int)i;
	}
	return -1;
}

bool
match_is_duplicate(const struct match *m, unsigned first, unsigned second)
{
	const struct record *r = &m->records.items[second];
	return (r->spec && r->spec->kind == MESSAGE_ANSWER) ||
	    !match_is_fenced_off(m, first, second);
}

const struct attribute *
match_find_stranger(const struct match *m, const struct message_spec *spec,
    const struct message *message)
{
	for (size_t i = 0; i < message_count(message); i++) {
		const struct attribute *a = message_attribute(message, i);
		bool is_about = spec->about &&
		    attribute_is_at(a, spec->about, spec->about_size);
		if (a->kind == VALUE_STRING && !is_about &&
		    match_is_lent_elsewhere(m, a->text))
			return a;
	}
	return NULL;
}

const struct attribute *
match_find_intruder(const struct match *m, const struct record *r)
{
	bool is_event =
	    r->has_message && r->spec && r->spec->kind == MESSAGE_EVENT;
	return is_event ? match_find_stranger(m, r->spec, r->message) : NULL;
}
