/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/duration.h"
#include "tests/core/suites.h"

#include <string.h>

static const struct good {
	const char *text;
	int64_t ns;
} good[] = {
	{ "0s", 0 },
	{ "1ns", 1 },
	{ "7us", 7000 },
	{ "150ms", 150000000 },
	{ "2s", INT64_C(2000000000) },
	{ "1.5s", INT64_C(1500000000) },
	{ "0.001s", 1000000 },
	{ "0.1ms", 100000 },
	{ "0.000001s", 1000 },
	{ "007s", INT64_C(7000000000) },
	{ "3min", INT64_C(180000000000) },
	{ "0.3min", INT64_C(18000000000) },
	{ "1.1h", INT64_C(3960000000000) },
	{ "0.12345678h", INT64_C(444444408000) },
	{ "1.00000000s", INT64_C(1000000000) },
	{ "24h", INT64_C(86400000000000) },
	{ "720h", DURATION_MAX_NS },
	{ "2592000s", DURATION_MAX_NS },
	{ "2592000000000000ns", DURATION_MAX_NS },
	{ "0.9ns", 0 },
};

START_TEST(good_durations)
{
	const struct good *g = &good[_i];
	int64_t ns = -1;
	enum duration_problem p = duration_parse(g->text, strlen(g->text), &ns);
	ck_assert_msg(
	    p == DURATION_OK, "'%s' %s", g->text, duration_problem_text(p));
	ck_assert_msg(ns == g->ns, "'%s' is %jd ns", g->text, (intmax_t)ns);
}
END_TEST

static const struct bad {
	const char *text;
	enum duration_problem problem;
} bad[] = {
	{ "", DURATION_NO_NUMBER },
	{ "s", DURATION_NO_NUMBER },
	{ "-1s", DURATION_NO_NUMBER },
	{ "+1s", DURATION_NO_NUMBER },
	{ " 1s", DURATION_NO_NUMBER },
	{ ".5s", DURATION_NO_NUMBER },
	{ "1.s", DURATION_NO_NUMBER },
	{ "1.2.3s", DURATION_NO_NUMBER },
	{ "150", DURATION_NO_UNIT },
	{ "1.5", DURATION_NO_UNIT },
	{ "2sec", DURATION_UNKNOWN_UNIT },
	{ "2S", DURATION_UNKNOWN_UNIT },
	{ "2 s", DURATION_UNKNOWN_UNIT },
	{ "1e3s", DURATION_UNKNOWN_UNIT },
	{ "721h", DURATION_TOO_LONG },
	{ "720.1h", DURATION_TOO_LONG },
	{ "2592000000000001ns", DURATION_TOO_LONG },
	{ "9223372036854775807s", DURATION_TOO_LONG },
	{ "99999999999999999999999999ns", DURATION_TOO_LONG },
};

START_TEST(bad_durations)
{
	const struct bad *b = &bad[_i];
	int64_t ns = -7;
	enum duration_problem p = duration_parse(b->text, strlen(b->text), &ns);
	ck_assert_msg(
	    p == b->problem, "'%s' %s", b->text, duration_problem_text(p));
	ck_assert_int_eq(ns, -7);
}
END_TEST

START_TEST(more_decimals_than_counted_are_cut)
{
	const char *text = "0.1234567890123s";
	int64_t ns = 0;
	ck_assert_int_eq(duration_parse(text, strlen(text), &ns), DURATION_OK);
	ck_assert_int_eq(ns, 123456789);
}
END_TEST

START_TEST(only_the_given_bytes_count)
{
	int64_t ns = 0;
	ck_assert_int_eq(duration_parse("2s5ms", 2, &ns), DURATION_OK);
	ck_assert_int_eq(ns, INT64_C(2000000000));
}
END_TEST

static const struct printed {
	int64_t ns;
	const char *text;
	const char *seconds;
} printed[] = {
	{ 0, "0 ns", "0.000" },
	{ 999, "999 ns", "0.000" },
	{ 1000, "1 us", "0.000" },
	{ 35000, "35 us", "0.000" },
	{ 412000000, "412 ms", "0.412" },
	{ 412345678, "412.345 ms", "0.412" },
	{ INT64_C(2000000000), "2 s", "2.000" },
	{ INT64_C(1500000000), "1.5 s", "1.500" },
	{ INT64_C(100000000000), "100 s", "100.000" },
	{ INT64_C(-1500000000), "-1.5 s", "-1.500" },
	{ INT64_C(-100), "-100 ns", "0.000" },
	{ INT64_MAX, "9223372036.854 s", "9223372036.854" },
	{ INT64_MIN, "-9223372036.854 s", "-9223372036.854" },
};

START_TEST(durations_are_printed)
{
	const struct printed *p = &printed[_i];
	char text[DURATION_TEXT_SIZE];
	ck_assert_str_eq(duration_print(text, p->ns), p->text);
	ck_assert_str_eq(duration_print_s(text, p->ns), p->seconds);
}
END_TEST

START_TEST(every_problem_has_a_text)
{
	for (int p = DURATION_OK; p <= DURATION_TOO_LONG; p++)
		ck_assert_str_ne(
		    duration_problem_text((enum duration_problem)p), "");
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

Suite *
duration_suite(void)
{
	Suite *s = suite_create("duration");
	TCase *c = tcase_create("duration");
	tcase_add_loop_test(c, good_durations, 0, COUNT(good));
	tcase_add_loop_test(c, bad_durations, 0, COUNT(bad));
	tcase_add_loop_test(c, durations_are_printed, 0, COUNT(printed));
	tcase_add_test(c, more_decimals_than_counted_are_cut);
	tcase_add_test(c, only_the_given_bytes_count);
	tcase_add_test(c, every_problem_has_a_text);
	suite_add_tcase(s, c);
	return s;
}
