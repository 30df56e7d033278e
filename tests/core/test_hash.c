/* SPDX-License-Identifier: Apache-2.0 */
#include "core/hash.h"
#include "core/mem.h"
#include "tests/core/suites.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct element {
	struct hash_node node; /* first: a node is its element */
	int key;
};

#define MANY 5000

START_TEST(what_was_added_is_found_until_it_is_removed)
{
	struct hash h = { 0 };
	struct element *elements = mem_zalloc(MANY * sizeof(*elements));
	for (int i = 0; i < MANY; i++) {
		elements[i].key = i;
		ck_assert_ptr_null(hash_find(&h, &i, sizeof(i)));
		hash_add(&h, &elements[i].node, &elements[i].key, sizeof(int));
	}
	for (int i = 0; i < MANY; i += 2)
		hash_remove(&h, &elements[i].node);
	ck_assert_uint_eq(h.count, MANY / 2);
	for (int i = 0; i < MANY; i++)
		ck_assert_ptr_eq(hash_find(&h, &i, sizeof(i)),
		    i % 2 ? &elements[i].node : NULL);
	struct hash_node *any;
	while ((any = hash_any(&h)))
		hash_remove(&h, any);
	ck_assert_uint_eq(h.count, 0);
	hash_free(&h);
	free(elements);
}
END_TEST

START_TEST(the_size_belongs_to_the_key)
{
	struct hash h = { 0 };
	struct hash_node node;
	ck_assert_ptr_null(hash_any(&h));
	hash_add(&h, &node, "ab", 2);
	ck_assert_ptr_null(hash_find(&h, "abc", 3));
	ck_assert_ptr_null(hash_find(&h, "a", 1));
	ck_assert_ptr_eq(hash_find(&h, "abc", 2), &node);
	hash_free(&h);
}
END_TEST

/* Looking for each from the start again takes minutes. */
START_TEST(a_large_table_is_emptied_at_once)
{
	const int count = 300000;
	struct hash h = { 0 };
	struct element *elements =
	    mem_zalloc((size_t)count * sizeof(*elements));
	for (int i = 0; i < count; i++) {
		elements[i].key = i;
		hash_add(&h, &elements[i].node, &elements[i].key, sizeof(int));
	}
	for (int i = 0; i < count; i++) {
		struct hash_node *any = hash_any(&h);
		ck_assert_ptr_nonnull(any);
		hash_remove(&h, any);
		/* What comes back, in front of it, is found. */
		if (i == count / 2) {
			hash_add(&h, &elements[0].node, &elements[0].key,
			    sizeof(int));
			hash_remove(&h, &elements[0].node);
		}
	}
	ck_assert_ptr_null(hash_any(&h));
	hash_add(&h, &elements[0].node, &elements[0].key, sizeof(int));
	ck_assert_ptr_eq(hash_any(&h), &elements[0].node);
	hash_free(&h);
	free(elements);
}
END_TEST

/* A table looks at the low bits only, and the names of a pool are alike. */
START_TEST(names_that_differ_at_their_ends_are_spread)
{
	enum { PLACES = 128 };
	bool taken[PLACES] = { false };
	unsigned count = 0;
	for (unsigned i = 10; i < 100; i++) {
		char name[16];
		int size = snprintf(name, sizeof(name), "agent-%u", i);
		bool *place = &taken[hash_bytes(name, (size_t)size) % PLACES];
		count += !*place;
		*place = true;
	}
	/* Of 90 thrown at random, 65 places would be taken. */
	ck_assert_uint_ge(count, 55);
}
END_TEST

Suite *
hash_suite(void)
{
	Suite *s = suite_create("core/hash");
	TCase *tc = tcase_create("hash");
	tcase_add_test(tc, what_was_added_is_found_until_it_is_removed);
	tcase_add_test(tc, a_large_table_is_emptied_at_once);
	tcase_add_test(tc, the_size_belongs_to_the_key);
	tcase_add_test(tc, names_that_differ_at_their_ends_are_spread);
	suite_add_tcase(s, tc);
	return s;
}
