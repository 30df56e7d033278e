/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A party of the run: how it comes into place, who gets what it is told, and
 * what becomes of what is about nobody, or about a case that has ended.
 *
 * The set-up is the last case of each stage, and its party is number 1.
 */
#include "runner/exec/hub.h"
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

#define SETUP " +setup/engine/connects"
#define ENGINE 1

static void
expect_told(struct stage *st, const char *wanted)
{
	const char *told = stage_told(st);
	ck_assert_msg(strstr(told, wanted), "no '%s' in:\n%s", wanted, told);
}

/* With the engine in place, and the cases started: all but the news has come.
 */
static struct stage *
begin(const char *cases, unsigned jobs)
{
	struct stage *st = stage_begin(cases, jobs);
	ck_assert_str_eq(stage_sent(st), "open 1 reporting\n");
	ck_assert_str_eq(stage_told(st), "run started\nconnects started\n");
	stage_told(st);
	stage_serve(st, SERVE_ALL);
	return st;
}

/* What ends a case, and starts the next one. */
static void
report(struct stage *st, const char *interaction)
{
	stage_report(st, ENGINE, interaction);
	stage_serve(st, SERVE_ALL);
}

static void
finish(struct stage *st, unsigned passed, unsigned failed)
{
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], passed);
	ck_assert_uint_eq(sum->counts[VERDICT_FAIL], failed);
	stage_free(st);
}

/* Only the engine's own number is known to the server. */
START_TEST(nothing_comes_for_a_number_that_the_server_was_never_told)
{
	struct stage *st = begin("reported/news" SETUP, 10);
	stage_message(st, 3, "EventNews", -1);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: EventNews came for party 3, which was "
	    "never opened (B-70).");
	stage_play(st, SERVE_ALL, 60000);
	stage_finish(st);
	expect_told(st, "news error broken binding\n");
	stage_free(st);
}
END_TEST

START_TEST(one_serves_all)
{
	struct stage *st = begin("reported/news reported/news" SETUP, 10);
	/* Its number for the first case, 3, is never used. */
	const char *sent = stage_sent(st);
	ck_assert_msg(strstr(sent,
			  "send 1 RequestGo 1\nfence 1\n"
			  "open 2 agent1\nopen 4 agent1\n"),
	    "%s", sent);
	ck_assert_ptr_null(strstr(sent, "reporting"));
	expect_told(st, "news started\nnews started\n");
	stage_report(st, ENGINE, "ix-test-2");
	ck_assert_str_eq(
	    stage_told(st), "news observed 3 reporting EventNews\n");
	ck_assert_uint_eq(st->witnesses[1].numbers, 3);
	stage_report(st, ENGINE, "ix-test-1");
	ck_assert_uint_eq(st->witnesses[0].numbers, 3);
	finish(st, 2, 0);
}
END_TEST

START_TEST(it_is_closed_at_the_end)
{
	struct stage *st = begin("reported/news" SETUP, 10);
	report(st, "ix-test-1");
	ck_assert_ptr_nonnull(strstr(stage_sent(st), "close 1\n"));
	finish(st, 1, 0);
}
END_TEST

/* Nobody else is in the run, and so it is a case as any other. */
START_TEST(the_set_up_alone)
{
	struct stage *st = stage_begin("setup/engine/connects", 1);
	finish(st, 1, 0);
}
END_TEST

START_TEST(who_needs_it_is_not_run_without_it)
{
	struct stage *st =
	    stage_begin("reported/news ask reported/news" SETUP, 10);
	stage_text(st, FRAME_OPENED, ENGINE, "");
	stage_message(st, ENGINE, "EventError", 1);
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_ptr_null(strstr(stage_sent(st), "agent1\nopen 4"));
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 2);
	ck_assert_uint_eq(sum->assumptions[VERDICT_INCONCLUSIVE], 1);
	expect_told(st, "news started\nnews inconclusive wrong answer\n");
	stage_free(st);
}
END_TEST

START_TEST(the_sentence_says_where_to_look)
{
	struct stage *st = stage_begin("reported/news" SETUP, 10);
	stage_text(st, FRAME_CLOSED, ENGINE, "no");
	stage_serve(st, SERVE_ALL);
	ck_assert_uint_eq(st->witnesses[0].verdict, VERDICT_INCONCLUSIVE);
	stage_play(st, SERVE_ALL, 60000);
	stage_finish(st);
	ck_assert_ptr_nonnull(strstr(stage_told(st), "news inconclusive"));
	stage_free(st);
}
END_TEST

