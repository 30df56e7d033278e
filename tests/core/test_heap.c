/* SPDX-License-Identifier: Apache-2.0 */
#include "core/heap.h"

#include "tests/core/suites.h"

#include <stdbool.h>

START_TEST(empty)
{
	struct heap h = { 0 };
	ck_assert(heap_first_key(&h) == INT64_MAX);
	heap_remove(&h, 7);
	ck_assert(heap_first_key(&h) == INT64_MAX);
	heap_free(&h);
}
END_TEST

START_TEST(pops_by_key_then_by_number)
{
	static const int64_t keys[] = { 5, 3, 9, 3, INT64_MAX, INT64_MIN, 3 };
	static const unsigned order[] = { 5, 1, 3, 6, 0, 2, 4 };
	struct heap h = { 0 };
	for (unsigned i = 0; i < 7; i++)
		heap_set(&h, i, keys[i]);
	for (unsigned i = 0; i < 7; i++) {
		ck_assert(heap_first_key(&h) == keys[order[i]]);
		ck_assert_uint_eq(heap_pop(&h), order[i]);
	}
	ck_assert_uint_eq(h.entries.count, 0);
	heap_free(&h);
}
END_TEST

START_TEST(a_key_moves_both_ways)
{
	struct heap h = { 0 };
	for (unsigned i = 0; i < 10; i++)
		heap_set(&h, i, 10 * i);
	heap_set(&h, 9, -1);
	heap_set(&h, 0, 35);
	ck_assert_uint_eq(h.entries.count, 10);
	ck_assert_uint_eq(heap_pop(&h), 9);
	ck_assert_uint_eq(heap_pop(&h), 1);
	ck_assert_uint_eq(heap_pop(&h), 2);
	ck_assert_uint_eq(heap_pop(&h), 3);
	ck_assert_uint_eq(heap_pop(&h), 0);
	heap_free(&h);
}
END_TEST

/* The smallest key in 'keys'; INT64_MAX means absent. */
static int64_t
smallest(const int64_t *keys, unsigned count)
{
	int64_t key = INT64_MAX;
	for (unsigned i = 0; i < count; i++)
		if (keys[i] < key)
			key = keys[i];
	return key;
}

/* Against a plain array, with a fixed sequence of pseudo-random steps. */
START_TEST(does_as_an_array_would)
{
	int64_t keys[50];
	struct heap h = { 0 };
	uint32_t state = 1;
	for (unsigned i = 0; i < 50; i++)
		keys[i] = INT64_MAX;
	for (unsigned i = 0; i < 20000; i++) {
		state = state * 1664525u + 1013904223u;
		unsigned item = (state >> 8) % 50;
		bool removes = (state >> 16) % 3 == 0;
		keys[item] = removes ? INT64_MAX : (int64_t)(state >> 20);
		if (removes)
			heap_remove(&h, item);
		else
			heap_set(&h, item, keys[item]);
		ck_assert(heap_first_key(&h) == smallest(keys, 50));
	}
	while (h.entries.count > 0) {
		int64_t key = heap_first_key(&h);
		unsigned item = heap_pop(&h);
		ck_assert(key == keys[item] && key == smallest(keys, 50));
		keys[item] = INT64_MAX;
	}
	ck_assert(smallest(keys, 50) == INT64_MAX);
	heap_free(&h);
}
END_TEST

Suite *
heap_suite(void)
{
	Suite *s = suite_create("heap");
	TCase *t = tcase_create("heap");
	tcase_add_test(t, empty);
	tcase_add_test(t, pops_by_key_then_by_number);
	tcase_add_test(t, a_key_moves_both_ways);
	tcase_add_test(t, does_as_an_array_would);
	suite_add_tcase(s, t);
	return s;
}
