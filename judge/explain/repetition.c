/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/repetition.h"

#include "judge/setup.h"

#include <string.h>

bool
match_is_equal(const struct attribute *a, const struct attribute *b)
{
	char a_text[ATTRIBUTE_TEXT_SIZE], b_text[ATTRIBUTE_TEXT_SIZE];
	return a && b && a->kind == b->kind &&
	    strcmp(attribute_text(a, a_text), attribute_text(b, b_text)) == 0;
}

bool
match_is_same_content(const struct record *a, const struct record *b)
{
	if (a->is_stimulus || a->spec != b->spec)
		return false;
	if (!a->has_message || !b->has_message) /* a mere answer */
		return a->spec && record_reference(a) == record_reference(b);
	if (message_count(a->message) != message_count(b->message))
		return false;
	for (size_t i = 0; i < message_count(a->message); i++) {
		const struct attribute *x = message_attribute(a->message, i);
		if (strcmp(x->path, "eventTime") != 0 &&
		    !match_is_equal(x, message_find(b->message, x->path)))
			return false;
	}
	return true;
}

bool
match_is_same_message(const struct record *a, const struct record *b)
{
	return a->party == b->party && match_is_same_content(a, b);
}

bool
match_is_repetition(const struct record *a, const struct record *b)
{
	return strcmp(a->protocol, b->protocol) == 0 &&
	    match_is_same_message(a, b);
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
match_is_of_one_step(const struct match *m, unsigned first, unsigned second)
{
	for (unsigned i = first + 1; i < second; i++)
		if (m->records.items[i].is_stimulus)
			return false;
	return true;
}

bool
match_is_duplicate(const struct match *m, unsigned first, unsigned second)
{
	const struct record *r = &m->records.items[second];
	return (r->spec && r->spec->kind == MESSAGE_ANSWER) ||
	    !match_is_fenced_off(m, first, second);
}