/* It is reported to the set-up, once, and no case is blamed. */
START_TEST(what_is_about_nobody_is_the_runs)
{
	struct stage *st = begin("reported/news ask" SETUP, 10);
	stage_report(st, ENGINE, "ix-test-1");
	stage_told(st);
	stage_report(st, ENGINE, "of-nobody");
	ck_assert_str_eq(
	    stage_told(st), "connects observed 0 reporting EventNews\n");
	finish(st, 2, 0);
}
END_TEST

/* It may be the one that the case waits for, under a wrong id. */
START_TEST(what_names_nobody_may_be_a_cases)
{
	struct stage *st = begin("reported/news" SETUP, 10);
	stage_told(st);
	stage_report(st, ENGINE, "of-nobody");
	expect_told(st, "news observed ");
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_uint_eq(st->witnesses[0].verdict, VERDICT_FAIL);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_second_answer_fails_the_set_up)
{
	struct stage *st = begin("reported/news" SETUP, 10);
	stage_message(st, ENGINE, "EventAck", 1);
	stage_report(st, ENGINE, "ix-test-1");
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	ck_assert_uint_eq(sum->assumptions[VERDICT_FAIL], 1);
	stage_free(st);
}
END_TEST

START_TEST(what_the_clean_up_causes_is_no_matter)
{
	struct stage *st = begin("reported/news reported/news" SETUP, 1);
	report(st, "ix-test-1");
	expect_told(st, "news pass none\nnews started\n");
	stage_report(st, ENGINE, "ix-test-1");
	ck_assert_str_eq(stage_told(st), "");
	report(st, "ix-test-2");
	finish(st, 2, 0);
}
END_TEST

START_TEST(what_comes_late_fails_the_set_up)
{
	struct stage *st =
	    begin("reported/news reported/news reported/news" SETUP, 1);
	report(st, "ix-test-1");
	report(st, "ix-test-2"); /* with a fence for the first */
	stage_told(st);
	stage_report(st, ENGINE, "ix-test-1");
	ck_assert_str_eq(
	    stage_told(st), "connects observed 3 reporting EventNews\n");
	stage_report(st, ENGINE, "ix-test-1");
	ck_assert_str_eq(
	    stage_told(st), "connects observed 4 reporting EventNews\n");
	report(st, "ix-test-3");
	stage_play(st, SERVE_ALL, 60000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 3);
	ck_assert_uint_eq(sum->assumptions[VERDICT_FAIL], 1);
	expect_told(st, "connects fail unexpected\n");
	ck_assert_str_eq(stage_sentence(st),
	    "EventNews about the interaction of stage/reported/news reached "
	    "reporting when that case had passed and was cleaned up; nothing "
	    "may come of it then.");
	stage_free(st);
}
END_TEST

START_TEST(a_case_brings_its_own)
{
	struct stage *st = stage_begin("reported/own", 1);
	ck_assert_str_eq(stage_sent(st), "open 1 reporting\n");
	stage_serve(st, SERVE_ALL);
	ck_assert_str_eq(stage_sent(st),
	    "send 1 RequestGo 1\nfence 1\nsend 1 RequestGo 2\nfence 1\n"
	    "close 1\n");
	finish(st, 1, 0);
}
END_TEST

START_TEST(a_lost_one_is_replaced)
{
	struct stage *st = begin("reported/news reported/news" SETUP, 1);
	stage_sent(st);
	stage_text(st, FRAME_CLOSED, ENGINE, "gone");
	expect_told(st, " reporting disconnected\n");
	stage_serve(st, SERVE_ALL);
	const char *sent = stage_sent(st);
	ck_assert_msg(strstr(sent, "open 4 reporting\n"), "%s", sent);
	stage_report(st, 4, "ix-test-2");
	stage_play(st, SERVE_ALL, 60000);
	ck_assert_uint_eq(st->witnesses[0].verdict, VERDICT_FAIL);
	ck_assert_uint_eq(st->witnesses[1].verdict, VERDICT_PASS);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_fence_serves_all_who_asked_before)
{
	struct hub h = { 0 };
	struct hub_wait wait = { 0, 2, 1, 0 }, told;
	for (unsigned i = 0; i < 20; i++) {
		wait.number = i;
		hub_ask(&h, &wait);
		ck_assert(hub_send(&h, 0) == (i < 8));
	}
	ck_assert_uint_eq(h.newest, 8);
	ck_assert(!hub_next(&h, &told));
	ck_assert(!hub_take(&h, 9));
	ck_assert(hub_take(&h, 7));
	for (unsigned i = 0; i < 7; i++) {
		ck_assert(hub_next(&h, &told));
		ck_assert_uint_eq(told.number, i);
	}
	ck_assert(!hub_next(&h, &told));
	ck_assert(!hub_take(&h, 7));
	/* The next one is for all the others. */
	ck_assert(hub_send(&h, 0));
	ck_assert(hub_take(&h, 9));
	for (unsigned i = 7; i < 20; i++) {
		ck_assert(hub_next(&h, &told));
		ck_assert_uint_eq(told.number, i);
	}
	ck_assert(!hub_next(&h, &told));
	vec_free(&h.waits);
}
END_TEST

