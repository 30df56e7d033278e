/* SPDX-License-Identifier: Apache-2.0 */
/* Runs that are stopped, by the user or by a broken transport. */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

static void
stop(struct stage *st, bool interrupted)
{
	campaign_break(st->campaign, interrupted,
	    interrupted ? "stopped" : "the line is dead", st->now_ns);
}

START_TEST(before_the_start)
{
	struct stage *st = stage_new("ask excluded crowd", 3);
	stop(st, true);
	stage_start(st, true);
	ck_assert(campaign_is_over(st->campaign));
	ck_assert(stage_finish(st)->interrupted);
	ck_assert_str_eq(stage_told(st), "run started\nrun ended\n");
	ck_assert_str_eq(stage_sent(st), "");
	stage_free(st);
}
END_TEST

START_TEST(an_interruption_aborts)
{
	struct stage *st = stage_begin("ask two slow", 2);
	stage_serve(st, SERVE_OPENS);
	stage_told(st);
	stop(st, true);
	ck_assert_str_eq(
	    stage_told(st), "ask aborted none\nslow aborted none\n");
	ck_assert_str_eq(stage_sentence(st), "stopped");
	/* They still take leave. */
	ck_assert(!campaign_is_over(st->campaign));
	ck_assert_ptr_nonnull(strstr(stage_sent(st), "close 1\n"));
	stage_wait(st, 2000);
	ck_assert(campaign_is_over(st->campaign));
	const struct run_summary *sum = stage_finish(st);
	ck_assert(sum->interrupted);
	ck_assert_str_eq(sum->problem, "stopped");
	ck_assert_uint_eq(sum->counts[VERDICT_ABORTED], 2);
	stage_free(st);
}
END_TEST

START_TEST(a_broken_transport_is_an_error)
{
	struct stage *st = stage_begin("ask two", 1);
	stage_told(st);
	stop(st, false);
	ck_assert_str_eq(stage_told(st), "ask error unreachable\n");
	const struct run_summary *sum = stage_finish(st);
	ck_assert(!sum->interrupted);
	ck_assert_str_eq(sum->problem, "the line is dead");
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 1);
	stage_free(st);
}
END_TEST

START_TEST(an_error_for_the_channel_breaks_all)
{
	struct stage *st = stage_begin("ask ask ask", 2);
	stage_text(st, FRAME_ERROR, 0, "too many frames");
	stage_play(st, SERVE_ALL, 3000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 2);
	ck_assert_str_eq(sum->problem,
	    "the server could not serve the channel: too many frames");
	stage_free(st);
}
END_TEST

START_TEST(while_the_proof_is_under_way)
{
	struct stage *st = stage_begin("ask", 1);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS);
	stop(st, true);
	ck_assert_str_eq(stage_sentence(st), "stopped");
	stage_fence(st, 1, st->fences[1]);
	stage_play(st, SERVE_CLOSES, 3000);
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_ABORTED], 1);
	stage_free(st);
}
END_TEST

/* What is certain stays, and its proof is no longer reported. */
START_TEST(while_a_failure_is_proven)
{
	struct stage *st = stage_begin("ask", 1);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventNews", -1);
	stop(st, true);
	stage_fence(st, 1, st->fences[1]);
	stage_play(st, SERVE_CLOSES, 3000);
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_FAIL], 1);
	stage_free(st);
}
END_TEST

/* A verdict that was found stays. */
START_TEST(while_it_closes)
{
	struct stage *st = stage_begin("ask ask", 1);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS | SERVE_FENCES);
	ck_assert(st->witnesses[0].ended);
	stop(st, false);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 0);
	ck_assert(!st->witnesses[1].started);
	stage_free(st);
}
END_TEST

START_TEST(after_everything_is_over)
{
	struct stage *st = stage_begin("ask", 1);
	stage_play(st, SERVE_ALL, 3000);
	stop(st, true);
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_PASS], 1);
	stage_free(st);
}
END_TEST

/* The transport breaks while an interrupted run takes its leave. */
START_TEST(the_first_reason_stays)
{
	struct stage *st = stage_begin("ask", 1);
	stop(st, true);
	stop(st, false);
	const struct run_summary *sum = stage_finish(st);
	ck_assert(sum->interrupted);
	ck_assert_str_eq(sum->problem, "stopped");
	stage_free(st);
}
END_TEST

START_TEST(nothing_is_sent_over_a_broken_transport)
{
	struct stage *st = stage_begin("ask two", 1);
	stop(st, false);
	stage_sent(st);
	stage_message(st, 1, "EventAck", 1);
	stage_text(st, FRAME_CLOSED, 1, "");
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_str_eq(stage_sent(st), "");
	stage_finish(st);
	stage_free(st);
}
END_TEST

Suite *
break_suite(void)
{
	Suite *s = suite_create("break");
	TCase *t = tcase_create("break");
	tcase_add_test(t, before_the_start);
	tcase_add_test(t, an_interruption_aborts);
	tcase_add_test(t, a_broken_transport_is_an_error);
	tcase_add_test(t, an_error_for_the_channel_breaks_all);
	tcase_add_test(t, while_the_proof_is_under_way);
	tcase_add_test(t, while_a_failure_is_proven);
	tcase_add_test(t, while_it_closes);
	tcase_add_test(t, after_everything_is_over);
	tcase_add_test(t, the_first_reason_stays);
	tcase_add_test(t, nothing_is_sent_over_a_broken_transport);
	suite_add_tcase(s, t);
	return s;
}
