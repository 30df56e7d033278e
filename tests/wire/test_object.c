/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Objects: what is read, quickly or less so, and what neither way accepts.
 * Long lists and texts must not cost more than their length.
 */
#include "core/mem.h"
#include "tests/wire/test_wire.h"
#include "wire/json_message.h"
#include "wire/json_object.h"

#include <stdlib.h>
#include <string.h>

static struct json_document *
document_new(void)
{
	return mem_zalloc(sizeof(struct json_document));
}

static void
document_free(struct json_document *d)
{
	json_document_free(d);
	free(d);
}

static struct json_document *
read_or_fail(const char *text)
{
	struct json_document *d = document_new();
	ck_assert_msg(json_document_read(d, text, strlen(text), NULL), "%s: %s",
	    text, json_document_problem(d));
	return d;
}

/* The text of "t", as it is meant. */
static const struct {
	const char *record, *text;
} texts[] = {
	{ "{\"t\":\"\"}", "" },
	{ " { \"t\" : \"plain\" } \r\n", "plain" },
	{ "{\"t\":\"a\\n\\t\\\"\\\\\\/\\b\\f\\rz\"}", "a\n\t\"\\/\b\f\rz" },
	{ "{\"t\":\"\xC3\xA9\\n\xE2\x86\x92\"}", "\xC3\xA9\n\xE2\x86\x92" },
	{ "{\"t\":\"\\u00e9\\u2192\"}", "\xC3\xA9\xE2\x86\x92" },
	{ "{\"x\":1.5,\"t\":\"beside a fraction\"}", "beside a fraction" },
	{ "{\"x\":[{\"t\":\"in\"},[]],\"t\":\"out\"}", "out" },
	{ "{\"tBytes\":\"\xC2\x80\xC3\xBF\"}", "\x80\xFF" },
};

START_TEST(a_text_is_as_meant)
{
	struct json_document *r = read_or_fail(texts[_i].record);
	const char *text = json_get_text(json_document_root(r), "t", NULL);
	ck_assert_str_eq(text, texts[_i].text);
	ck_assert_ptr_null(json_document_problem(r));
	document_free(r);
}
END_TEST

/* In any order, again, and what is not there. */
START_TEST(members_are_found_in_any_order)
{
	static const char text[] = "{\"a\":1,\"b\":{\"a\":5,\"c\":6},\"c\":3}";
	struct json_document *d = read_or_fail(text);
	struct json_object o = json_document_root(d);
	struct json_object b = json_get_object(o, "b");
	ck_assert_int_eq(json_get_integer(o, "c", 0, 9), 3);
	ck_assert_int_eq(json_get_integer(b, "c", 0, 9), 6);
	ck_assert_int_eq(json_get_integer(o, "a", 0, 9), 1);
	ck_assert_int_eq(json_get_integer(b, "a", 0, 9), 5);
	ck_assert_int_eq(json_get_integer(b, "a", 0, 9), 5);
	ck_assert(!json_has(b, "b"));
	ck_assert_int_eq(json_find_integer(o, "d", 0, 9, -1), -1);
	ck_assert_int_eq(json_find_integer(o, "c", 0, 9, -1), 3);
	ck_assert_ptr_null(json_document_problem(d));
	ck_assert_int_eq(json_find_integer(o, "c", 4, 9, -1), 4);
	ck_assert_str_eq(json_document_problem(d),
	    "'c' is 3; it must be an integer from 4 to 9");
	document_free(d);
}
END_TEST

static const struct {
	const char *record;
	int64_t value;
} integers[] = {
	{ "{\"n\":0}", 0 },
	{ "{\"n\":-7}", -7 },
	{ "{\"n\":999999999999999999}", INT64_C(999999999999999999) },
	{ "{\"n\":9223372036854775807}", INT64_MAX },
	{ "{\"n\":-9223372036854775808}", INT64_MIN },
};

