/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/wrap.h"
#include "tests/core/suites.h"

#include <string.h>

static const struct wrapped {
	const char *text;
	size_t columns;
	size_t size;
} lines[] = {
	{ "", 5, 0 }, { "abc", 5, 3 }, { "abcde", 5, 5 }, { "abcde fgh", 5, 5 },
	{ "abc def", 5, 3 }, { "a b c d", 5, 5 },
	{ "abcdefgh", 5, 5 }, /* a word too long is cut */
	{ "ab\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 4, 6 }, /* between characters */
};

START_TEST(a_line_ends_at_a_blank_or_the_last_column)
{
	const struct wrapped *w = &lines[_i];
	ck_assert_uint_eq(wrap_line(w->text, w->columns), w->size);
}
END_TEST

START_TEST(labelled_text_is_indented)
{
	struct buf b;
	buf_init(&b, 1000);
	wrap_labelled("must", 6, "one two three  four", 13, &b);
	ck_assert_str_eq(
	    buf_text(&b), "must  one two\n      three\n      four\n");
	buf_clear(&b);
	wrap_labelled("none", 6, "", 13, &b);
	ck_assert_str_eq(buf_text(&b), "none  \n");
	buf_free(&b);
}
END_TEST

static const struct {
	const char *text, *wrapped;
} proses[] = {
	{ "", "" },
	{ "one two\nthree four", "one two three\nfour\n" },
	{ "one\n\ntwo", "one\n\ntwo\n" },
	{ "list:\n  one two three four\n  two",
	    "list:\n  one two\n      three\n      four\n  two\n" },
	{ "one two three\n", "one two three\n" },
	{ "a.  B", "a.  B\n" },
};

START_TEST(prose_is_joined_and_wrapped)
{
	struct buf b;
	buf_init(&b, 1000);
	wrap_prose(proses[_i].text, 0, 13, &b);
	ck_assert_str_eq(buf_text(&b), proses[_i].wrapped);
	buf_free(&b);
}
END_TEST

START_TEST(prose_can_be_indented)
{
	struct buf b;
	buf_init(&b, 1000);
	wrap_prose("one two\nthree", 4, 13, &b);
	ck_assert_str_eq(buf_text(&b), "    one two\n    three\n");
	buf_free(&b);
}
END_TEST

Suite *
wrap_suite(void)
{
	Suite *s = suite_create("wrap");
	TCase *tc = tcase_create("wrap");
	tcase_add_loop_test(tc, a_line_ends_at_a_blank_or_the_last_column, 0,
	    (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_test(tc, labelled_text_is_indented);
	tcase_add_loop_test(tc, prose_is_joined_and_wrapped, 0,
	    (int)(sizeof(proses) / sizeof(proses[0])));
	tcase_add_test(tc, prose_can_be_indented);
	suite_add_tcase(s, tc);
	return s;
}
