/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"
#include "tests/xml/suites.h"
#include "xml/relaxng.h"

#include <stdlib.h>
#include <string.h>

static char *
schema_path(const char *name)
{
	const char *top = getenv("top_srcdir");
	return mem_printf("%s/schema/%s", top ? top : ".", name);
}

static bool
accepts(const char *text, struct diag *diag)
{
	char *path = schema_path("catalogue.rng");
	struct relaxng *r = relaxng_load(path, diag);
	ck_assert_ptr_nonnull(r);
	struct source *s = source_from_text("a.xml", text, strlen(text));
	bool accepted = relaxng_accepts(r, s, diag);
	source_unref(s);
	relaxng_free(r);
	free(path);
	return accepted;
}

START_TEST(accepts_what_fits)
{
	struct diag diag;
	diag_init(&diag);
	ck_assert(accepts("<catalogue xmlns='urn:ixconform:catalogue:1'>\n"
			  "<message name='EventA' kind='event' "
			  "protocols='Reporting'/></catalogue>",
	    &diag));
	ck_assert_uint_eq(diag.error_count, 0);
	diag_free(&diag);
}
END_TEST

START_TEST(tells_the_line_of_what_does_not)
{
	struct diag diag;
	diag_init(&diag);
	ck_assert(!accepts("<catalogue xmlns='urn:ixconform:catalogue:1'>\n"
			   "  <message name='EventA' kind='evnt' "
			   "protocols='Reporting'/></catalogue>",
	    &diag));
	ck_assert_uint_eq(diag.error_count, 1);
	const struct diag_item *item = &diag.items.items[0];
	ck_assert_uint_eq(item->at.line, 2);
	ck_assert_uint_eq(item->at.column, 3);
	ck_assert_ptr_nonnull(strstr(item->text, "catalogue.rng rejects this"));
	diag_free(&diag);
}
END_TEST

START_TEST(tells_of_a_schema_that_cannot_be_used)
{
	struct diag diag;
	diag_init(&diag);
	char *wrong = schema_path("catalogue.xml");
	ck_assert_ptr_null(relaxng_load("nowhere.rng", &diag));
	ck_assert_ptr_null(relaxng_load(wrong, &diag));
	ck_assert_uint_eq(diag.error_count, 2);
	free(wrong);
	diag_free(&diag);
}
END_TEST

Suite *
relaxng_suite(void)
{
	Suite *s = suite_create("relaxng");
	TCase *t = tcase_create("relaxng");
	tcase_add_test(t, accepts_what_fits);
	tcase_add_test(t, tells_the_line_of_what_does_not);
	tcase_add_test(t, tells_of_a_schema_that_cannot_be_used);
	suite_add_tcase(s, t);
	return s;
}
