/* SPDX-License-Identifier: Apache-2.0 */
/* A baseline between the run and its reports, and one made from the run. */
#include "tests/golden.h"
#include "tests/reports/story.h"
#include "tests/reports/suites.h"

#include "compare/baseline_sheet.h"
#include "compare/baseline_sink.h"
#include "record/summary.h"
#include "reports/console.h"
#include "reports/junit.h"

#include <stdlib.h>
#include <string.h>

/* In order of their paths, as a loader leaves them. */
static struct expected_failure entries[] = {
	{ .path = (char *)"conference/invitation-is-invalid/not-logged-in",
	    .finding = FINDING_MISSING,
	    .reason = (char *)"an error is no failure" },
	{ .path = (char *)"conference/invitation-issued/one-invitee",
	    .finding = FINDING_TOO_LATE,
	    .reason = (char *)"it passes by now" },
	{ .path = (char *)"conference/invitation-rejected/agent-rejects",
	    .finding = FINDING_WRONG_ANSWER,
	    .reason = (char *)"IX-7: \x1b[31mknown\n" },
	{ .path = (char *)"conference/leave-the-conference/last-party",
	    .finding = FINDING_MISSING,
	    .reason = (char *)"it fails otherwise" },
	{ .path = (char *)"conference/unheard-of/case",
	    .finding = FINDING_MISSING,
	    .reason = (char *)"of another run",
	    .expires = (char *)"2999-12-31" },
};

static struct baseline
the_baseline(void)
{
	struct baseline b = { 0 };
	b.items.items = entries;
	b.items.count = sizeof(entries) / sizeof(entries[0]);
	return b;
}

/* Emit the story through a baseline to a sink. */
static struct run_summary
tell_with(const struct baseline *b, struct sink *sink)
{
	struct sink *const sinks[] = { sink };
	struct baseline_sink *e = baseline_sink_new(b, sinks, 1);
	ck_assert_ptr_null(baseline_sink_summary(e));
	free(story_tell(baseline_sink_sink(e), STORY_WHOLE));
	struct run_summary summary = *baseline_sink_summary(e);
	baseline_sink_free(e);
	return summary;
}

static struct run_summary
check_console(
    const struct baseline *b, enum console_volume volume, const char *name)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	struct console_options options = { .out = open_memstream(&text, &size),
		.volume = volume };
	struct console *c = console_new(&options);
	struct run_summary summary = tell_with(b, console_sink(c));
	ck_assert(console_finish(c, &problem));
	console_free(c);
	fclose(options.out);
	golden_check(name, text, size);
	free(text);
	return summary;
}

START_TEST(known_failures_do_not_fail_the_run)
{
	struct baseline b = the_baseline();
	struct run_summary summary =
	    check_console(&b, CONSOLE_NORMAL, "reports/baseline-console.txt");
	ck_assert_uint_eq(summary.counts[VERDICT_EXPECTED], 1);
	ck_assert_uint_eq(summary.counts[VERDICT_FAIL], 2);
	ck_assert_int_eq(run_exit_status(&summary), EXIT_DEVIATES);
	check_console(&b, CONSOLE_QUIET, "reports/baseline-quiet.txt");
	check_console(&b, CONSOLE_VERBOSE, "reports/baseline-verbose.txt");
}
END_TEST

START_TEST(without_entries_nothing_changes)
{
	struct baseline nothing = { 0 };
	check_console(&nothing, CONSOLE_NORMAL, "reports/console-normal.txt");
}
END_TEST

START_TEST(junit_skips_what_is_expected)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	struct baseline b = the_baseline();
	FILE *stream = open_memstream(&text, &size);
	struct report *j =
	    report_new(&junit_report, output_open("-", stream, &problem), NULL);
	tell_with(&b, &j->sink);
	ck_assert(report_finish(j, &problem));
	report_free(j);
	fclose(stream);
	golden_check("reports/junit-baseline.xml", text, size);
	free(text);
}
END_TEST

START_TEST(expected_failures_alone_are_a_good_run)
{
	struct run_summary summary = { .counts = { [VERDICT_EXPECTED] = 1 } };
	ck_assert_int_eq(run_exit_status(&summary), EXIT_CONFORMS);
}
END_TEST

static void
check_sheet(const struct baseline *earlier, const char *name)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	struct baseline_sheet *s =
	    baseline_sheet_new(output_open("-", stream, &problem));
	free(story_tell(baseline_sheet_sink(s), STORY_WHOLE));
	ck_assert(baseline_sheet_finish(s, earlier, &problem));
	baseline_sheet_free(s);
	fclose(stream);
	golden_check(name, text, size);
	free(text);
}

START_TEST(a_run_writes_a_baseline)
{
	struct baseline b = the_baseline();
	check_sheet(NULL, "reports/baseline-new.txt");
	check_sheet(&b, "reports/baseline-renewed.txt");
}
END_TEST

START_TEST(no_run_writes_none)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	struct baseline_sheet *s =
	    baseline_sheet_new(output_open("-", stream, &problem));
	ck_assert(baseline_sheet_finish(s, NULL, &problem));
	baseline_sheet_free(s);
	baseline_sheet_free(NULL);
	fclose(stream);
	ck_assert_uint_eq(size, 0);
	free(text);
}
END_TEST

Suite *
baseline_sink_suite(void)
{
	Suite *s = suite_create("baseline_sink");
	TCase *tc = tcase_create("baseline_sink");
	tcase_add_test(tc, known_failures_do_not_fail_the_run);
	tcase_add_test(tc, without_entries_nothing_changes);
	tcase_add_test(tc, junit_skips_what_is_expected);
	tcase_add_test(tc, expected_failures_alone_are_a_good_run);
	tcase_add_test(tc, a_run_writes_a_baseline);
	tcase_add_test(tc, no_run_writes_none);
	suite_add_tcase(s, tc);
	return s;
}