/* What came together is over: the rest need not wait for an answer. */
START_TEST(the_rest_of_a_group_gets_one)
{
	struct hub h = { 0 };
	struct hub_wait wait = { 0, 2, 1, 0 };
	for (unsigned i = 0; i < 20; i++) {
		hub_ask(&h, &wait);
		hub_send(&h, 0);
	}
	ck_assert(hub_send_rest(&h, 0));
	ck_assert_uint_eq(h.newest, 9);
	ck_assert(!hub_send_rest(&h, 0));
	ck_assert_uint_eq(h.waits.items[19].by, 9);
	/* A server that returns none gets some more, but not without end. */
	unsigned more = 0;
	do
		hub_ask(&h, &wait);
	while (hub_send_rest(&h, 0) && ++more < 1000);
	ck_assert_uint_eq(more, 55);
	vec_free(&h.waits);
}
END_TEST

/* A case that has ended waits until another one asks. */
START_TEST(no_fence_is_sent_for_who_has_ended)
{
	struct hub h = { 0 };
	struct hub_wait over = { 1, 0, 0, 0 }, asks = { 2, 3, 1, 0 }, told;
	hub_ask(&h, &over);
	ck_assert(!hub_send(&h, 0));
	hub_ask(&h, &asks);
	ck_assert(hub_send(&h, 0));
	ck_assert(hub_take(&h, 1));
	ck_assert(hub_next(&h, &told));
	ck_assert_uint_eq(told.number, 1);
	vec_free(&h.waits);
}
END_TEST

/*
 * One that does not come back makes no case wait forever, and proves nothing.
 */
START_TEST(a_lost_fence_proves_nothing)
{
	struct hub h = { 0 };
	struct hub_wait asks = { 0, 2, 1, 0 }, told;
	for (unsigned i = 0; i < 9; i++) {
		hub_ask(&h, &asks);
		hub_send(&h, 0);
	}
	ck_assert(!hub_send(&h, NS_PER_S));
	ck_assert(hub_send(&h, 6 * NS_PER_S));
	ck_assert(!hub_next(&h, &told));
	ck_assert_uint_eq(h.newest, 9);
	vec_free(&h.waits);
}
END_TEST

/*
 * The run does not wait until the cases are closed, and all have ended
 * nevertheless.
 */
START_TEST(it_ends_when_the_channel_breaks)
{
	struct stage *st = begin("reported/news" SETUP, 1);
	campaign_break(st->campaign, false, "gone", st->now_ns);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_ERROR], 1);
	ck_assert_uint_eq(sum->assumptions[VERDICT_PASS], 1);
	stage_free(st);
}
END_TEST

Suite *
shared_suite(void)
{
	Suite *s = suite_create("shared");
	TCase *t = tcase_create("shared");
	tcase_add_test(
	    t, nothing_comes_for_a_number_that_the_server_was_never_told);
	tcase_add_test(t, one_serves_all);
	tcase_add_test(t, it_is_closed_at_the_end);
	tcase_add_test(t, the_set_up_alone);
	tcase_add_test(t, who_needs_it_is_not_run_without_it);
	tcase_add_test(t, the_sentence_says_where_to_look);
	tcase_add_test(t, what_is_about_nobody_is_the_runs);
	tcase_add_test(t, what_names_nobody_may_be_a_cases);
	tcase_add_test(t, a_second_answer_fails_the_set_up);
	tcase_add_test(t, what_the_clean_up_causes_is_no_matter);
	tcase_add_test(t, what_comes_late_fails_the_set_up);
	tcase_add_test(t, a_case_brings_its_own);
	tcase_add_test(t, a_lost_one_is_replaced);
	tcase_add_test(t, the_rest_of_a_group_gets_one);
	tcase_add_test(t, it_ends_when_the_channel_breaks);
	tcase_add_test(t, a_fence_serves_all_who_asked_before);
	tcase_add_test(t, no_fence_is_sent_for_who_has_ended);
	tcase_add_test(t, a_lost_fence_proves_nothing);
	suite_add_tcase(s, t);
	return s;
}
