/* SPDX-License-Identifier: Apache-2.0 */
#include "core/window.h"

#include "tests/core/suites.h"

START_TEST(numbers_are_found)
{
	WINDOW(unsigned) w = { 0 };
	ck_assert(!window_has(&w, 0));
	window_extend(&w, 3, 9u);
	ck_assert(window_has(&w, 3));
	ck_assert(!window_has(&w, 4));
	*window_at(&w, 2) = 7;
	ck_assert_uint_eq(*window_at(&w, 2), 7);
	ck_assert_uint_eq(*window_at(&w, 3), 9);
	window_free(&w);
}
END_TEST

/* A million numbers, of which a thousand are in use at a time. */
START_TEST(it_does_not_grow)
{
	WINDOW(unsigned) w = { 0 };
	for (unsigned i = 0; i < 1000000; i++) {
		window_extend(&w, i, 0u);
		*window_at(&w, i) = i;
		unsigned oldest = i < 1000 ? 0 : i - 1000;
		window_trim(&w, oldest);
		ck_assert_uint_eq(*window_at(&w, oldest), oldest);
	}
	ck_assert_uint_le(w.capacity, 4 * WINDOW_SLACK);
	ck_assert(!window_has(&w, 5));
	window_clear(&w);
	ck_assert_uint_eq(window_end(&w), 0);
	window_free(&w);
}
END_TEST

Suite *
window_suite(void)
{
	Suite *s = suite_create("window");
	TCase *tc = tcase_create("window");
	tcase_add_test(tc, numbers_are_found);
	tcase_add_test(tc, it_does_not_grow);
	suite_add_tcase(s, tc);
	return s;
}
