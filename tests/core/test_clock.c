/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "tests/core/suites.h"

START_TEST(the_clock_never_goes_back)
{
	int64_t last = clock_now_ns();
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_now_ns();
		ck_assert_int_ge(now, last);
		last = now;
	}
	ck_assert_int_lt(last, TIME_NEVER_NS);
}
END_TEST

START_TEST(the_wall_clock_is_in_seconds)
{
	/* Between 2020 and 2100. */
	ck_assert_int_gt(clock_wall_s(), INT64_C(1577836800));
	ck_assert_int_lt(clock_wall_s(), INT64_C(4102444800));
}
END_TEST

Suite *
clock_suite(void)
{
	Suite *s = suite_create("clock");
	TCase *c = tcase_create("clock");
	tcase_add_test(c, the_clock_never_goes_back);
	tcase_add_test(c, the_wall_clock_is_in_seconds);
	suite_add_tcase(s, c);
	return s;
}
