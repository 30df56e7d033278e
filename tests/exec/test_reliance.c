/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases that rest on others: when they start, when they have ended, and what
 * one of them says about another.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

/* Both are said of the same message. */
#define NEWS                                                                   \
	"EventNews reached agent1 after RequestGo of agent1, but nothing in the fixture expects it there."

static void
expect_end(struct stage *st, const char *line)
{
	const char *told = stage_told(st);
	ck_assert_msg(strstr(told, line), "no '%s' in:\n%s", line, told);
}

static void
expect_sentence(struct stage *st, const char *sentence)
{
	ck_assert_str_eq(stage_sentence(st), sentence);
}

START_TEST(what_others_rest_on_starts_when_they_have_ended)
{
	struct stage *st = stage_begin("ask behind/asks queue", 10);
	ck_assert(!st->witnesses[0].started);
	ck_assert(st->witnesses[1].started && st->witnesses[2].started);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 3);
	stage_free(st);
}
END_TEST

START_TEST(what_has_to_wait_does_not_start_late)
{
	struct stage *st = stage_begin("slow behind/waits", 10);
	ck_assert(st->witnesses[0].started && st->witnesses[1].started);
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_PASS], 2);
	stage_free(st);
}
END_TEST

START_TEST(assumptions_start_last_and_count_apart)
{
	struct stage *st =
	    stage_begin("+setup/greeting/greets behind/is-greeted ask", 10);
	ck_assert(!st->witnesses[0].started);
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 2);
	ck_assert_uint_eq(sum->assumptions[VERDICT_PASS], 1);
	stage_free(st);
}
END_TEST

/* A phase does wrong in the one case, and not where it is judged itself. */
static struct stage *
play_news(const char *cases)
{
	struct stage *st = stage_begin(cases, 1);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventNews", -1);
	stage_serve(st, SERVE_FENCES);
	expect_end(st, "inconclusive unexpected\n");
	return st;
}

START_TEST(a_phase_fails_by_what_others_saw)
{
	struct stage *st = play_news("ask behind/asks");
	expect_sentence(
	    st, "Preamble plain did not hold: " NEWS " See stage/plain/ask.");
	stage_play(st, SERVE_ALL, 60000);
	expect_end(st, "ask fail unexpected\n");
	expect_sentence(st, "In stage/behind/asks: " NEWS);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_FAIL], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 1);
	stage_free(st);
}
END_TEST

