/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/layout.h"
#include "bundle/manifest.h"
#include "tests/bundle/suites.h"

#include <stdio.h>
#include <string.h>

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* The objections to a bundle of an empty 'a' and 'b', joined by newlines. */
static void
assert_objects(const char *manifest, const char *wanted)
{
	struct pack p = { 0 };
	struct objections o = { 0 };
	struct buf said;
	buf_init(&said, 10000);
	pack_add_text(&p, "a", "");
	pack_add_text(&p, "b", "");
	pack_add_text(&p, BUNDLE_SIGNATURE, "not listed");
	if (manifest)
		pack_add_text(&p, BUNDLE_MANIFEST, manifest);
	manifest_check(&p, &o);
	for (size_t i = 0; i < o.items.count; i++)
		buf_printf(&said, "%s\n", o.items.items[i].text);
	ck_assert_msg(strstr(buf_text(&said), wanted), "%s", buf_text(&said));
	ck_assert(*wanted || o.items.count == 0);
	buf_free(&said);
	objections_free(&o);
	pack_free(&p);
}

START_TEST(what_it_lists)
{
	struct pack p = { 0 };
	struct buf text;
	buf_init(&text, 10000);
	pack_add_text(&p, "b", "");
	pack_add_text(&p, BUNDLE_SIGNATURE, "x");
	pack_add_text(&p, "a", "");
	manifest_print(&text, &p);
	ck_assert_str_eq(buf_text(&text), EMPTY "  a\n" EMPTY "  b\n");
	buf_free(&text);
	pack_free(&p);
}
END_TEST

START_TEST(what_holds)
{
	assert_objects(EMPTY "  a\n" EMPTY "  b\n", "");
	assert_objects(EMPTY " *a\n" EMPTY "  b", "");
}
END_TEST

START_TEST(what_does_not)
{
	static const char other[] =
	    "0000000000000000000000000000000000000000000000000000000000000000";
	char text[1000];
	assert_objects(NULL, "this is no bundle");
	assert_objects(EMPTY "  a\n", "'b' is not listed");
	assert_objects(EMPTY "  a\n" EMPTY "  b\n" EMPTY "  c\n",
	    "'c' is missing: the manifest lists it");
	assert_objects(EMPTY "  a\n" EMPTY "  a\n", "'a' is listed twice");
	assert_objects(EMPTY "  " BUNDLE_MANIFEST "\n", "lists itself");
	assert_objects(EMPTY "  " BUNDLE_SIGNATURE "\n", "seals the manifest");
	assert_objects("nonsense\n", ":1: this is no line of sha256sum");
	assert_objects(EMPTY "  ../a\n", "'../a' is missing");
	snprintf(text, sizeof(text), "%s  a\n" EMPTY "  b\n", other);
	assert_objects(text, "'a' is not the file that the manifest lists");
}
END_TEST

Suite *
manifest_suite(void)
{
	Suite *s = suite_create("manifest");
	TCase *t = tcase_create("manifest");
	tcase_add_test(t, what_it_lists);
	tcase_add_test(t, what_holds);
	tcase_add_test(t, what_does_not);
	suite_add_tcase(s, t);
	return s;
}
