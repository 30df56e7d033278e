/* SPDX-License-Identifier: Apache-2.0 */
#include "core/buf.h"
#include "tests/core/suites.h"

#include <stdint.h>
#include <stdlib.h>

START_TEST(empty_is_empty_text)
{
	struct buf b;
	buf_init(&b, 10);
	ck_assert_str_eq(buf_text(&b), "");
	char *taken = buf_take(&b);
	ck_assert_str_eq(taken, "");
	free(taken);
	buf_consume(&b, 0);
	buf_clear(&b);
	ck_assert_str_eq(buf_text(&b), "");
	buf_free(&b);
}
END_TEST

START_TEST(adding_appends)
{
	struct buf b;
	buf_init(&b, 100);
	ck_assert(buf_add_text(&b, "ab"));
	ck_assert(buf_add_char(&b, 'c'));
	ck_assert(buf_add(&b, "d\0e", 3));
	ck_assert(buf_printf(&b, "-%d-%s", 42, "x"));
	ck_assert(buf_pad(&b, '.', 3));
	ck_assert(buf_pad(&b, '.', 0));
	ck_assert(buf_pad(&b, '.', -1));
	ck_assert_uint_eq(b.size, 14);
	ck_assert_mem_eq(b.bytes, "abcd\0e-42-x...", 15);
	ck_assert(!b.truncated);
	buf_free(&b);
}
END_TEST

START_TEST(what_is_reserved_counts_when_it_was_filled)
{
	struct buf b;
	buf_init(&b, 6);
	char *room = buf_reserve(&b, 4);
	ck_assert_ptr_nonnull(room);
	memset(room, 'x', 4);
	ck_assert_uint_eq(b.size, 0);
	buf_advance(&b, 3);
	ck_assert_str_eq(buf_text(&b), "xxx");
	ck_assert_ptr_null(buf_reserve(&b, 4));
	ck_assert(b.truncated);
	ck_assert_str_eq(buf_text(&b), "xxx");
	buf_free(&b);
}
END_TEST

START_TEST(the_maximum_is_exact)
{
	struct buf b;
	buf_init(&b, 4);
	ck_assert(buf_add_text(&b, "abcd"));
	ck_assert(!b.truncated);
	ck_assert(!buf_add_char(&b, 'e'));
	ck_assert(b.truncated);
	ck_assert_str_eq(buf_text(&b), "abcd");
	buf_free(&b);
}
END_TEST

START_TEST(what_does_not_fit_is_dropped_whole)
{
	struct buf b;
	buf_init(&b, 4);
	ck_assert(buf_add_text(&b, "abc"));
	ck_assert(!buf_add_text(&b, "de"));
	ck_assert(!buf_printf(&b, "%d", 10));
	ck_assert(!buf_pad(&b, '.', 2));
	ck_assert(!buf_add(&b, "", SIZE_MAX));
	ck_assert_str_eq(buf_text(&b), "abc");
	ck_assert(buf_add_char(&b, 'd'));
	ck_assert_str_eq(buf_text(&b), "abcd");
	ck_assert(b.truncated);
	buf_clear(&b);
	ck_assert(!b.truncated);
	buf_free(&b);
}
END_TEST

START_TEST(it_grows_past_its_first_storage)
{
	struct buf b;
	buf_init(&b, 100000);
	for (int i = 0; i < 10000; i++)
		ck_assert(buf_printf(&b, "%04d.....", i));
	ck_assert_uint_eq(b.size, 90000);
	ck_assert_str_eq(buf_text(&b) + 9 * 9999, "9999.....");
	buf_free(&b);
}
END_TEST

START_TEST(take_hands_over_and_empties)
{
	struct buf b;
	buf_init(&b, 10);
	buf_add_text(&b, "one");
	char *taken = buf_take(&b);
	ck_assert_str_eq(taken, "one");
	ck_assert_uint_eq(b.size, 0);
	ck_assert(buf_add_text(&b, "two"));
	ck_assert_str_eq(buf_text(&b), "two");
	ck_assert_uint_eq(b.max, 10);
	free(taken);
	buf_free(&b);
}
END_TEST

START_TEST(consume_drops_the_front)
{
	struct buf b;
	buf_init(&b, 10);
	buf_add_text(&b, "abcdef");
	buf_consume(&b, 2);
	ck_assert_str_eq(buf_text(&b), "cdef");
	buf_consume(&b, 0);
	ck_assert_str_eq(buf_text(&b), "cdef");
	buf_consume(&b, 4);
	ck_assert_str_eq(buf_text(&b), "");
	ck_assert_uint_eq(b.size, 0);
	buf_free(&b);
}
END_TEST

Suite *
buf_suite(void)
{
	Suite *s = suite_create("buf");
	TCase *c = tcase_create("buf");
	tcase_add_test(c, empty_is_empty_text);
	tcase_add_test(c, adding_appends);
	tcase_add_test(c, what_is_reserved_counts_when_it_was_filled);
	tcase_add_test(c, the_maximum_is_exact);
	tcase_add_test(c, what_does_not_fit_is_dropped_whole);
	tcase_add_test(c, it_grows_past_its_first_storage);
	tcase_add_test(c, take_hands_over_and_empties);
	tcase_add_test(c, consume_drops_the_front);
	suite_add_tcase(s, c);
	return s;
}
