/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/redact.h"
#include "tests/core/suites.h"

#include <string.h>

static struct redactor r;
static struct buf into;

static void
set_up(void)
{
	r = (struct redactor){ 0 };
	buf_init(&into, 10000);
}

static void
tear_down(void)
{
	redactor_free(&r);
	buf_free(&into);
}

static const char *
redacted(const char *text)
{
	buf_clear(&into);
	return redact(&r, text, strlen(text), &into) ? buf_text(&into) : text;
}

static const struct {
	const char *text;
	const char *clean;
} texts[] = {
	{ "nothing", "nothing" },
	{ "", "" },
	{ "Bearer a+b/c=\"d e", "Bearer [redacted]" },
	{ "a+b/c=\"d ea+b/c=\"d e.", "[redacted][redacted]." },
	{ "a+b/c=\"d", "a+b/c=\"d" },
	{ "a+b/c=\"d E", "a+b/c=\"d E" },
	/* JSON */
	{ "\"a+b\\/c=\\\"d e\"", "\"[redacted]\"" },
	{ "\"\\u0061\\u002Bb/c\\u003d\\u0022d e\"", "\"[redacted]\"" },
	/* a URL */
	{ "?t=a%2Bb%2fc%3D%22d%20e&x", "?t=[redacted]&x" },
	{ "?t=a%2Bb%2fc%3D%22d+e", "?t=[redacted]" },
	/* HTML */
	{ "<b>a+b/c=&quot;d e</b>", "<b>[redacted]</b>" },
	{ "a&#43;b&#x2F;c&#61;&#x22;d e", "[redacted]" },
	{ "a+b/c&bogus;&#;&#99999999;", "a+b/c&bogus;&#;&#99999999;" },
	/* base64, in all its dialects */
	{ "Basic YStiL2M9ImQgZQ==", "Basic [redacted]==" },
	{ "Basic YStiL2M9ImQgZQ", "Basic [redacted]" },
	{ "\\", "\\" },
	{ "a+b/c=\"d%", "a+b/c=\"d%" },
	{ "a+b/c=\"d\\u00", "a+b/c=\"d\\u00" },
};

START_TEST(however_it_is_written)
{
	redactor_add(&r, "a+b/c=\"d e", true);
	ck_assert_str_eq(redacted(texts[_i].text), texts[_i].clean);
}
END_TEST

START_TEST(base64_for_addresses)
{
	redactor_add(&r, "?>?>?>", true);
	ck_assert_str_eq(redacted("Pz4/Pj8+"), "[redacted]");
	ck_assert_str_eq(redacted("Pz4_Pj8-"), "[redacted]");
	ck_assert_str_eq(redacted("?>?>?>"), "[redacted]");
}
END_TEST

/* The longest one is taken, so that nothing of it is left. */
START_TEST(one_within_another)
{
	redactor_add(&r, "password", true);
	redactor_add(&r, "user:password", true);
	ck_assert_str_eq(
	    redacted("user:password, password"), "[redacted], [redacted]");
}
END_TEST

/* But not what its base64 says. */
START_TEST(short_ones_are_words)
{
	redactor_add(&r, "short", true);
	ck_assert_str_eq(redacted("a short one"), "a short one");
	ck_assert_str_eq(redacted("c2hvcnQ="), "[redacted]=");
}
END_TEST

START_TEST(what_is_no_secret_in_clear)
{
	redactor_add(&r, "agent-1", false);
	ck_assert_str_eq(
	    redacted("agent-1 YWdlbnQtMQ=="), "agent-1 [redacted]==");
}
END_TEST

START_TEST(without_secrets)
{
	ck_assert(!redact(&r, "text", 4, &into));
	ck_assert_uint_eq(into.size, 0);
}
END_TEST

Suite *
redact_suite(void)
{
	Suite *s = suite_create("redact");
	TCase *t = tcase_create("redact");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(
	    t, however_it_is_written, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, base64_for_addresses);
	tcase_add_test(t, one_within_another);
	tcase_add_test(t, short_ones_are_words);
	tcase_add_test(t, what_is_no_secret_in_clear);
	tcase_add_test(t, without_secrets);
	suite_add_tcase(s, t);
	return s;
}
