/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/schedule.h"

#include "core/clock.h"
#include "loadtest/rate.h"
#include "tests/loadtest/suites.h"

#include <string.h>

START_TEST(a_rate_is_kept_whatever_runs)
{
	struct schedule s = { .rate = 500, .jobs = 1 };
	for (uint64_t i = 0; i < 100000; i += 7)
		ck_assert_int_eq(
		    schedule_start(&s, i, 99), (int64_t)i * 2 * NS_PER_MS);
	ck_assert(schedule_count(&s) == UINT64_MAX);
}
END_TEST

/* 10 s from 0 to 100/s are 500 cases; the rate is what it should be. */
START_TEST(a_ramp_grows_steadily)
{
	struct schedule s = {
		.rate = 100, .jobs = 1, .ramp_ns = 10 * NS_PER_S
	};
	int64_t last_ns = 0;
	for (uint64_t i = 0; i < 2000; i++) {
		int64_t ns = schedule_start(&s, i, 0);
		ck_assert_int_ge(ns, last_ns);
		last_ns = ns;
	}
	ck_assert_int_eq(schedule_start(&s, 0, 0), 0);
	ck_assert_int_eq(schedule_start(&s, 125, 0), 5 * NS_PER_S);
	ck_assert_int_eq(schedule_start(&s, 500, 0), 10 * NS_PER_S);
	ck_assert_int_eq(schedule_start(&s, 600, 0), 11 * NS_PER_S);
	ck_assert(schedule_rate(&s, 5 * NS_PER_S) == 50);
	ck_assert(schedule_rate(&s, 15 * NS_PER_S) == 100);
	ck_assert(schedule_end(&s) == TIME_NEVER_NS);
}
END_TEST

START_TEST(it_ends)
{
	struct schedule s = { .rate = 100,
		.jobs = 1,
		.ramp_ns = 10 * NS_PER_S,
		.duration_ns = 20 * NS_PER_S };
	ck_assert_uint_eq(schedule_count(&s), 1500);
	ck_assert(schedule_start(&s, 1499, 0) < 20 * NS_PER_S);
	ck_assert(schedule_start(&s, 1500, 0) == TIME_NEVER_NS);
	ck_assert_int_eq(schedule_end(&s), 20 * NS_PER_S);
	s.cases = 1250;
	ck_assert_int_eq(schedule_end(&s), 17500 * NS_PER_MS);
	s.cases = 10;
	ck_assert_uint_eq(schedule_count(&s), 10);
	ck_assert(schedule_start(&s, 10, 0) == TIME_NEVER_NS);
}
END_TEST

START_TEST(jobs_come_one_after_the_other)
{
	struct schedule s = {
		.jobs = 10, .ramp_ns = 10 * NS_PER_S, .cases = 100
	};
	ck_assert_int_eq(schedule_start(&s, 0, 0), 0);
	ck_assert_int_eq(schedule_start(&s, 50, 3), 3 * NS_PER_S);
	ck_assert(schedule_start(&s, 100, 0) == TIME_NEVER_NS);
	ck_assert(schedule_rate(&s, 0) == 0);
	s.ramp_ns = 0;
	ck_assert_int_eq(schedule_start(&s, 50, 3), 0);
	ck_assert_uint_eq(schedule_count(&s), 100);
}
END_TEST

static const struct {
	const char *text;
	double rate; /* 0: refused */
} rates[] = {
	{ "500/s", 500 },
	{ "0.5/s", 0.5 },
	{ "30/min", 0.5 },
	{ "36000/h", 10 },
	{ "1000000/s", 1000000 },
	{ "1000001/s", 0 },
	{ "99999999999999999999/s", 0 },
	{ "0/s", 0 },
	{ "0.0/min", 0 },
	{ "-5/s", 0 },
	{ "500", 0 },
	{ "500/", 0 },
	{ "500s", 0 },
	{ "/s", 0 },
	{ "1e3/s", 0 },
	{ "nan/s", 0 },
	{ "500/ms", 0 },
	{ "", 0 },
};

#define RATE_COUNT (sizeof(rates) / sizeof(rates[0]))

START_TEST(rates_are_read)
{
	double rate = 0;
	const char *problem =
	    rate_parse(rates[_i].text, strlen(rates[_i].text), &rate);
	ck_assert_msg((problem != NULL) == (rates[_i].rate == 0), "%s: %s",
	    rates[_i].text, problem);
	ck_assert(rate == rates[_i].rate);
}
END_TEST

Suite *
schedule_suite(void)
{
	Suite *s = suite_create("loadtest/schedule");
	TCase *tc = tcase_create("schedule");
	tcase_add_test(tc, a_rate_is_kept_whatever_runs);
	tcase_add_test(tc, a_ramp_grows_steadily);
	tcase_add_test(tc, it_ends);
	tcase_add_test(tc, jobs_come_one_after_the_other);
	tcase_add_loop_test(tc, rates_are_read, 0, (int)RATE_COUNT);
	suite_add_tcase(s, tc);
	return s;
}
