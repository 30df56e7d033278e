/* SPDX-License-Identifier: Apache-2.0 */
/* Many cases: which start when, which wait for which, and the sums. */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

/* Only the lines of the starts. */
static char *
starts(const char *told)
{
	struct buf b;
	buf_init(&b, 10000);
	for (const char *end; (end = strchr(told, '\n')); told = end + 1)
		if (end - told > 8 && strncmp(end - 8, " started", 8) == 0)
			buf_add(&b, told, (size_t)(end - told) - 7);
	return buf_take(&b);
}

static void
expect_starts(struct stage *st, const char *expected)
{
	char *names = starts(stage_told(st));
	ck_assert_str_eq(names, expected);
	free(names);
}

START_TEST(longest_waits_start_first)
{
	struct stage *st = stage_begin("ask slow queue slower slow two", 1);
	stage_play(st, SERVE_ALL | SERVE_NEWS, 60000);
	expect_starts(st, "run slower slow slow ask queue two ");
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(waits_overlap)
{
	struct stage *st = stage_new("ask slow slower", 3);
	int64_t start_ns = st->now_ns;
	stage_start(st, true);
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_int_ge(st->now_ns, start_ns + 4 * NS_PER_S);
	ck_assert_int_lt(st->now_ns, start_ns + 5 * NS_PER_S);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(jobs_limit_what_runs)
{
	struct stage *st = stage_begin("ask ask ask ask", 2);
	expect_starts(st, "run ask ask ");
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_uint_eq(st->most_under_way, 2);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(what_is_lent_limits_what_runs)
{
	struct stage *st = stage_begin("two ask two trio", 10);
	expect_starts(st, "run two ask ");
	stage_play(st, SERVE_ALL | SERVE_NEWS, 60000);
	ck_assert(st->witnesses[2].ended && st->witnesses[3].ended);
	ck_assert_uint_eq(st->most_under_way, 2);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(one_queue_for_all)
{
	struct stage *st = stage_begin("queue queue workbin", 10);
	expect_starts(st, "run queue ");
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_PASS], 3);
	stage_free(st);
}
END_TEST

/* It delays no other case, even while others run. */
START_TEST(what_no_pool_can_lend_is_an_error)
{
	struct stage *st = stage_begin("ask crowd queue", 10);
	ck_assert_str_eq(stage_sentence(st),
	    "The pools of the target 'stage' hold too few agents, queues or "
	    "workbins for this case.");
	expect_starts(st, "run crowd ask queue ");
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 2);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 1);
	stage_free(st);
}
END_TEST

START_TEST(an_excluded_case_is_skipped)
{
	struct stage *st = stage_begin("excluded", 1);
	ck_assert_str_eq(stage_sentence(st),
	    "The target's choice for R1 excludes this case.");
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_str_eq(stage_sent(st), "");
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_SKIPPED], 1);
	ck_assert_str_eq(stage_told(st),
	    "run started\nexcluded started\nexcluded skipped none\n"
	    "run ended\n");
	stage_free(st);
}
END_TEST

START_TEST(no_cases_are_over_at_once)
{
	struct stage *st = stage_begin("", 1);
	ck_assert(campaign_is_over(st->campaign));
	ck_assert(campaign_deadline(st->campaign) == TIME_NEVER_NS);
	campaign_advance(st->campaign, st->now_ns, st->now_ns);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(the_sums_of_a_run)
{
	struct stage *st = stage_begin("slow ask two excluded crowd", 10);
	stage_play(st, SERVE_ALL, 60000); /* without the news that two wants */
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 2);
	ck_assert_uint_eq(sum->counts[VERDICT_FAIL], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_SKIPPED], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 1);
	ck_assert_int_eq(sum->longest_timer_ns, 2 * NS_PER_S);
	ck_assert_int_eq(sum->duration_ns, st->now_ns - NS_PER_S);
	ck_assert(!sum->interrupted);
	ck_assert_ptr_null(sum->problem);
	stage_free(st);
}
END_TEST