/* Through a phase in between, which has nothing to do with it. */
START_TEST(a_phase_fails_by_what_was_seen_far_away)
{
	struct stage *st = play_news("ask behind/asks behind/asks-again");
	stage_play(st, SERVE_ALL, 60000);
	const char *told = stage_told(st);
	ck_assert_ptr_nonnull(strstr(told, "asks pass none\n"));
	ck_assert_ptr_nonnull(strstr(told, "ask fail unexpected\n"));
	expect_sentence(st, "In stage/behind/asks-again: " NEWS);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(nobody_is_named_who_is_not_in_the_run)
{
	struct stage *st = play_news("behind/asks");
	expect_sentence(st, "Preamble plain did not hold: " NEWS);
	stage_play(st, SERVE_ALL, 60000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_setup_fails_by_what_is_always_wrong)
{
	struct stage *st =
	    stage_begin("+setup/greeting/greets behind/is-greeted", 1);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventBogus", -1);
	stage_play(st, SERVE_ALL, 60000);
	expect_end(st, "greets fail malformed\n");
	ck_assert_uint_eq(stage_finish(st)->assumptions[VERDICT_FAIL], 1);
	stage_free(st);
}
END_TEST

START_TEST(a_setup_does_not_fail_by_what_it_did_not_do)
{
	struct stage *st =
	    stage_begin("+setup/greeting/greets behind/is-greeted", 1);
	stage_serve(st, SERVE_OPENS);
	stage_wait(st, 1001);
	stage_serve(st, SERVE_FENCES);
	expect_end(st, "is-greeted inconclusive missing\n");
	expect_sentence(st,
	    "Preamble setup/greeting did not hold: RequestGo of agent1 was not "
	    "answered within 1 s; it must be acknowledged (greeting.xml:6). "
	    "See stage/setup/greeting/greets.");
	stage_play(st, SERVE_ALL, 60000);
	expect_end(st, "greets pass none\n");
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* Both wait, and the phase has long passed when the other one ends. */
static struct stage *
begin_both(void)
{
	struct stage *st = stage_begin("slow behind/waits", 10);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventAck", 1);
	stage_message(st, 2, "EventAck", 1);
	stage_wait(st, 2001);
	stage_message(st, 1, "EventAck", 2);
	stage_serve(st, SERVE_FENCES);
	stage_message(st, 2, "EventAck", 2);
	const char *told = stage_told(st);
	ck_assert_ptr_null(strstr(told, " pass "));
	return st;
}

START_TEST(an_end_is_held_back)
{
	struct stage *st = begin_both();
	stage_message(st, 2, "EventAck", 3);
	stage_serve(st, SERVE_FENCES);
	ck_assert_ptr_nonnull(
	    strstr(stage_told(st), "waits pass none\nslow pass none\n"));
	stage_play(st, SERVE_ALL, 60000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* No case is left that could have seen something. */
START_TEST(what_is_held_back_is_told_when_the_run_breaks_off)
{
	struct stage *st = begin_both();
	campaign_break(st->campaign, true, "interrupted", st->now_ns);
	expect_end(st, "waits aborted none\nslow pass none\n");
	stage_play(st, SERVE_CLOSES, 60000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* The one that rests on it was never started. */
START_TEST(what_is_held_back_is_told_at_the_end)
{
	struct stage *st = stage_begin("slow behind/waits two ask", 1);
	ck_assert(st->witnesses[0].started && !st->witnesses[1].started);
	stage_serve(st, SERVE_ALL);
	stage_wait(st, 2001);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS | SERVE_FENCES);
	campaign_break(st->campaign, true, "interrupted", st->now_ns);
	stage_play(st, SERVE_CLOSES, 60000);
	ck_assert(!st->witnesses[0].ended);
	ck_assert_uint_eq(stage_finish(st)->counts[VERDICT_PASS], 1);
	stage_free(st);
}
END_TEST

/* What was seen is certain, whether the phase itself was run or not. */
START_TEST(what_others_saw_stays_when_the_run_breaks_off)
{
	struct stage *st = play_news("ask behind/asks behind/asks-again queue");
	campaign_break(st->campaign, false, "it hung up", st->now_ns);
	stage_play(st, SERVE_CLOSES, 60000);
	ck_assert(!st->witnesses[0].started);
	const struct run_summary *sum = stage_finish(st);
	expect_end(st, "ask started\nask fail unexpected\nrun ended\n");
	ck_assert_uint_eq(sum->counts[VERDICT_FAIL], 1);
	stage_free(st);
}
END_TEST

START_TEST(and_when_the_phase_itself_broke_off)
{
	struct stage *st = play_news("ask behind/asks");
	stage_wait(st, 5001); /* until its connections are closed */
	ck_assert(st->witnesses[0].started);
	campaign_break(st->campaign, false, "it hung up", st->now_ns);
	expect_end(st, "ask fail unexpected\n");
	stage_play(st, SERVE_CLOSES, 60000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

Suite *
reliance_suite(void)
{
	Suite *s = suite_create("reliance");
	TCase *t = tcase_create("reliance");
	tcase_add_test(t, what_others_rest_on_starts_when_they_have_ended);
	tcase_add_test(t, what_has_to_wait_does_not_start_late);
	tcase_add_test(t, assumptions_start_last_and_count_apart);
	tcase_add_test(t, a_phase_fails_by_what_others_saw);
	tcase_add_test(t, a_phase_fails_by_what_was_seen_far_away);
	tcase_add_test(t, nobody_is_named_who_is_not_in_the_run);
	tcase_add_test(t, a_setup_fails_by_what_is_always_wrong);
	tcase_add_test(t, a_setup_does_not_fail_by_what_it_did_not_do);
	tcase_add_test(t, an_end_is_held_back);
	tcase_add_test(t, what_is_held_back_is_told_when_the_run_breaks_off);
	tcase_add_test(t, what_is_held_back_is_told_at_the_end);
	tcase_add_test(t, what_others_saw_stays_when_the_run_breaks_off);
	tcase_add_test(t, and_when_the_phase_itself_broke_off);
	suite_add_tcase(s, t);
	return s;
}
