/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/golden.h"
#include "tests/occurrences.h"
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "core/mem.h"
#include "reports/junit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Much to print, on a machine that may be busy. */
#define TIMEOUT_S 60

/* A junit that writes to memory. */
struct paper {
	FILE *stream;
	char *text;
	size_t size;
	struct report *junit;
};

static void
paper_open_as(struct paper *p, const struct report_style *style)
{
	char *problem = NULL;
	p->stream = open_memstream(&p->text, &p->size);
	p->junit = report_new(
	    &junit_report, output_open("-", p->stream, &problem), style);
}

static void
paper_open(struct paper *p)
{
	paper_open_as(p, NULL);
}

/* Afterwards 'text' is the document, until paper_free(). */
static void
paper_finish(struct paper *p)
{
	char *problem = NULL;
	ck_assert_msg(report_finish(p->junit, &problem), "%s", problem);
	report_free(p->junit);
	fclose(p->stream);
}

static void
paper_free(struct paper *p)
{
	free(p->text);
}

static void
check_story(enum story_end end, const char *name)
{
	struct paper p;
	paper_open(&p);
	struct run_facts *facts = story_tell(&p.junit->sink, end);
	paper_finish(&p);
	golden_check(name, p.text, p.size);
	free(facts);
	paper_free(&p);
}

START_TEST(a_whole_run)
{
	check_story(STORY_WHOLE, "reports/junit-whole.xml");
}
END_TEST

START_TEST(an_interrupted_run_closes_with_errors)
{
	check_story(STORY_INTERRUPTED, "reports/junit-interrupted.xml");
}
END_TEST

START_TEST(a_broken_run_says_why)
{
	check_story(STORY_BROKEN, "reports/junit-broken.xml");
}
END_TEST

START_TEST(a_run_that_never_ended)
{
	check_story(STORY_CUT, "reports/junit-cut.xml");
}
END_TEST

START_TEST(no_run_at_all_is_an_error)
{
	struct paper p;
	paper_open(&p);
	report_explain(p.junit, "nobody listens at \x1b<here>", 1700000000);
	paper_finish(&p);
	golden_check("reports/junit-nothing.xml", p.text, p.size);
	paper_free(&p);
}
END_TEST

START_TEST(an_empty_run_is_an_error)
{
	struct paper p;
	paper_open(&p);
	story_tell_many(&p.junit->sink, 0, "");
	paper_finish(&p);
	ck_assert_uint_eq(occurrences(p.text, "type=\"aborted\""), 1);
	ck_assert_uint_eq(occurrences(p.text, "No case was run."), 2);
	paper_free(&p);
}
END_TEST

/* What the console says to who looks into a case, this file does, too. */
START_TEST(a_failure_says_what_to_do_next)
{
	struct paper p;
	paper_open_as(&p,
	    &(struct report_style){
		.replay = "ixconform check 'a b.ndjson' --case" });
	struct run_facts *facts = story_tell(&p.junit->sink, STORY_WHOLE);
	paper_finish(&p);
	ck_assert_uint_eq(
	    occurrences(p.text,
		"\nreplay    ixconform check 'a b.ndjson' --case "
		"conference/invitation-rejected/agent-rejects\n</failure>"),
	    1);
	ck_assert_uint_eq(
	    occurrences(p.text, "<failure type=\"wrong answer\""), 1);
	ck_assert_uint_eq(occurrences(p.text, "\nfinding   wrong answer\n"), 1);
	free(facts);
	paper_free(&p);
}
END_TEST

START_TEST(each_phase_is_a_suite_of_its_own_name)
{
	struct paper p;
	paper_open(&p);
	struct run_facts *facts = story_tell(&p.junit->sink, STORY_WHOLE);
	paper_finish(&p);
	/* Readers show suites by name. */
	for (const char *at = p.text; (at = strstr(at, "<testsuite name="));
	     at++) {
		char *head = mem_strndup(at, strcspn(at + 17, "\"") + 18);
		ck_assert_msg(occurrences(p.text, head) == 1, "%s", head);
		free(head);
	}
	ck_assert_uint_eq(occurrences(p.text,
			      "<testsuite name=\"transfer-v2.setup-log-in\" "
			      "package=\"transfer.v2\""),
	    1);
	free(facts);
	paper_free(&p);
}
END_TEST

