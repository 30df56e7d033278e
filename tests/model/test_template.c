/* SPDX-License-Identifier: Apache-2.0 */
#include "model/template.h"

#include "core/buf.h"
#include "tests/model/suites.h"

#include <string.h>

/* Literal pieces as they are, names as <name>, an unclosed one as <!. */
static void
expect_cut(const char *text, const char *expected)
{
	struct template_piece piece;
	struct buf b;
	buf_init(&b, 1000);
	for (const char *cursor = text; template_next(&cursor, &piece);) {
		bool is_open =
		    piece.is_name && piece.size == 0 && *piece.bytes == '{';
		buf_add_text(&b, is_open ? "<!" : piece.is_name ? "<" : "");
		buf_add(&b, piece.bytes, piece.size);
		buf_add_text(&b, is_open || !piece.is_name ? "" : ">");
		buf_add_char(&b, '|');
	}
	ck_assert_str_eq(buf_text(&b), expected);
	buf_free(&b);
}

START_TEST(literal_text_is_one_piece)
{
	expect_cut("", "");
	expect_cut("agent", "agent|");
}
END_TEST

START_TEST(names_are_cut_out)
{
	expect_cut("{unique}", "<unique>|");
	expect_cut("no-{unique}-x", "no-|<unique>|-x|");
	expect_cut("{a}{b.c}", "<a>|<b.c>|");
	expect_cut("{}", "<>|");
}
END_TEST

START_TEST(doubled_braces_are_literal)
{
	expect_cut("{{", "{|");
	expect_cut("}}", "}|");
	expect_cut("{{a}}", "{|a|}|");
	expect_cut("{{{a}}}", "{|<a>|}|");
	expect_cut("[0-9]{{2}}", "[0-9]|{|2|}|");
}
END_TEST

START_TEST(a_lone_closing_brace_is_literal)
{
	expect_cut("a}b", "a|}|b|");
	expect_cut("}", "}|");
}
END_TEST

/* An error for the loader, which can say where it is. */
START_TEST(an_unclosed_brace_is_told)
{
	struct template_piece piece;
	const char *text = "a{b", *cursor = text;
	expect_cut("{", "<!|");
	expect_cut("a{b", "a|<!|");
	ck_assert(template_next(&cursor, &piece));
	ck_assert(template_next(&cursor, &piece));
	ck_assert_ptr_eq(piece.bytes, text + 1);
	ck_assert(!template_next(&cursor, &piece));
	ck_assert(!template_next(&cursor, &piece));
}
END_TEST

START_TEST(names_begin_with_a_letter)
{
	static const char *const names[] = { "a", "A9", "invite.ticketId",
		"a-b_c", "a.0", "a.b.c" };
	static const char *const others[] = { "", "3", "9a", ".a", "a.", "a..b",
		"-a", "a b", " a", "a.-b", "1,5", "\xc3\xa4" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert(template_is_name(names[i], strlen(names[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		ck_assert(!template_is_name(others[i], strlen(others[i])));
}
END_TEST

Suite *
template_suite(void)
{
	Suite *s = suite_create("template");
	TCase *t = tcase_create("template");
	tcase_add_test(t, literal_text_is_one_piece);
	tcase_add_test(t, names_are_cut_out);
	tcase_add_test(t, doubled_braces_are_literal);
	tcase_add_test(t, a_lone_closing_brace_is_literal);
	tcase_add_test(t, an_unclosed_brace_is_told);
	tcase_add_test(t, names_begin_with_a_letter);
	suite_add_tcase(s, t);
	return s;
}
