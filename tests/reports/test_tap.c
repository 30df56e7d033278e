/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/golden.h"
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "reports/tap.h"

#include <stdlib.h>
#include <string.h>

struct paper {
	FILE *stream;
	char *text;
	size_t size;
	struct report *tap;
};

static void
paper_open_as(struct paper *p, const struct report_style *style)
{
	char *problem = NULL;
	p->stream = open_memstream(&p->text, &p->size);
	p->tap = report_new(
	    &tap_report, output_open("-", p->stream, &problem), style);
}

static void
paper_open(struct paper *p)
{
	paper_open_as(p, NULL);
}

static void
paper_finish(struct paper *p)
{
	char *problem = NULL;
	ck_assert_msg(report_finish(p->tap, &problem), "%s", problem);
	report_free(p->tap);
	fclose(p->stream);
}

static void
check_story(enum story_end end, const char *name)
{
	struct paper p;
	paper_open(&p);
	struct run_facts *facts = story_tell(&p.tap->sink, end);
	paper_finish(&p);
	golden_check(name, p.text, p.size);
	free(facts);
	free(p.text);
}

START_TEST(a_whole_run)
{
	check_story(STORY_WHOLE, "reports/tap-whole.txt");
}
END_TEST

START_TEST(a_run_that_broke_off_bails_out)
{
	check_story(STORY_BROKEN, "reports/tap-broken.txt");
}
END_TEST

START_TEST(what_has_no_end_is_not_ok)
{
	check_story(STORY_CUT, "reports/tap-cut.txt");
}
END_TEST

START_TEST(nothing_is_no_success)
{
	struct paper p;
	paper_open(&p);
	report_explain(p.tap, "a fixture is wrong", 0);
	paper_finish(&p);
	ck_assert_str_eq(p.text,
	    "TAP version 13\n1..1\nnot ok 1 - run\n  ---\n"
	    "  message: \"a fixture is wrong\"\n  ...\n"
	    "Bail out! a fixture is wrong\n");
	free(p.text);
}
END_TEST

START_TEST(version_14_differs_in_its_first_line)
{
	struct paper old, new;
	paper_open(&old);
	paper_open_as(&new, &(struct report_style){ .tap_version = 14 });
	struct run_facts *facts = story_tell(&old.tap->sink, STORY_WHOLE);
	free(facts);
	facts = story_tell(&new.tap->sink, STORY_WHOLE);
	free(facts);
	paper_finish(&old);
	paper_finish(&new);
	ck_assert(strncmp(new.text, "TAP version 14\n", 15) == 0);
	ck_assert_str_eq(strchr(old.text, '\n'), strchr(new.text, '\n'));
	free(old.text);
	free(new.text);
}
END_TEST

Suite *
tap_suite(void)
{
	Suite *suite = suite_create("tap");
	TCase *tests = tcase_create("tap");
	tcase_add_test(tests, a_whole_run);
	tcase_add_test(tests, a_run_that_broke_off_bails_out);
	tcase_add_test(tests, what_has_no_end_is_not_ok);
	tcase_add_test(tests, nothing_is_no_success);
	tcase_add_test(tests, version_14_differs_in_its_first_line);
	suite_add_tcase(suite, tests);
	return suite;
}