/* All that are under way, but not who starts because one of them ended. */
START_TEST(what_is_nobodys_ends_everybody)
{
	struct stage *st = stage_begin("ask ask ask ask", 3);
	stage_serve(st, SERVE_OPENS);
	stage_malformed(st, 0);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 3);
	ck_assert_uint_eq(sum->broken_bindings, 3);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	stage_free(st);
}
END_TEST

START_TEST(a_malformed_frame_of_one_ends_one)
{
	struct stage *st = stage_begin("ask ask ask", 3);
	stage_serve(st, SERVE_OPENS);
	stage_malformed(st, 2);
	stage_told(st);
	stage_serve(st, SERVE_FENCES);
	ck_assert(st->witnesses[1].ended);
	ck_assert(!st->witnesses[0].ended && !st->witnesses[2].ended);
	stage_wait(st, 1001);
	stage_play(st, SERVE_ALL, 60000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* The deadline of a case that has ended is not waited for. */
START_TEST(the_deadline_is_the_earliest)
{
	struct stage *st = stage_new("slow ask", 2);
	int64_t start_ns = st->now_ns;
	stage_start(st, true);
	/* First of all the parties have to be opened. */
	ck_assert_int_eq(
	    campaign_deadline(st->campaign), start_ns + 10 * NS_PER_S + 1);
	stage_serve(st, SERVE_ALL);
	ck_assert(st->witnesses[1].ended);
	/* It may be a guess, which is right once it is reached. */
	int64_t guess_ns = campaign_deadline(st->campaign);
	ck_assert_int_le(guess_ns, start_ns + 2 * NS_PER_S);
	campaign_advance(st->campaign, guess_ns, guess_ns);
	ck_assert_int_eq(
	    campaign_deadline(st->campaign), start_ns + 2 * NS_PER_S);
	stage_play(st, SERVE_ALL, 60000);
	ck_assert(campaign_deadline(st->campaign) == TIME_NEVER_NS);
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* All its steps are excluded: it has no parties that could be closed. */
START_TEST(a_case_without_parties_ends)
{
	struct stage *st = stage_begin("hollow hollow", 1);
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	stage_free(st);
	st = stage_new("hollow ask", 2);
	stage_start(st, false);
	stage_malformed(st, 0);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 1);
	stage_free(st);
}
END_TEST

/* What two cases share is wrong once; what each has, each time. */
START_TEST(what_does_not_compile_is_reported)
{
	struct stage *st = stage_new("ask ask", 1);
	struct campaign_setup setup = { .target = st->target,
		.cases = st->cases.items,
		.case_count = 2,
		.jobs = 1,
		.run_id = "test" };
	struct diag diag;
	diag_init(&diag);
	diag_error(&diag, NULL, "an older mistake");
	st->target->timers.items[0].name[0] = 'R'; /* response-timeout */
	ck_assert_ptr_null(campaign_new(&setup, &diag));
	/* Planned twice, and compiled once. */
	ck_assert_uint_eq(diag.error_count, 1 + 1 + 3);
	ck_assert_ptr_nonnull(
	    strstr(diag.items.items[1].text, "response-timeout"));
	campaign_free(NULL);
	diag_free(&diag);
	stage_start(st, true);
	stage_play(st, SERVE_ALL, 1000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

Suite *
campaign_suite(void)
{
	Suite *s = suite_create("campaign");
	TCase *t = tcase_create("campaign");
	tcase_add_test(t, longest_waits_start_first);
	tcase_add_test(t, waits_overlap);
	tcase_add_test(t, jobs_limit_what_runs);
	tcase_add_test(t, what_is_lent_limits_what_runs);
	tcase_add_test(t, one_queue_for_all);
	tcase_add_test(t, what_no_pool_can_lend_is_an_error);
	tcase_add_test(t, an_excluded_case_is_skipped);
	tcase_add_test(t, no_cases_are_over_at_once);
	tcase_add_test(t, the_sums_of_a_run);
	tcase_add_test(t, what_is_nobodys_ends_everybody);
	tcase_add_test(t, a_malformed_frame_of_one_ends_one);
	tcase_add_test(t, the_deadline_is_the_earliest);
	tcase_add_test(t, a_case_without_parties_ends);
	tcase_add_test(t, what_does_not_compile_is_reported);
	suite_add_tcase(s, t);
	return s;
}
