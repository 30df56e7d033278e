/* SPDX-License-Identifier: Apache-2.0 */
#include "core/diag.h"
#include "tests/core/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct source *
text_source(const char *path, const char *text)
{
	return source_from_text(path, text, strlen(text));
}

/* Print, compare, and empty the diag. */
static void
assert_printed(struct diag *d, const char *wanted)
{
	struct buf b;
	buf_init(&b, 100000);
	diag_print(d, &b, false);
	ck_assert_str_eq(buf_text(&b), wanted);
	buf_free(&b);
	diag_free(d);
}

START_TEST(a_located_error)
{
	struct diag d;
	diag_init(&d);
	struct source *s = text_source(
	    "a.xml", "<case>\n  <receive message=\"EventRevokd\"/>\n</case>\n");
	struct place at = source_place(s, 27, 11);
	diag_error(&d, &at, "unknown message '%s'", "EventRevokd");
	diag_did_you_mean(&d, "EventRevoked");
	diag_did_you_mean(&d, NULL);
	source_unref(s); /* the item keeps it */
	ck_assert_uint_eq(d.error_count, 1);
	assert_printed(&d,
	    "a.xml:2:21: error: unknown message 'EventRevokd'\n"
	    "    2 |   <receive message=\"EventRevokd\"/>\n"
	    "      |                     ^~~~~~~~~~~\n"
	    "      note: did you mean 'EventRevoked'?\n");
}
END_TEST

START_TEST(a_warning_names_its_rule)
{
	struct diag d;
	diag_init(&d);
	struct source *s = text_source("a.xml", "<a/>");
	struct place whole = { .source = s };
	diag_warning(&d, &whole, "unreachable-block", "never reached");
	diag_note(&d, "remove it");
	ck_assert_uint_eq(d.error_count, 0);
	ck_assert_uint_eq(d.warning_count, 1);
	assert_printed(&d,
	    "a.xml: warning: never reached [unreachable-block]\n"
	    "      note: remove it\n");
	source_unref(s);
}
END_TEST

START_TEST(no_place_at_all)
{
	struct diag d;
	diag_init(&d);
	struct place nowhere = { 0 };
	diag_note(&d, "a note to nothing is dropped");
	diag_error(&d, NULL, "one");
	diag_error(&d, &nowhere, "two");
	assert_printed(&d, "ixconform: error: one\nixconform: error: two\n");
}
END_TEST

START_TEST(sorted_by_file_line_and_column)
{
	struct diag d;
	diag_init(&d);
	struct source *a = text_source("a", "x\ny z\n");
	struct source *b = text_source("b", "x\n");
	struct place places[] = { source_place(b, 0, 1), source_place(a, 4, 1),
		source_place(a, 2, 1), source_place(a, 2, 1),
		source_place(a, 0, 1) };
	for (int i = 0; i < 5; i++)
		diag_error(&d, &places[i], "%d", i);
	assert_printed(&d,
	    "a:1:1: error: 4\n    1 | x\n      | ^\n"
	    "a:2:1: error: 2\n    2 | y z\n      | ^\n"
	    "a:2:1: error: 3\n    2 | y z\n      | ^\n"
	    "a:2:3: error: 1\n    2 | y z\n      |   ^\n"
	    "b:1:1: error: 0\n    1 | x\n      | ^\n");
	source_unref(a);
	source_unref(b);
}
END_TEST

START_TEST(hostile_text_is_escaped)
{
	struct diag d;
	diag_init(&d);
	struct source *s =
	    text_source("a\nb", "\t\033[31m\xC2\x9B\xE2\x80\xAE\xFF!");
	struct place at = source_place(s, strlen(s->text) - 1, 1);
	diag_error(&d, &at, "bad '%s'", "\033[0m\n\xFF");
	assert_printed(&d,
	    "a\\nb:1:10: error: bad '\\x1B[0m\\n\\xFF'\n"
	    "    1 | \t?[31m??"
	    "?!\n"
	    "      | \t        ^\n");
	source_unref(s);
}
END_TEST

START_TEST(a_very_long_line_is_cut)
{
	struct diag d;
	diag_init(&d);
	char text[501], wanted[2000], kept[161], tildes[160];
	memset(text, 'x', 500);
	text[500] = '\0';
	memset(kept, 'x', 160);
	kept[160] = '\0';
	memset(tildes, '~', 159);
	tildes[159] = '\0';
	struct source *s = text_source("a", text);
	struct place start = source_place(s, 0, 500);
	struct place far = source_place(s, 400, 3);
	diag_error(&d, &start, "long");
	diag_error(&d, &far, "far");
	snprintf(wanted, sizeof(wanted),
	    "a:1:1: error: long\n    1 | %s\n      | ^%s\n"
	    "a:1:401: error: far\n    1 | %s\n",
	    kept, tildes, kept);
	assert_printed(&d, wanted);
	source_unref(s);
}
END_TEST

START_TEST(a_very_long_message_is_replaced)
{
	struct diag d;
	diag_init(&d);
	char *text = mem_alloc(5001);
	memset(text, 'x', 5000);
	text[5000] = '\0';
	diag_error(&d, NULL, "%s", text);
	assert_printed(&d, "ixconform: error: (a message too long to show)\n");
	free(text);
}
END_TEST

START_TEST(it_stops_keeping_but_goes_on_counting)
{
	struct diag d;
	diag_init(&d);
	for (int i = 0; i < DIAG_MAX_ITEMS; i++)
		diag_error(&d, NULL, "%d", i);
	ck_assert(!d.full);
	diag_error(&d, NULL, "one too many");
	diag_note(&d, "belongs to what was dropped");
	diag_warning(&d, NULL, "x", "another");
	ck_assert(d.full);
	ck_assert_uint_eq(d.error_count, DIAG_MAX_ITEMS + 1);
	ck_assert_uint_eq(d.warning_count, 1);
	struct buf b;
	buf_init(&b, 100000);
	diag_print(&d, &b, false);
	ck_assert_ptr_nonnull(strstr(buf_text(&b),
	    "99\nixconform: 101 errors and 1 warnings in all; the first 100 "
	    "are shown\n"));
	ck_assert_ptr_null(strstr(buf_text(&b), "belongs"));
	buf_free(&b);
	diag_free(&d);
}
END_TEST

START_TEST(colour_only_when_asked)
{
	struct diag d;
	struct buf b;
	diag_init(&d);
	buf_init(&b, 1000);
	diag_error(&d, NULL, "x");
	diag_print(&d, &b, true);
	ck_assert_str_eq(
	    buf_text(&b), "ixconform: \033[1;31merror:\033[0m x\n");
	buf_free(&b);
	diag_free(&d);
}
END_TEST

START_TEST(an_empty_one_prints_nothing)
{
	struct diag d;
	diag_init(&d);
	assert_printed(&d, "");
}
END_TEST

Suite *
diag_suite(void)
{
	Suite *s = suite_create("diag");
	TCase *c = tcase_create("diag");
	tcase_add_test(c, a_located_error);
	tcase_add_test(c, a_warning_names_its_rule);
	tcase_add_test(c, no_place_at_all);
	tcase_add_test(c, sorted_by_file_line_and_column);
	tcase_add_test(c, hostile_text_is_escaped);
	tcase_add_test(c, a_very_long_line_is_cut);
	tcase_add_test(c, a_very_long_message_is_replaced);
	tcase_add_test(c, it_stops_keeping_but_goes_on_counting);
	tcase_add_test(c, colour_only_when_asked);
	tcase_add_test(c, an_empty_one_prints_nothing);
	suite_add_tcase(s, c);
	return s;
}
