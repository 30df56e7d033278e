/* SPDX-License-Identifier: Apache-2.0 */
/* Quotes, commas, escapes and line breaks, and what happens without room. */
#include "tests/wire/test_wire.h"
#include "wire/json_writer.h"

START_TEST(strings_are_escaped)
{
	static const char bytes[] = "a\"\\\n\t\0\x7F\xFF\xC3\xA9<";
	struct buf b;
	struct json_writer w = { .into = &b };
	buf_init(&b, 200);
	json_add_characters(&w, NULL, bytes, sizeof(bytes) - 1);
	ck_assert_str_eq(buf_text(&b),
	    "\"a\\\"\\\\\\n\\u0009\\u0000\\u007F\xEF\xBF\xBD\xC3\xA9<\"");
	buf_free(&b);
}
END_TEST

START_TEST(what_markup_could_take_for_its_own_is_escaped)
{
	struct buf b;
	struct json_writer w = { .into = &b, .is_in_markup = true };
	buf_init(&b, 200);
	json_add_string(&w, NULL, "</script>&\t");
	ck_assert_str_eq(
	    buf_text(&b), "\"\\u003c/script\\u003e\\u0026\\u0009\"");
	buf_free(&b);
}
END_TEST

START_TEST(every_kind_of_member_has_its_comma_and_its_line)
{
	struct buf b;
	struct json_writer w = { .into = &b };
	buf_init(&b, 400);
	json_begin_object(&w, NULL);
	json_add_string(&w, "a", NULL);
	json_add_text(&w, "left out", NULL);
	json_add_bytes(&w, "b", "\xE9", 1);
	json_add_integer(&w, "c", INT64_MIN);
	json_break_line(&w, 1);
	json_add_unsigned(&w, "d", UINT64_MAX);
	json_begin_list(&w, "e");
	json_break_line(&w, 2);
	json_add_boolean(&w, NULL, true);
	json_add_null(&w, NULL);
	json_add_literal(&w, NULL, "1.5");
	json_break_line(&w, 0);
	json_end_list(&w);
	json_add_key(&w, "\"", 1);
	json_begin_object(&w, NULL);
	json_end_object(&w);
	json_end_object(&w);
	json_end_line(&w);
	ck_assert_str_eq(buf_text(&b),
	    "{\"a\":null,\"bBytes\":\"\xC3\xA9\",\"c\":-9223372036854775808,\n"
	    " \"d\":18446744073709551615,\"e\":[\n  true,null,1.5\n],"
	    "\"\\\"\":{}}\n");
	buf_free(&b);
}
END_TEST

START_TEST(what_does_not_fit_leaves_nothing)
{
	struct buf b;
	buf_init(&b, 10);
	buf_add_text(&b, "before");
	struct json_writer w = json_start(&b);
	json_add_string(&w, NULL, "ab");
	ck_assert(json_finish(&w));
	ck_assert_str_eq(buf_text(&b), "before\"ab\"");
	w = json_start(&b);
	json_add_integer(&w, NULL, 1);
	ck_assert(!json_finish(&w));
	ck_assert_str_eq(buf_text(&b), "before\"ab\"");
	ck_assert(b.truncated);
	buf_free(&b);
}
END_TEST

TCase *
writer_tests(void)
{
	TCase *tests = tcase_create("writer");
	tcase_add_test(tests, strings_are_escaped);
	tcase_add_test(tests, what_markup_could_take_for_its_own_is_escaped);
	tcase_add_test(tests, every_kind_of_member_has_its_comma_and_its_line);
	tcase_add_test(tests, what_does_not_fit_leaves_nothing);
	return tests;
}
