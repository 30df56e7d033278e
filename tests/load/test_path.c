/* SPDX-License-Identifier: Apache-2.0 */
#include "load/path.h"
#include "tests/load/suites.h"

#include <stdlib.h>

static const struct example {
	const char *base;
	const char *href;
	const char *path;
} examples[] = {
	{ "a.xml", "b.xml", "b.xml" },
	{ "suites/a.xml", "b.xml", "suites/b.xml" },
	{ "suites/a.xml", "../fixtures/b.xml", "fixtures/b.xml" },
	{ "./suites/a.xml", "./b.xml", "suites/b.xml" },
	{ "a.xml", "../b.xml", "../b.xml" },
	{ "../a.xml", "../b.xml", "../../b.xml" },
	{ "a/../b/c.xml", "d.xml", "b/d.xml" },
	{ "/x/suites/a.xml", "../b.xml", "/x/b.xml" },
	{ "/x/a.xml", "../../../b.xml", "/../../b.xml" },
	{ "suites/a.xml", "/etc/b.xml", "/etc/b.xml" },
	{ "a//b/c.xml", "d//e.xml", "a/b/d/e.xml" },
};

START_TEST(resolves)
{
	const struct example *e = &examples[_i];
	char *path = path_resolve(e->base, e->href);
	ck_assert_str_eq(path, e->path);
	free(path);
}
END_TEST

Suite *
path_suite(void)
{
	Suite *s = suite_create("path");
	TCase *t = tcase_create("path");
	tcase_add_loop_test(
	    t, resolves, 0, (int)(sizeof(examples) / sizeof(examples[0])));
	suite_add_tcase(s, t);
	return s;
}
