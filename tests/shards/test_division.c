/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/division.h"

#include "tests/shards/suites.h"

#include <string.h>

#define CASES 126
#define MOST_SHARDS 200

/* The result of a division, for each shard from 1. */
struct tally {
	unsigned cases[MOST_SHARDS + 1];
	int64_t time_ns[MOST_SHARDS + 1];
};

static int64_t
time_of(const int64_t *durations_ns, unsigned index)
{
	return durations_ns ? durations_ns[index] : 1;
}

/* Divide, and count; fails where a case falls to no shard. */
static struct tally
divide(unsigned shards, const int64_t *durations_ns, unsigned count)
{
	struct tally t = { 0 };
	unsigned to[CASES];
	memset(to, 0xFF, sizeof(to));
	division_make(shards, durations_ns, count, to);
	for (unsigned i = 0; i < count; i++) {
		ck_assert_uint_ge(to[i], 1);
		ck_assert_uint_le(to[i], shards);
		t.cases[to[i]]++;
		t.time_ns[to[i]] += time_of(durations_ns, i);
	}
	return t;
}

static void
fill_durations(int64_t *durations_ns, unsigned count)
{
	/* Many short ones, some that wait for a timer, two that wait long. */
	for (unsigned i = 0; i < count; i++)
		durations_ns[i] = i % 40 == 7 ? 30000000
		    : i % 9 == 3              ? 1000000
					      : 4000 + (i * 7919) % 3000;
}

START_TEST(each_case_falls_to_one_shard)
{
	int64_t durations_ns[CASES];
	fill_durations(durations_ns, CASES);
	for (unsigned shards = 1; shards <= MOST_SHARDS; shards++) {
		for (int timed = 0; timed <= 1; timed++) {
			struct tally t =
			    divide(shards, timed ? durations_ns : NULL, CASES);
			unsigned sum = 0;
			for (unsigned i = 1; i <= shards; i++)
				sum += t.cases[i];
			ck_assert_uint_eq(sum, CASES);
		}
	}
}
END_TEST

START_TEST(without_durations_the_shards_differ_by_one_case)
{
	for (unsigned shards = 1; shards <= MOST_SHARDS; shards++) {
		struct tally t = divide(shards, NULL, CASES);
		for (unsigned i = 1; i <= shards; i++) {
			ck_assert_uint_ge(t.cases[i], CASES / shards);
			ck_assert_uint_le(t.cases[i], CASES / shards + 1);
		}
	}
}
END_TEST

START_TEST(with_durations_no_shard_has_more_than_mean_and_one_case)
{
	int64_t durations_ns[CASES], all_ns = 0, longest_ns = 0;
	fill_durations(durations_ns, CASES);
	for (unsigned i = 0; i < CASES; i++) {
		all_ns += durations_ns[i];
		if (durations_ns[i] > longest_ns)
			longest_ns = durations_ns[i];
	}
	for (unsigned shards = 1; shards <= MOST_SHARDS; shards++) {
		struct tally t = divide(shards, durations_ns, CASES);
		for (unsigned i = 1; i <= shards; i++)
			ck_assert_int_le(
			    t.time_ns[i], all_ns / shards + longest_ns);
	}
}
END_TEST

START_TEST(equal_durations_are_dealt_out_evenly)
{
	int64_t durations_ns[CASES] = { 0 };
	for (unsigned shards = 1; shards <= MOST_SHARDS; shards++) {
		struct tally t = divide(shards, durations_ns, CASES);
		for (unsigned i = 1; i <= shards; i++)
			ck_assert_uint_le(t.cases[i], CASES / shards + 1);
	}
}
END_TEST

START_TEST(the_longest_stand_alone)
{
	const int64_t durations_ns[] = { 1, 1, 50, 1, 50, 1 };
	unsigned to[6];
	division_make(3, durations_ns, 6, to);
	ck_assert_uint_ne(to[2], to[4]);
	for (unsigned i = 0; i < 6; i++)
		if (i != 2 && i != 4)
			ck_assert_uint_eq(to[i], 6 - to[2] - to[4]);
}
END_TEST

START_TEST(what_is_unknown_weighs_as_the_median)
{
	/* 9 is the median of 1, 9 and 10: two unknown ones outweigh 10. */
	const int64_t durations_ns[] = { 10, DURATION_UNKNOWN_NS, 1,
		DURATION_UNKNOWN_NS, 9 };
	unsigned to[5];
	division_make(4, durations_ns, 5, to);
	ck_assert_uint_ne(to[1], to[3]);
	ck_assert_uint_ne(to[0], to[1]);
	ck_assert_uint_ne(to[0], to[4]);
	/* The short one goes to one of the shorter. */
	ck_assert_uint_ne(to[2], to[0]);
}
END_TEST

START_TEST(nothing_known_is_like_no_durations)
{
	int64_t durations_ns[CASES];
	unsigned blind[CASES], plain[CASES];
	for (unsigned i = 0; i < CASES; i++)
		durations_ns[i] = DURATION_UNKNOWN_NS;
	division_make(7, durations_ns, CASES, blind);
	division_make(7, NULL, CASES, plain);
	ck_assert_mem_eq(blind, plain, sizeof(plain));
}
END_TEST

START_TEST(the_same_question_has_one_answer)
{
	int64_t durations_ns[CASES];
	unsigned first[CASES], second[CASES];
	fill_durations(durations_ns, CASES);
	division_make(13, durations_ns, CASES, first);
	division_make(13, durations_ns, CASES, second);
	ck_assert_mem_eq(first, second, sizeof(first));
}
END_TEST

START_TEST(absurd_durations_do_not_overflow)
{
	int64_t durations_ns[CASES];
	for (unsigned i = 0; i < CASES; i++)
		durations_ns[i] = INT64_MAX;
	struct tally t = { 0 };
	unsigned to[CASES];
	division_make(2, durations_ns, CASES, to);
	for (unsigned i = 0; i < CASES; i++)
		t.cases[to[i]]++;
	ck_assert_uint_eq(t.cases[1], CASES / 2);
}
END_TEST

START_TEST(no_case_is_no_trouble)
{
	unsigned nothing = 77;
	const int64_t durations_ns[1] = { 0 };
	division_make(4, NULL, 0, &nothing);
	division_make(4, durations_ns, 0, &nothing);
	ck_assert_uint_eq(nothing, 77);
}
END_TEST

Suite *
division_suite(void)
{
	Suite *s = suite_create("division");
	TCase *t = tcase_create("division");
	tcase_add_test(t, each_case_falls_to_one_shard);
	tcase_add_test(t, without_durations_the_shards_differ_by_one_case);
	tcase_add_test(
	    t, with_durations_no_shard_has_more_than_mean_and_one_case);
	tcase_add_test(t, equal_durations_are_dealt_out_evenly);
	tcase_add_test(t, the_longest_stand_alone);
	tcase_add_test(t, what_is_unknown_weighs_as_the_median);
	tcase_add_test(t, nothing_known_is_like_no_durations);
	tcase_add_test(t, the_same_question_has_one_answer);
	tcase_add_test(t, absurd_durations_do_not_overflow);
	tcase_add_test(t, no_case_is_no_trouble);
	suite_add_tcase(s, t);
	return s;
}