START_TEST(places_are_there_when_asked_for)
{
	struct paper p;
	paper_open_as(&p, &(struct report_style){ .is_annotated = true });
	struct run_facts *facts = story_tell(&p.junit->sink, STORY_WHOLE);
	paper_finish(&p);
	ck_assert_uint_eq(
	    occurrences(p.text,
		" file=\"fixtures/conference/invitation-rejected.xml\" "
		"line=\"11\">"),
	    1);
	ck_assert_uint_eq(
	    occurrences(p.text, " line=\""), occurrences(p.text, "<testcase "));
	free(facts);
	paper_free(&p);
}
END_TEST

START_TEST(ten_thousand_cases)
{
	struct paper p;
	paper_open(&p);
	story_tell_many(&p.junit->sink, 10000, "expected  EventAck\n");
	paper_finish(&p);
	ck_assert_uint_eq(occurrences(p.text, "<testcase "), 10000);
	ck_assert_uint_eq(occurrences(p.text, "<testsuite "), 8);
	paper_free(&p);
}
END_TEST

START_TEST(a_very_long_detail_is_cut_at_a_line)
{
	struct paper p;
	char *detail = mem_alloc(200001);
	memset(detail, 'x', 200000);
	detail[200000] = '\0';
	detail[60000] = '\n';
	paper_open(&p);
	story_tell_many(&p.junit->sink, 1, detail);
	paper_finish(&p);
	ck_assert_uint_lt(p.size, 70000);
	ck_assert_uint_eq(
	    occurrences(p.text, "x\n(cut: 139999 more bytes)\nfinding "), 1);
	paper_free(&p);
	free(detail);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
	char *problem = NULL;
	if (access("/dev/full", W_OK) < 0)
		return;
	struct output *o = output_open("/dev/full", NULL, &problem);
	struct report *j = report_new(&junit_report, o, NULL);
	story_tell(&j->sink, STORY_WHOLE);
	ck_assert(!report_finish(j, &problem));
	ck_assert_str_eq(
	    problem, "cannot write '/dev/full': No space left on device");
	free(problem);
	report_free(j);
}
END_TEST

START_TEST(without_a_finish_nothing_is_written)
{
	char *problem = NULL;
	struct output *o = output_open("unfinished.xml", NULL, &problem);
	struct report *j = report_new(&junit_report, o, NULL);
	story_tell(&j->sink, STORY_WHOLE);
	report_free(j);
	report_free(NULL);
	ck_assert_int_lt(access("unfinished.xml", F_OK), 0);
}
END_TEST

Suite *
junit_suite(void)
{
	Suite *suite = suite_create("junit");
	TCase *tests = tcase_create("junit");
	tcase_set_timeout(tests, TIMEOUT_S);
	tcase_add_test(tests, a_whole_run);
	tcase_add_test(tests, an_interrupted_run_closes_with_errors);
	tcase_add_test(tests, a_broken_run_says_why);
	tcase_add_test(tests, a_run_that_never_ended);
	tcase_add_test(tests, no_run_at_all_is_an_error);
	tcase_add_test(tests, an_empty_run_is_an_error);
	tcase_add_test(tests, a_failure_says_what_to_do_next);
	tcase_add_test(tests, each_phase_is_a_suite_of_its_own_name);
	tcase_add_test(tests, places_are_there_when_asked_for);
	tcase_add_test(tests, ten_thousand_cases);
	tcase_add_test(tests, a_very_long_detail_is_cut_at_a_line);
	tcase_add_test(tests, a_full_disk_is_told);
	tcase_add_test(tests, without_a_finish_nothing_is_written);
	suite_add_tcase(suite, tests);
	return suite;
}
