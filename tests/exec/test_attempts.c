/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases that could not be judged and are run again: which, when, and what is
 * told of them.  The stage judges each attempt again from its events.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

#define GREETED "behind/is-greeted"
/* Longer than the server may take to answer. */
#define TOO_LONG_MS 3000
/* Everything but answers. */
#define SERVE_MUTELY (SERVE_OPENS | SERVE_FENCES | SERVE_CLOSES)

static struct stage *
begin(const char *cases, unsigned jobs, unsigned retries)
{
	struct stage *st = stage_new_retrying(cases, jobs, retries);
	stage_start(st, true);
	return st;
}

/*
 * The set-up of the cases under way gets no answer, so they are not judged;
 * what comes next is served so.
 */
static void
ignore_greeting(struct stage *st, unsigned services)
{
	stage_serve(st, SERVE_MUTELY);
	stage_wait(st, TOO_LONG_MS);
	stage_serve(st, services);
}

static void
expect_told(struct stage *st, const char *wanted)
{
	ck_assert_str_eq(stage_told(st), wanted);
}

START_TEST(what_passes_later_is_flaky)
{
	struct stage *st = begin(GREETED, 1, 1);
	ignore_greeting(st, SERVE_ALL);
	expect_told(st,
	    "run started\nis-greeted started\n"
	    "is-greeted stimulus 1 agent1 RequestGo\n"
	    "is-greeted again missing\nis-greeted started\n"
	    "is-greeted stimulus 1 agent1 RequestGo\n"
	    "is-greeted observed 2 agent1 EventAck\n"
	    "is-greeted stimulus 3 agent1 RequestGo\n"
	    "is-greeted observed 4 agent1 EventAck\n"
	    "is-greeted flaky none\n");
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_FLAKY], 1);
	const char *sentence = stage_sentence(st);
	ck_assert_msg(
	    strstr(sentence,
		"It passed at attempt 2; attempt 1 could not be "
		"judged: Preamble setup/greeting did not hold: ") == sentence,
	    "%s", sentence);
	stage_free(st);
}
END_TEST

START_TEST(without_retries_it_is_inconclusive)
{
	struct stage *st = begin(GREETED, 1, 0);
	ignore_greeting(st, SERVE_MUTELY);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 1);
	stage_free(st);
}
END_TEST

START_TEST(the_last_attempt_counts)
{
	struct stage *st = begin(GREETED, 1, 2);
	for (int i = 0; i < 3; i++)
		ignore_greeting(st, SERVE_MUTELY);
	ck_assert(campaign_is_over(st->campaign));
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 1);
	const char *told = stage_told(st);
	ck_assert_ptr_nonnull(strstr(told,
	    "is-greeted again missing\nis-greeted started\n"
	    "is-greeted stimulus 1 agent1 RequestGo\n"
	    "is-greeted inconclusive missing\n"));
	stage_free(st);
}
END_TEST

/* What is in the way of the one may be so of the other. */
START_TEST(others_come_first)
{
	struct stage *st = begin(GREETED " ask queue", 1, 1);
	ignore_greeting(st, SERVE_ALL);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_FLAKY], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 2);
	const char *told = stage_told(st);
	ck_assert_ptr_nonnull(strstr(told,
	    "queue pass none\nis-greeted again missing\n"
	    "is-greeted started\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_failure_is_final)
{
	struct stage *st = begin("ask", 1, 3);
	ignore_greeting(st, SERVE_MUTELY);
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_FAIL], 1);
	stage_free(st);
}
END_TEST

/* The server's fault would be gone in the next attempt. */
START_TEST(what_a_preamble_has_proven_is_final)
{
	struct stage *st = begin("ask behind/asks", 1, 3);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventNews", -1);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_FAIL], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 1);
	ck_assert_ptr_null(strstr(stage_told(st), "again"));
	stage_free(st);
}
END_TEST

/* A case on which others rest waits for the retries of theirs. */
START_TEST(assumptions_wait_for_retries)
{
	struct stage *st = begin("+setup/greeting/greets " GREETED, 1, 1);
	ignore_greeting(st, SERVE_ALL);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_FLAKY], 1);
	ck_assert_uint_eq(sum->assumptions[VERDICT_PASS], 1);
	const char *told = stage_told(st);
	ck_assert_ptr_nonnull(
	    strstr(told, "is-greeted flaky none\ngreets pass none\n"));
	stage_free(st);
}
END_TEST

START_TEST(nothing_is_retried_when_the_run_is_stopped)
{
	struct stage *st = begin(GREETED " slow", 2, 1);
	stage_serve(st, SERVE_MUTELY);
	stage_message(st, 1, "EventAck", 1); /* to the slow one */
	stage_wait(st, 1500);
	stage_serve(st, SERVE_MUTELY);
	campaign_break(st->campaign, true, "interrupted", st->now_ns);
	stage_play(st, SERVE_ALL, 60000);
	ck_assert(campaign_is_over(st->campaign));
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_FLAKY], 0);
	ck_assert_ptr_null(strstr(stage_told(st), "again"));
	stage_free(st);
}
END_TEST

/* Those that need it wait, and lose nothing. */
START_TEST(a_set_up_of_the_run_is_tried_again)
{
	struct stage *st = begin("reported/news +setup/engine/connects", 2, 1);
	ignore_greeting(st, SERVE_ALL);
	stage_report(st, 2, "ix-test-1");
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	ck_assert_uint_eq(sum->assumptions[VERDICT_FLAKY], 1);
	stage_free(st);
}
END_TEST

START_TEST(a_set_up_that_never_holds_leaves_all_unjudged)
{
	struct stage *st = begin("reported/news +setup/engine/connects", 2, 1);
	ignore_greeting(st, SERVE_MUTELY);
	ignore_greeting(st, SERVE_MUTELY);
	ck_assert(campaign_is_over(st->campaign));
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 1);
	ck_assert_uint_eq(sum->assumptions[VERDICT_INCONCLUSIVE], 1);
	stage_free(st);
}
END_TEST

Suite *
attempts_suite(void)
{
	Suite *s = suite_create("attempts");
	TCase *t = tcase_create("again");
	tcase_add_test(t, what_passes_later_is_flaky);
	tcase_add_test(t, without_retries_it_is_inconclusive);
	tcase_add_test(t, the_last_attempt_counts);
	tcase_add_test(t, others_come_first);
	tcase_add_test(t, a_failure_is_final);
	tcase_add_test(t, what_a_preamble_has_proven_is_final);
	tcase_add_test(t, assumptions_wait_for_retries);
	tcase_add_test(t, nothing_is_retried_when_the_run_is_stopped);
	tcase_add_test(t, a_set_up_of_the_run_is_tried_again);
	tcase_add_test(t, a_set_up_that_never_holds_leaves_all_unjudged);
	suite_add_tcase(s, t);
	return s;
}
