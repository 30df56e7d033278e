/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "runner/exec/transit.h"
#include "tests/exec/suites.h"

#define MS NS_PER_MS

/* A frame that was made and read at these times, each of its own clock. */
static void
note(struct transit *t, int64_t server_ms, int64_t read_ms)
{
	transit_note(
	    t, server_ms * 1000, read_ms * MS, read_ms * MS - 1000 * MS);
}

START_TEST(a_steady_path_delays_nothing)
{
	struct transit t = { 0 };
	for (int i = 0; i < 1000; i++)
		note(&t, 77 + i, 5000 + i + i % 40);
	ck_assert_int_eq(transit_longest_ns(&t, 0), 0);
	transit_free(&t);
}
END_TEST

START_TEST(what_is_held_up_is_noticed)
{
	struct transit t = { 0 };
	note(&t, 0, 5000);
	note(&t, 10, 5310);
	note(&t, 20, 5925);
	note(&t, 30, 5935);
	note(&t, 40, 5440);
	/* Of the run, whose clock began a second later. */
	ck_assert_int_eq(transit_longest_ns(&t, 0), 900 * MS);
	ck_assert_int_eq(transit_longest_ns(&t, 4935 * MS), 900 * MS);
	ck_assert_int_eq(transit_longest_ns(&t, 4936 * MS), 0);
	note(&t, 2000, 7405);
	ck_assert_int_eq(transit_longest_ns(&t, 4936 * MS), 400 * MS);
	ck_assert_int_eq(transit_longest_ns(&t, 0), 900 * MS);
	transit_free(&t);
}
END_TEST

START_TEST(a_server_without_clock_says_nothing)
{
	struct transit t = { 0 };
	transit_note(&t, -1, 1, 1);
	transit_note(&t, INT64_MAX, 2, 2);
	ck_assert(!t.has_least);
	transit_free(&t);
}
END_TEST

/* Two clocks that differ by 100 millionths each, for ten hours. */
START_TEST(clocks_may_drift)
{
	struct transit t = { 0 };
	for (int64_t s = 0; s < 36000; s++)
		note(&t, s * 1000, 5000 + s * 1000 + s * 190 / 1000);
	ck_assert_int_eq(transit_longest_ns(&t, 0), 0);
	transit_free(&t);
}
END_TEST

Suite *
transit_suite(void)
{
	Suite *s = suite_create("transit");
	TCase *c = tcase_create("transit");
	tcase_add_test(c, a_steady_path_delays_nothing);
	tcase_add_test(c, what_is_held_up_is_noticed);
	tcase_add_test(c, a_server_without_clock_says_nothing);
	tcase_add_test(c, clocks_may_drift);
	suite_add_tcase(s, c);
	return s;
}