START_TEST(an_integer_is_as_meant)
{
	struct json_document *r = read_or_fail(integers[_i].record);
	struct json_object o = json_document_root(r);
	ck_assert_int_eq(
	    json_get_integer(o, "n", INT64_MIN, INT64_MAX), integers[_i].value);
	ck_assert_ptr_null(json_document_problem(r));
	document_free(r);
}
END_TEST

static const char *const wrong[] = { "", "{", "{}x", "[1]", "7", "{\"a\":}",
	"{\"a\":1,}", "{\"a\" 1}", "{\"a\":01}", "{\"a\":-}", "{\"a\":tru}",
	"{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\xFF\"}",
	"{\"a\":\"\xC3\"}", "{\"a\":1,\"a\":2}", "{\"a\":[1,]}", "{\"a\":[1}",
	"{a:1}", "{\"a\":9223372036854775808}", "{\"a\":\"" };

START_TEST(what_is_wrong_is_refused)
{
	unsigned byte = 0;
	struct json_document *r = document_new();
	const char *text = wrong[_i];
	ck_assert_msg(
	    !json_document_read(r, text, strlen(text), &byte), "%s", text);
	ck_assert_str_ne(json_document_problem(r), "");
	ck_assert_uint_le(byte, strlen(text) + 1);
	document_free(r);
}
END_TEST

START_TEST(a_nul_behind_the_text_is_refused)
{
	struct json_document *r = document_new();
	ck_assert(!json_document_read(r, "{}\0", 3, NULL));
	ck_assert(json_document_read(r, "{}\0", 2, NULL));
	document_free(r);
}
END_TEST

/* In any order, and again. */
START_TEST(items_are_found_by_position)
{
	struct json_document *r = read_or_fail(
	    "{\"a\":[\"0\",\"1\",\"2\"],\"b\":[\"3\",{\"c\":[]},\"4\"]}");
	struct json_object o = json_document_root(r);
	ck_assert_uint_eq(json_get_count(o, "a"), 3);
	ck_assert_str_eq(json_get_item_text(o, "a", 2), "2");
	ck_assert_str_eq(json_get_item_text(o, "b", 2), "4");
	ck_assert_str_eq(json_get_item_text(o, "a", 0), "0");
	ck_assert_str_eq(json_get_item_text(o, "a", 1), "1");
	ck_assert_uint_eq(json_get_count(json_get_item(o, "b", 1), "c"), 0);
	ck_assert_ptr_null(json_document_problem(r));
	json_get_item_text(o, "a", 3);
	ck_assert_ptr_nonnull(json_document_problem(r));
	document_free(r);
}
END_TEST

#define MANY 200000

/* Would take hours if each item were looked for from the first. */
START_TEST(a_long_list_is_read_in_one_go)
{
	struct buf text;
	buf_init(&text, 16 * FRAME_MAX_BYTES);
	buf_add_text(&text, "{\"a\":[");
	for (unsigned i = 0; i < MANY; i++)
		buf_add_text(&text, i ? ",\"\xC3\xA9\"" : "\"\"");
	buf_add_text(&text, "],\"t\":\"");
	for (unsigned i = 0; i < MANY; i++)
		buf_add_text(&text, "\xC3\xA9\\n");
	buf_add_text(&text, "\"}");
	struct json_document *r = document_new();
	ck_assert(json_document_read(r, text.bytes, text.size, NULL));
	for (unsigned i = 1; i < MANY; i++)
		ck_assert_str_eq(
		    json_get_item_text(json_document_root(r), "a", i),
		    "\xC3\xA9");
	document_free(r);
	buf_free(&text);
}
END_TEST

TCase *
object_tests(void)
{
	TCase *t = tcase_create("object");
	tcase_add_test(t, members_are_found_in_any_order);
	tcase_add_loop_test(
	    t, a_text_is_as_meant, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_loop_test(t, an_integer_is_as_meant, 0,
	    sizeof(integers) / sizeof(integers[0]));
	tcase_add_loop_test(
	    t, what_is_wrong_is_refused, 0, sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(t, a_nul_behind_the_text_is_refused);
	tcase_add_test(t, items_are_found_by_position);
	tcase_add_test(t, a_long_list_is_read_in_one_go);
	return t;
}
