/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/explain/repetition.h"

#include "judge/setup.h"

#include <stdlib.h>
#include <string.h>

#define TIME_STAMP "eventTime"

bool
match_is_time_stamp(const struct attribute *a)
{
	return attribute_is_at(a, TIME_STAMP, sizeof(TIME_STAMP) - 1);
}

bool
match_is_equal(const struct attribute *a, const struct attribute *b)
{
	if (!a || !b || a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_STRING:
		return a->text_size == b->text_size &&
		    memcmp(a->text, b->text, a->text_size) == 0;
	case VALUE_BOOLEAN:
	case VALUE_INTEGER:
		return a->integer == b->integer;
	case VALUE_REAL:
		return memcmp(&a->real, &b->real, sizeof(a->real)) == 0;
	case VALUE_NULL:
	case VALUE_EMPTY_OBJECT:
	case VALUE_EMPTY_LIST:
		return true;
	}
	return false;
}

static bool
is_alike(const struct attribute *a, const struct attribute *b)
{
	return attribute_is_at(a, b->path, b->path_size) &&
	    (match_is_time_stamp(a) || match_is_equal(a, b));
}

static int
compare_paths(const void *a, const void *b)
{
	const struct attribute *x = *(const struct attribute *const *)a;
	const struct attribute *y = *(const struct attribute *const *)b;
	if (x->path_size != y->path_size)
		return x->path_size < y->path_size ? -1 : 1;
	return memcmp(x->path, y->path, x->path_size);
}

/* In the order of their paths; the caller owns the array. */
static const struct attribute **
sort(const struct attribute *all, size_t count)
{
	const struct attribute **sorted =
	    mem_alloc(count * sizeof(const struct attribute *));
	for (size_t i = 0; i < count; i++)
		sorted[i] = &all[i];
	qsort(sorted, count, sizeof(sorted[0]), compare_paths);
	return sorted;
}

/* The same attributes, in whatever order.  Most come in the same one. */
static bool
has_same_attributes(const struct message *a, const struct message *b)
{
	size_t count = message_count(a), i = 0;
	const struct attribute *x = message_attributes(a);
	const struct attribute *y = message_attributes(b);
	if (count != message_count(b))
		return false;
	while (i < count && is_alike(&x[i], &y[i]))
		i++;
	if (i == count)
		return true;
	x += i;
	y += i;
	count -= i;
	const struct attribute **p = sort(x, count), **q = sort(y, count);
	for (i = 0; i < count && is_alike(p[i], q[i]); i++)
		;
	free(p);
	free(q);
	return i == count;
}

bool
match_is_same_content(const struct record *a, const struct record *b)
{
	if (a->is_stimulus || a->spec != b->spec)
		return false;
	if (!a->has_message || !b->has_message) /* a mere answer */
		return a->spec && record_reference(a) == record_reference(b);
	return has_same_attributes(a->message, b->message);
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

/* FNV-1a, from a code on. */
static uint64_t
mix_bytes(uint64_t code, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < size; i++)
		code = (code ^ at[i]) * UINT64_C(0x100000001B3);
	return code;
}

static uint64_t
hash_attribute(const struct attribute *a)
{
	uint64_t code = mix_bytes(
	    UINT64_C(0xCBF29CE484222325) + a->kind, a->path, a->path_size);
	if (match_is_time_stamp(a))
		return 0;
	if (a->kind == VALUE_STRING)
		return mix_bytes(code, a->text, a->text_size);
	if (a->kind == VALUE_REAL)
		return mix_bytes(code, &a->real, sizeof(a->real));
	if (a->kind == VALUE_BOOLEAN || a->kind == VALUE_INTEGER)
		return mix_bytes(code, &a->integer, sizeof(a->integer));
	return code;
}

/*
 * The same of two messages that are alike, in whatever order their attributes
 * come: a sum.
 */
static uint64_t
hash_message(const struct message *m)
{
	size_t count = message_count(m);
	const struct attribute *all = message_attributes(m);
	uint64_t sum = count;
	for (size_t i = 0; i < count; i++)
		sum += hash_attribute(&all[i]);
	return sum;
}

int *
match_find_all_repeated(const struct match *m)
{
	size_t count = m->records.count;
	int *repeated = mem_alloc(count * sizeof(*repeated));
	uint64_t *hashes = mem_alloc(count * sizeof(*hashes));
	for (size_t i = 0; i < count; i++) {
		const struct record *r = &m->records.items[i];
		hashes[i] = r->has_message ? hash_message(r->message) : 0;
		repeated[i] = -1;
		for (size_t j = i; j-- > 0 && repeated[i] < 0;) {
			const struct record *o = &m->records.items[j];
			bool may_be = !r->has_message || !o->has_message ||
			    hashes[i] == hashes[j];
			if (may_be && !o->is_tolerated &&
			    match_is_repetition(o, r))
				repeated[i] = (int)j;
		}
	}
	free(hashes);
	return repeated;
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
