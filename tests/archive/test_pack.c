/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/pack.h"
#include "tests/archive/suites.h"

START_TEST(names_that_are_harmless)
{
	static const char *const names[] = { "STATEMENT",
		"evidence/run-1-of-1.ndjson.gz", "a/b/c", "..a", "a..", "x+1" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_ptr_null(pack_refuse_name(names[i]));
}
END_TEST

START_TEST(names_that_are_not)
{
	static const char *const names[] = { "", "/etc/passwd", "..", "../a",
		"a/../b", "a/..", "./a", "a//b", "a/", "-rf", "a/-b", "a b",
		"a\nb", "a\\b", "a'b", "\xC3\xA4", "a:b", "a\x7F" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_msg(pack_refuse_name(names[i]), "%s", names[i]);
}
END_TEST

START_TEST(a_name_occurs_once)
{
	struct pack p = { 0 };
	char *again = mem_strdup("2");
	pack_add_text(&p, "b", "1");
	pack_add_text(&p, "a", "11");
	ck_assert(!pack_add(&p, "b", again, 1));
	free(again);
	pack_sort(&p);
	ck_assert_str_eq(p.files.items[0].name, "a");
	ck_assert_str_eq(pack_find(&p, "b")->bytes, "1");
	ck_assert_ptr_null(pack_find(&p, "c"));
	ck_assert_uint_eq(pack_size(&p), 3);
	pack_free(&p);
}
END_TEST

Suite *
pack_suite(void)
{
	Suite *s = suite_create("pack");
	TCase *t = tcase_create("pack");
	tcase_add_test(t, names_that_are_harmless);
	tcase_add_test(t, names_that_are_not);
	tcase_add_test(t, a_name_occurs_once);
	suite_add_tcase(s, t);
	return s;
}
