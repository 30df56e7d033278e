/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"
#include "core/vec.h"
#include "tests/core/suites.h"

#include <signal.h>
#include <stdint.h>

START_TEST(nothing_is_still_storage)
{
	void *a = mem_alloc(0), *b = mem_zalloc(0), *c = mem_resize(NULL, 0, 8);
	ck_assert_ptr_nonnull(a);
	ck_assert_ptr_nonnull(b);
	ck_assert_ptr_nonnull(c);
	free(a);
	free(b);
	free(c);
}
END_TEST

START_TEST(zalloc_fills_with_zero)
{
	static const char zeros[64];
	char *a = mem_zalloc(sizeof(zeros));
	ck_assert_mem_eq(a, zeros, sizeof(zeros));
	free(a);
}
END_TEST

START_TEST(text_is_copied)
{
	char *a = mem_strdup("abc");
	char *b = mem_strndup("abcdef", 3);
	char *c = mem_strndup(NULL, 0);
	char *d = mem_printf("%s-%d", "x", 7);
	ck_assert_str_eq(a, "abc");
	ck_assert_str_eq(b, "abc");
	ck_assert_str_eq(c, "");
	ck_assert_str_eq(d, "x-7");
	free(a);
	free(b);
	free(c);
	free(d);
}
END_TEST

START_TEST(a_product_that_overflows_aborts)
{
	free(mem_resize(NULL, SIZE_MAX / 4 + 1, 8));
}
END_TEST

START_TEST(a_vector_grows)
{
	VEC(int) v = { 0 };
	for (int i = 0; i < 100; i++)
		vec_push(&v, i);
	ck_assert_uint_eq(v.count, 100);
	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(v.items[i], i);
	vec_free(&v);
	ck_assert_ptr_null(v.items);
	ck_assert_uint_eq(v.count, 0);
	vec_push(&v, 1);
	ck_assert_uint_eq(v.count, 1);
	vec_free(&v);
}
END_TEST

Suite *
mem_suite(void)
{
	Suite *s = suite_create("mem");
	TCase *c = tcase_create("mem");
	tcase_add_test(c, nothing_is_still_storage);
	tcase_add_test(c, zalloc_fills_with_zero);
	tcase_add_test(c, text_is_copied);
	tcase_add_test(c, a_vector_grows);
	/* A signal can only be caught in a separate process. */
	const char *fork_mode = getenv("CK_FORK");
	if (!fork_mode || fork_mode[0] != 'n')
		tcase_add_test_raise_signal(
		    c, a_product_that_overflows_aborts, SIGABRT);
	suite_add_tcase(s, c);
	return s;
}
