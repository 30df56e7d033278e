/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The formats that test tools exchange: what is in the documents; schema.test
 * says that they are valid.
 */
#include "tests/golden.h"
#include "tests/occurrences.h"
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "core/mem.h"
#include "reports/exchange/ctrf.h"
#include "reports/exchange/open_test.h"

#include <stdlib.h>
#include <string.h>

static const struct format {
	const struct report_kind *kind;
	const char *prefix, *suffix; /* of its golden files */
} formats[] = {
	{ &ctrf_report, "reports/ctrf-", ".json" },
	{ &open_test_report, "reports/open-test-", ".otr" },
};

/* A report that is written to memory. */
struct paper {
	FILE *stream;
	char *text;
	size_t size;
	struct report *report;
};

static void
paper_open(struct paper *p, const struct report_kind *kind)
{
	static const struct report_style style = {
		.replay = "ixconform check 'a b.ndjson' --case",
		.recording = "a b.ndjson"
	};
	char *problem = NULL;
	p->stream = open_memstream(&p->text, &p->size);
	p->report =
	    report_new(kind, output_open("-", p->stream, &problem), &style);
}

/* Afterwards 'text' is the document; the caller frees it. */
static void
paper_finish(struct paper *p)
{
	char *problem = NULL;
	ck_assert_msg(report_finish(p->report, &problem), "%s", problem);
	report_free(p->report);
	fclose(p->stream);
}

static void
check_golden(const struct format *f, const char *name, const struct paper *p)
{
	char *file = mem_printf("%s%s%s", f->prefix, name, f->suffix);
	golden_check(file, p->text, p->size);
	free(file);
}

static void
check_story(const struct format *f, enum story_end end, const char *name)
{
	struct paper p;
	paper_open(&p, f->kind);
	struct run_facts *facts = story_tell(&p.report->sink, end);
	paper_finish(&p);
	check_golden(f, name, &p);
	free(facts);
	free(p.text);
}

START_TEST(a_whole_run)
{
	check_story(&formats[_i], STORY_WHOLE, "whole");
}
END_TEST

START_TEST(a_broken_run_says_why)
{
	check_story(&formats[_i], STORY_BROKEN, "broken");
}
END_TEST

START_TEST(a_run_that_never_ended)
{
	check_story(&formats[_i], STORY_CUT, "cut");
}
END_TEST

START_TEST(no_run_at_all_is_no_success)
{
	struct paper p;
	paper_open(&p, formats[_i].kind);
	report_explain(p.report, "no one listens at \x1b<here>", 1700000000);
	paper_finish(&p);
	check_golden(&formats[_i], "nothing", &p);
	free(p.text);
}
END_TEST

/* A page shows so much of a case, and of all cases. */
START_TEST(what_is_too_much_is_left_out)
{
	struct paper p;
	paper_open(&p, formats[_i].kind);
	story_tell_many(&p.report->sink, 2000, "line\n");
	paper_finish(&p);
	ck_assert_uint_eq(occurrences(p.text, "a b.ndjson --case"), 0);
	ck_assert_uint_ge(occurrences(p.text, "line"), 2000);
	free(p.text);
}
END_TEST

/* The same run has the same report, whenever it is written. */
START_TEST(the_same_again)
{
	struct paper p[2];
	for (int i = 0; i < 2; i++) {
		paper_open(&p[i], formats[_i].kind);
		free(story_tell(&p[i].report->sink, STORY_WHOLE));
		paper_finish(&p[i]);
	}
	ck_assert_str_eq(p[0].text, p[1].text);
	free(p[0].text);
	free(p[1].text);
}
END_TEST

Suite *
exchange_suite(void)
{
	Suite *suite = suite_create("exchange");
	TCase *tests = tcase_create("exchange");
	int count = sizeof(formats) / sizeof(formats[0]);
	tcase_add_loop_test(tests, a_whole_run, 0, count);
	tcase_add_loop_test(tests, a_broken_run_says_why, 0, count);
	tcase_add_loop_test(tests, a_run_that_never_ended, 0, count);
	tcase_add_loop_test(tests, no_run_at_all_is_no_success, 0, count);
	tcase_add_loop_test(tests, what_is_too_much_is_left_out, 0, count);
	tcase_add_loop_test(tests, the_same_again, 0, count);
	suite_add_tcase(suite, tests);
	return suite;
}
