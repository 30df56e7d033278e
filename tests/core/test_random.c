/* SPDX-License-Identifier: Apache-2.0 */
#include "core/random.h"
#include "tests/core/suites.h"

START_TEST(the_numbers_are_those_of_splitmix64)
{
	static const uint64_t known[] = { UINT64_C(6457827717110365317),
		UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
		UINT64_C(4593380528125082431), UINT64_C(16408922859458223821) };
	struct random r;
	random_seed(&r, 1234567);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		ck_assert_uint_eq(random_next(&r), known[i]);
}
END_TEST

START_TEST(a_seed_starts_again)
{
	struct random a, b;
	random_seed(&a, 5);
	random_next(&a);
	random_seed(&a, 6);
	random_seed(&b, 6);
	for (int i = 0; i < 100; i++)
		ck_assert_uint_eq(random_next(&a), random_next(&b));
}
END_TEST

START_TEST(every_number_below_the_limit_comes)
{
	struct random r;
	unsigned seen = 0;
	random_seed(&r, 1);
	for (int i = 0; i < 1000; i++) {
		int64_t n = random_below(&r, 7);
		ck_assert_int_ge(n, 0);
		ck_assert_int_lt(n, 7);
		seen |= 1u << n;
	}
	ck_assert_uint_eq(seen, 0x7f);
	ck_assert_int_eq(random_below(&r, 1), 0);
}
END_TEST

Suite *
random_suite(void)
{
	Suite *s = suite_create("random");
	TCase *c = tcase_create("random");
	tcase_add_test(c, the_numbers_are_those_of_splitmix64);
	tcase_add_test(c, a_seed_starts_again);
	tcase_add_test(c, every_number_below_the_limit_comes);
	suite_add_tcase(s, c);
	return s;
}
