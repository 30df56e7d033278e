/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/mix.h"
#include "tests/loadtest/suites.h"

#define DRAWS 60000

START_TEST(cases_are_drawn_by_their_weights)
{
	static const unsigned weights[] = { 1, 0, 3, 2 };
	unsigned counts[4] = { 0 };
	struct mix m = { 0 };
	mix_init(&m, weights, 4, 1);
	for (unsigned i = 0; i < DRAWS; i++)
		counts[mix_draw(&m)]++;
	ck_assert_uint_eq(counts[1], 0);
	for (unsigned i = 0; i < 4; i++) {
		unsigned wanted = DRAWS / 6 * weights[i];
		ck_assert_uint_le(counts[i], wanted + wanted / 20);
		ck_assert_uint_ge(counts[i], wanted - wanted / 20);
	}
	mix_free(&m);
}
END_TEST

START_TEST(a_seed_draws_the_same_cases)
{
	static const unsigned weights[] = { 1, 1, 1, 1, 1, 1, 1 };
	struct mix a = { 0 }, b = { 0 }, other = { 0 };
	unsigned same = 0;
	mix_init(&a, weights, 7, 5);
	mix_init(&b, weights, 7, 5);
	mix_init(&other, weights, 7, 6);
	for (unsigned i = 0; i < 700; i++) {
		unsigned drawn = mix_draw(&a);
		ck_assert_uint_eq(drawn, mix_draw(&b));
		same += drawn == mix_draw(&other);
	}
	ck_assert_uint_lt(same, 200);
	mix_free(&a);
	mix_free(&b);
	mix_free(&other);
}
END_TEST

START_TEST(one_case_is_a_mix)
{
	static const unsigned weight = 1;
	struct mix m = { 0 };
	mix_init(&m, &weight, 1, 1);
	for (unsigned i = 0; i < 10; i++)
		ck_assert_uint_eq(mix_draw(&m), 0);
	mix_free(&m);
}
END_TEST

Suite *
mix_suite(void)
{
	Suite *s = suite_create("loadtest/mix");
	TCase *tc = tcase_create("mix");
	tcase_add_test(tc, cases_are_drawn_by_their_weights);
	tcase_add_test(tc, a_seed_draws_the_same_cases);
	tcase_add_test(tc, one_case_is_a_mix);
	suite_add_tcase(s, tc);
	return s;
}
