/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/size.h"
#include "tests/core/suites.h"

START_TEST(sizes_are_read)
{
	size_t bytes = 1;
	ck_assert_ptr_null(size_parse("0B", &bytes));
	ck_assert_uint_eq(bytes, 0);
	ck_assert_ptr_null(size_parse("64KiB", &bytes));
	ck_assert_uint_eq(bytes, 65536);
	ck_assert_ptr_null(size_parse("1GiB", &bytes));
	ck_assert_uint_eq(bytes, SIZE_MAX_BYTES);
}
END_TEST

START_TEST(a_mistake_is_named)
{
	size_t bytes = 7;
	ck_assert_str_eq(size_parse("", &bytes),
	    "is not a whole number with a unit, as in '2MiB'");
	ck_assert_str_eq(size_parse("2", &bytes),
	    "has no unit; units are B, KiB, MiB, GiB, as in '2MiB'");
	ck_assert_str_eq(size_parse("2MB", &bytes),
	    "has an unknown unit; units are B, KiB, MiB, GiB");
	ck_assert_str_eq(size_parse("1.5MiB", &bytes),
	    "has an unknown unit; units are B, KiB, MiB, GiB");
	ck_assert_str_eq(
	    size_parse("1025MiB", &bytes), "is more than the limit of 1GiB");
	ck_assert_str_eq(size_parse("99999999999999999999999999B", &bytes),
	    "is more than the limit of 1GiB");
	ck_assert_uint_eq(bytes, 7);
}
END_TEST

START_TEST(sizes_are_printed)
{
	char text[SIZE_TEXT_SIZE];
	ck_assert_str_eq(size_print(text, 0), "0 B");
	ck_assert_str_eq(size_print(text, 1023), "1023 B");
	ck_assert_str_eq(size_print(text, 1024), "1 KiB");
	ck_assert_str_eq(size_print(text, 1800748416), "1.6 GiB");
	ck_assert_str_eq(size_print(text, UINT64_MAX), "17179869183.9 GiB");
}
END_TEST

Suite *
size_suite(void)
{
	Suite *s = suite_create("size");
	TCase *c = tcase_create("size");
	tcase_add_test(c, sizes_are_read);
	tcase_add_test(c, a_mistake_is_named);
	tcase_add_test(c, sizes_are_printed);
	suite_add_tcase(s, c);
	return s;
}
