/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"
#include "mock/http/backlog.h"
#include "tests/mock/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct backlog b;

static void
set_up(void)
{
	backlog_init(&b);
}

static void
tear_down(void)
{
	backlog_free(&b);
}

static void
add_numbers(unsigned count)
{
	char line[32];
	for (unsigned i = 0; i < count; i++) {
		int size = snprintf(line, sizeof(line), "%llu\n",
		    (unsigned long long)b.last_sequence + 1);
		backlog_add(&b, line, (size_t)size);
	}
}

static uint64_t
next_number(void)
{
	char line[32];
	size_t size = 0;
	do
		ck_assert_uint_eq(backlog_read(&b, line + size, 1), 1);
	while (line[size++] != '\n');
	return strtoull(line, NULL, 10);
}

START_TEST(lines_are_read_in_order)
{
	char piece[8];
	ck_assert(!backlog_has_more(&b));
	ck_assert_uint_eq(backlog_read(&b, piece, sizeof(piece)), 0);
	add_numbers(12000);
	for (uint64_t i = 1; i <= 12000; i++)
		ck_assert_uint_eq(next_number(), i);
	ck_assert(!backlog_has_more(&b));
	add_numbers(1);
	ck_assert(backlog_has_more(&b));
	ck_assert_uint_eq(next_number(), 12001);
}
END_TEST

START_TEST(the_cursor_is_put_behind_a_number)
{
	add_numbers(20000);
	ck_assert_int_eq(backlog_seek(&b, 15000), BACKLOG_FOUND);
	ck_assert_uint_eq(next_number(), 15001);
	ck_assert_int_eq(backlog_seek(&b, 15000), BACKLOG_FOUND);
	ck_assert_uint_eq(next_number(), 15001);
	ck_assert_int_eq(backlog_seek(&b, 20001), BACKLOG_UNKNOWN);
	ck_assert_int_eq(backlog_seek(&b, 0), BACKLOG_GONE);
	ck_assert_int_eq(backlog_seek(&b, 20000), BACKLOG_FOUND);
	ck_assert(!backlog_has_more(&b));
	add_numbers(1);
	ck_assert_uint_eq(next_number(), 20001);
}
END_TEST

START_TEST(what_was_read_is_kept_for_a_while)
{
	char piece[4096];
	for (int i = 0; i < 300; i++) {
		add_numbers(1000);
		while (backlog_has_more(&b))
			backlog_read(&b, piece, sizeof(piece));
	}
	ck_assert_uint_lt(b.size, (size_t)1 << 20);
	ck_assert_int_eq(
	    backlog_seek(&b, 300000 - BACKLOG_KEPT_FRAMES), BACKLOG_FOUND);
	ck_assert_uint_eq(next_number(), 300001 - BACKLOG_KEPT_FRAMES);
	ck_assert_int_eq(backlog_seek(&b, 1000), BACKLOG_GONE);
}
END_TEST

START_TEST(what_was_not_read_is_kept_up_to_a_limit)
{
	size_t size = (size_t)1 << 20;
	char *line = mem_alloc(size);
	memset(line, 'x', size);
	line[size - 1] = '\n';
	for (size_t i = 0; i < BACKLOG_MAX_BYTES / size; i++)
		backlog_add(&b, line, size);
	ck_assert(!b.is_overrun);
	backlog_add(&b, line, size);
	ck_assert(b.is_overrun);
	ck_assert_int_eq(backlog_seek(&b, 0), BACKLOG_GONE);
	ck_assert_int_eq(backlog_seek(&b, 1), BACKLOG_FOUND);
	ck_assert(!b.is_overrun);
	free(line);
}
END_TEST

START_TEST(many_backlogs_keep_less_each)
{
	size_t size = (size_t)1 << 20;
	char *line = mem_alloc(size);
	memset(line, 'x', size);
	line[size - 1] = '\n';
	for (int i = 0; i < 32; i++)
		backlog_add(&b, line, size);
	backlog_share(&b, 4);
	ck_assert_uint_eq(b.size, 32 * size);
	backlog_share(&b, 64);
	ck_assert_uint_eq(b.size, BACKLOG_ALL_MAX_BYTES / 64);
	backlog_share(&b, 0);
	ck_assert_uint_eq(b.max_bytes, BACKLOG_MAX_BYTES);
	free(line);
}
END_TEST

Suite *
backlog_suite(void)
{
	Suite *s = suite_create("mock/backlog");
	TCase *tc = tcase_create("backlog");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, lines_are_read_in_order);
	tcase_add_test(tc, the_cursor_is_put_behind_a_number);
	tcase_add_test(tc, what_was_read_is_kept_for_a_while);
	tcase_add_test(tc, what_was_not_read_is_kept_up_to_a_limit);
	tcase_add_test(tc, many_backlogs_keep_less_each);
	suite_add_tcase(s, tc);
	return s;
}
