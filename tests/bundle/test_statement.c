/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/layout.h"
#include "bundle/statement.h"
#include "tests/bundle/suites.h"

#include <string.h>

/* The whole of one, as it is written; the caller frees the buffer. */
static struct buf
written(const char *product)
{
	struct statement s = { 0 };
	struct buf text;
	buf_init(&text, 10000);
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		statement_set(&s, k, "x");
	statement_set(&s, STATEMENT_FORMAT, BUNDLE_FORMAT);
	statement_set(&s, STATEMENT_PRODUCT, product);
	statement_print(&text, &s);
	statement_free(&s);
	return text;
}

static void
assert_reads(const char *text, const char *objection)
{
	struct pack p = { 0 };
	struct statement s = { 0 };
	struct objections o = { 0 };
	pack_add_text(&p, BUNDLE_STATEMENT, text);
	statement_read(&s, &p.files.items[0], &o);
	ck_assert_uint_eq(o.items.count, objection ? 1 : 0);
	if (objection)
		ck_assert_msg(strstr(o.items.items[0].text, objection), "%s",
		    o.items.items[0].text);
	statement_free(&s);
	objections_free(&o);
	pack_free(&p);
}

static void
assert_reads_with(const char *more, const char *objection)
{
	struct buf text = written("Server");
	buf_add_text(&text, more);
	assert_reads(buf_text(&text), objection);
	buf_free(&text);
}

START_TEST(what_is_written_is_read)
{
	struct buf text = written("a: b\nformat: ixconform-bundle@2");
	assert_reads(buf_text(&text), NULL);
	buf_free(&text);
}
END_TEST

START_TEST(what_is_wrong)
{
	assert_reads_with("", NULL);
	assert_reads_with("format: " BUNDLE_FORMAT "\n", "stated twice");
	assert_reads_with("colour: red\n", "no key is called 'colour'");
	assert_reads_with("nonsense\n", ":15: this is no line of the form");
}
END_TEST

START_TEST(another_version)
{
	struct buf text = written("Server");
	char *at = strchr(buf_text(&text), '@') + 1;
	*at = '2';
	assert_reads(buf_text(&text), "'ixconform-bundle@2' is another than");
	buf_free(&text);
}
END_TEST

START_TEST(a_key_that_is_missing)
{
	struct buf text = written("Server");
	*strstr(buf_text(&text), "contact") = '\0';
	char *cut = mem_strdup(buf_text(&text));
	struct buf whole;
	buf_init(&whole, 10000);
	buf_printf(&whole, "%s%s", cut,
	    strchr(buf_text(&text) + strlen(cut) + 1, '\n') + 1);
	assert_reads(buf_text(&whole), "does not state 'contact'");
	free(cut);
	buf_free(&whole);
	buf_free(&text);
}
END_TEST

Suite *
statement_suite(void)
{
	Suite *s = suite_create("statement");
	TCase *t = tcase_create("statement");
	tcase_add_test(t, what_is_written_is_read);
	tcase_add_test(t, what_is_wrong);
	tcase_add_test(t, another_version);
	tcase_add_test(t, a_key_that_is_missing);
	suite_add_tcase(s, t);
	return s;
}
