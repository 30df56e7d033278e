/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of one case: its facts, the ways in which it breaks, what is done
 * behind it.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

static struct stage *
begin(const char *name)
{
	struct stage *st = stage_begin(name, 1);
	stage_serve(st, SERVE_OPENS);
	stage_sent(st);
	return st;
}

static const char *
play(struct stage *st)
{
	stage_play(st, SERVE_ALL, 10000);
	stage_finish(st);
	return stage_told(st);
}

START_TEST(the_facts_of_a_case)
{
	struct stage *st = begin("ask");
	stage_message(st, 1, "EventBackground", -1);
	stage_message(st, 1, "EventAck", 1);
	ck_assert_str_eq(play(st),
	    "run started\n"
	    "ask started\n"
	    "ask stimulus 1 agent1 RequestGo\n"
	    "ask observed 0 agent1 EventBackground\n"
	    "ask observed 2 agent1 EventAck\n"
	    "ask pass none\n"
	    "run ended\n");
	stage_free(st);
}
END_TEST

/* The first request waits for the last party. */
START_TEST(nothing_is_sent_before_all_are_open)
{
	struct stage *st = stage_begin("two", 1);
	ck_assert_str_eq(stage_sent(st), "open 1 agent2\nopen 2 agent1\n");
	stage_text(st, FRAME_OPENED, 1, "");
	stage_text(st, FRAME_OPENED, 1, "");
	stage_wait(st, 3000);
	ck_assert_str_eq(stage_sent(st), "");
	stage_text(st, FRAME_OPENED, 2, "");
	ck_assert_str_eq(stage_sent(st), "send 1 RequestGo 1\n");
	stage_serve(st, 0);
	stage_message(st, 1, "EventAck", 1);
	stage_message(st, 2, "EventNews", -1);
	ck_assert_ptr_nonnull(strstr(play(st), "two pass none\n"));
	stage_free(st);
}
END_TEST

/* It may yet open it: then it shall not keep it. */
START_TEST(a_party_that_is_never_opened_is_an_error)
{
	struct stage *st = stage_begin("two", 1);
	stage_text(st, FRAME_OPENED, 1, "");
	stage_sent(st);
	stage_wait(st, 10000);
	ck_assert(!st->witnesses[0].ended);
	stage_wait(st, 1);
	ck_assert(st->witnesses[0].ended);
	ck_assert_str_eq(stage_sentence(st),
	    "The server did not answer 'open' for agent1 with 'opened' within "
	    "10 s.");
	ck_assert_ptr_nonnull(strstr(stage_sent(st), "close 1\n"));
	stage_text(st, FRAME_CLOSED, 1, "");
	stage_wait(st, 1000);
	ck_assert_str_eq(stage_sent(st), "close 2\n");
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	ck_assert_ptr_nonnull(
	    strstr(stage_told(st), "two error unreachable\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_late_runner_waits_for_the_opening_anew)
{
	struct stage *st = stage_begin("ask", 1);
	stage_wait(st, 9000);
	campaign_note_lag(st->campaign, 2 * NS_PER_S);
	stage_wait(st, 2000);
	ck_assert(!st->witnesses[0].ended);
	stage_wait(st, 10001);
	ck_assert(st->witnesses[0].ended);
	ck_assert_ptr_nonnull(strstr(play(st), "ask error unreachable\n"));
	stage_free(st);
}
END_TEST

START_TEST(who_opens_late_is_closed)
{
	struct stage *st = stage_begin("ask", 1);
	campaign_break(st->campaign, true, "enough", st->now_ns);
	ck_assert_str_eq(stage_sent(st), "open 1 agent1\n");
	stage_text(st, FRAME_OPENED, 1, "");
	ck_assert_str_eq(stage_sent(st), "close 1\n");
	stage_text(st, FRAME_CLOSED, 1, "");
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* The request that was due waited: the recording does not lack it. */
START_TEST(what_breaks_while_it_opens_is_judged_again)
{
	struct stage *st = stage_begin("two", 1);
	stage_text(st, FRAME_OPENED, 1, "");
	stage_malformed(st, 1);
	ck_assert_ptr_nonnull(strstr(play(st), "two fail malformed\n"));
	stage_free(st);
}
END_TEST

/* Not of the time that the server has for its greeting. */
START_TEST(opening_is_no_time_of_the_server)
{
	struct stage *st = stage_begin("greeted", 1);
	stage_wait(st, 900);
	stage_serve(st, SERVE_OPENS);
	stage_play(st, SERVE_FENCES | SERVE_CLOSES, 9000);
	stage_finish(st);
	ck_assert_ptr_nonnull(
	    strstr(stage_told(st), "greeted inconclusive runner late\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_missing_message_fails_in_time)
{
	struct stage *st = begin("ask");
	stage_wait(st, 1000);
	ck_assert_str_eq(stage_sent(st), "");
	stage_wait(st, 1);
	ck_assert_str_eq(stage_sent(st), "fence 1\n");
	ck_assert_ptr_nonnull(strstr(play(st), "ask fail missing\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_disconnection_fails)
{
	struct stage *st = begin("ask");
	stage_text(st, FRAME_CLOSED, 1, "maintenance");
	/* Nobody is left who could be closed: it is over at once. */
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_str_eq(stage_sent(st), "");
	ck_assert_ptr_nonnull(strstr(stage_told(st),
	    "ask observed 2 agent1 disconnected\nask fail disconnected\n"));
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_party_disconnects_once)
{
	struct stage *st = begin("two");
	stage_text(st, FRAME_CLOSED, 2, "maintenance");
	stage_text(st, FRAME_CLOSED, 2, "maintenance");
	const char *told = play(st);
	const char *first = strstr(told, "disconnected");
	ck_assert_ptr_nonnull(strstr(told, "two fail disconnected\n"));
	ck_assert_ptr_null(strstr(first + 1, "observed"));
	stage_free(st);
}
END_TEST

START_TEST(an_error_for_a_party_is_the_servers)
{
	struct stage *st = begin("ask");
	stage_text(st, FRAME_ERROR, 1, "no such party");
	ck_assert_str_eq(stage_sentence(st),
	    "The server could not serve a frame of the runner: no such party");
	ck_assert_ptr_nonnull(strstr(play(st), "ask error unreachable\n"));
	stage_free(st);
}
END_TEST

START_TEST(frames_that_only_we_send_are_ignored)
{
	struct stage *st = begin("ask");
	stage_text(st, FRAME_OPEN, 1, "agent1");
	stage_text(st, FRAME_CLOSE, 1, "");
	stage_text(st, FRAME_OPENED, 1, "");
	stage_message(st, 1, "EventAck", 1);
	ck_assert_ptr_nonnull(strstr(play(st), "ask pass none\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_malformed_frame_fails_its_party)
{
	struct stage *st = begin("two");
	stage_malformed(st, 2);
	ck_assert_ptr_nonnull(
	    strstr(stage_told(st), "two observed 2 agent1 malformed\n"));
	ck_assert_ptr_nonnull(strstr(play(st), "two fail malformed\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_value_that_did_not_come_is_an_error)
{
	struct stage *st = begin("unresolved");
	stage_message(st, 1, "EventAck", 1);
	ck_assert_ptr_nonnull(
	    strstr(stage_sentence(st), "'{ack.text}', which no message"));
	ck_assert_ptr_nonnull(strstr(play(st), "unresolved error unresolved"));
	stage_free(st);
}
END_TEST

/* Everything of it has been waited for, and nothing limits the rest. */
START_TEST(a_case_without_deadline_is_given_up)
{
	struct stage *st = begin("limitless");
	stage_message(st, 1, "EventAck", 1);
	stage_wait(st, 60000);
	ck_assert_msg(!st->witnesses[0].ended, "%s", stage_sentence(st));
	stage_wait(st, 2000);
	ck_assert(st->witnesses[0].ended);
	ck_assert_ptr_nonnull(
	    strstr(stage_sentence(st), "For 60 s the case has waited"));
	ck_assert_ptr_nonnull(strstr(play(st), "limitless error unresolved"));
	stage_free(st);
}
END_TEST

/* The stream never pauses, so no deadline can be said to be missed. */
START_TEST(a_server_that_never_pauses_is_given_up)
{
	struct stage *st = begin("ask");
	int64_t quiet_ns = st->now_ns;
	struct frame f = { .kind = FRAME_MESSAGE,
		.party = 1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("EventBackground") };
	for (int i = 0; i < 30; i++) {
		st->now_ns += NS_PER_S;
		struct reading_time when = { quiet_ns, st->now_ns };
		campaign_frame(st->campaign, &f, when);
		campaign_advance(st->campaign, st->now_ns, quiet_ns);
	}
	frame_clear(&f);
	ck_assert(!st->witnesses[0].ended);
	st->now_ns += 2 * NS_PER_S;
	campaign_advance(st->campaign, st->now_ns, quiet_ns);
	ck_assert(st->witnesses[0].ended);
	ck_assert_ptr_nonnull(
	    strstr(stage_sentence(st), "for 30 s there was always more"));
	ck_assert_ptr_nonnull(strstr(play(st), "ask inconclusive runner late"));
	stage_free(st);
}
END_TEST

/*
 * agent1 is the second party of the case and the first of the teardown; media
 * is not there, nor is the value of agent2's first request.
 */
START_TEST(the_teardown_is_sent_unjudged)
{
	struct stage *st = begin("two");
	stage_message(st, 1, "EventAck", 1);
	stage_message(st, 2, "EventNews", -1);
	stage_sent(st);
	stage_serve(st, SERVE_FENCES);
	ck_assert_str_eq(stage_sent(st),
	    "send 2 RequestStop 2 agent-2 place-1\n"
	    "send 1 RequestStop 4 agent-1\n");
	/* They are closed when all is answered. */
	stage_message(st, 2, "EventAck", 2);
	stage_message(st, 2, "EventAck", 2);
	stage_message(st, 2, "EventAck", 4);
	stage_message(st, 1, "EventNews", -1);
	ck_assert_str_eq(stage_sent(st), "");
	stage_message(st, 1, "EventAck", 4);
	ck_assert_str_eq(stage_sent(st), "close 1\nclose 2\n");
	const char *told = play(st);
	ck_assert_ptr_null(strstr(told, "RequestStop"));
	ck_assert_ptr_null(strstr(told, "note"));
	stage_free(st);
}
END_TEST

START_TEST(the_teardown_spares_who_has_left)
{
	struct stage *st = begin("two");
	stage_text(st, FRAME_CLOSED, 2, "gone");
	stage_sent(st);
	stage_serve(st, SERVE_FENCES);
	ck_assert_str_eq(stage_sent(st), "send 1 RequestStop 3 agent-1\n");
	stage_message(st, 1, "EventAck", 3);
	ck_assert_str_eq(stage_sent(st), "close 1\n");
	play(st);
	stage_free(st);
}
END_TEST

/* Who never asked the server for anything has left nothing there. */
START_TEST(no_teardown_without_a_request)
{
	struct stage *st = stage_begin("two", 1);
	stage_text(st, FRAME_ERROR, 1, "full");
	stage_text(st, FRAME_OPENED, 1, "");
	ck_assert_ptr_null(strstr(stage_sent(st), "RequestStop"));
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* All of "two" has come but the answers to the teardown. */
static struct stage *
begin_teardown(const char *names)
{
	struct stage *st = stage_begin(names, 1);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventAck", 1);
	stage_message(st, 2, "EventNews", -1);
	stage_serve(st, SERVE_FENCES);
	stage_told(st);
	stage_sent(st);
	return st;
}

#define NOT_DONE "note: the clean-up after stage/plain/two was not done: "
#define CONSEQUENCE                                                            \
	"; the agents and the interaction of a case may stay busy in the "     \
	"server, and later cases that get them may be inconclusive\n"

START_TEST(a_teardown_that_is_refused_is_told)
{
	struct stage *st = begin_teardown("two");
	struct frame f = { .kind = FRAME_MESSAGE,
		.party = 1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("EventError") };
	message_set_integer(f.message, "referenceId", 4);
	message_set_integer(f.message, "errorCode", 7);
	message_set_string(f.message, "errorDescription", "not you");
	struct reading_time when = { st->now_ns, st->now_ns };
	campaign_frame(st->campaign, &f, when);
	frame_clear(&f);
	stage_message(st, 2, "EventAck", 2);
	ck_assert_str_eq(stage_sent(st), "close 1\nclose 2\n");
	ck_assert_str_eq(stage_told(st),
	    NOT_DONE "RequestStop of agent2 was answered by EventError, error "
		     "7, 'not you'" CONSEQUENCE);
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_teardown_may_be_refused_as_the_fixture_says)
{
	struct stage *st = begin_teardown("two");
	struct frame f = { .kind = FRAME_MESSAGE,
		.party = 1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("EventError") };
	message_set_integer(f.message, "referenceId", 4);
	message_set_integer(f.message, "errorCode", 43);
	struct reading_time when = { st->now_ns, st->now_ns };
	campaign_frame(st->campaign, &f, when);
	frame_clear(&f);
	/* For this one the fixture has no answer: any will do. */
	stage_message(st, 2, "EventError", 2);
	ck_assert_str_eq(stage_told(st), "");
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_teardown_without_an_answer_is_told)
{
	struct stage *st = begin_teardown("two");
	stage_message(st, 1, "EventAck", 4);
	stage_wait(st, 999);
	ck_assert_str_eq(stage_sent(st), "");
	stage_wait(st, 1);
	ck_assert_str_eq(stage_sent(st), "close 1\nclose 2\n");
	ck_assert_str_eq(stage_told(st),
	    NOT_DONE "RequestStop of agent1 was not answered" CONSEQUENCE);
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(it_is_told_once)
{
	struct stage *st = begin_teardown("two two");
	stage_play(st, SERVE_OPENS | SERVE_FENCES | SERVE_CLOSES, 60000);
	const char *told = stage_told(st);
	const char *first = strstr(told, "note: ");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 1, "note: "));
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_party_that_goes_away_answers_nothing)
{
	struct stage *st = begin_teardown("two");
	stage_message(st, 1, "EventAck", 4);
	stage_text(st, FRAME_CLOSED, 2, "bye");
	ck_assert_str_eq(stage_sent(st), "close 1\n");
	ck_assert_ptr_nonnull(strstr(stage_told(st), "was not answered"));
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(the_teardown_follows_an_error_too)
{
	struct stage *st = begin("two");
	stage_text(st, FRAME_ERROR, 1, "full");
	ck_assert_ptr_nonnull(strstr(stage_sent(st), "RequestStop"));
	play(st);
	stage_free(st);
}
END_TEST

/* What comes to a party that left on purpose was under way, and is nobody's. */
START_TEST(a_party_can_leave)
{
	struct stage *st = begin("leave");
	stage_message(st, 1, "EventAck", 1);
	ck_assert_str_eq(stage_sent(st), "close 2\n");
	stage_message(st, 2, "EventNews", -1);
	stage_malformed(st, 2);
	stage_text(st, FRAME_CLOSED, 2, "");
	stage_message(st, 1, "EventNews", -1);
	ck_assert_str_eq(stage_sent(st), "fence 1\n");
	stage_serve(st, SERVE_FENCES);
	ck_assert_str_eq(stage_sent(st), "send 1 RequestStop 3 agent-1\n");
	stage_message(st, 1, "EventAck", 3);
	ck_assert_str_eq(stage_sent(st), "close 1\n");
	ck_assert_str_eq(play(st),
	    "run started\n"
	    "leave started\n"
	    "leave stimulus 1 agent2 RequestGo\n"
	    "leave observed 2 agent2 EventAck\n"
	    "leave stimulus 3 agent1 disconnected\n"
	    "leave observed 4 agent2 EventNews\n"
	    "leave pass none\n"
	    "run ended\n");
	stage_free(st);
}
END_TEST

/* Judged, and everything that comes now comes too late. */
static struct stage *
begin_closing(void)
{
	struct stage *st = begin("two");
	stage_message(st, 1, "EventAck", 1);
	stage_message(st, 2, "EventNews", -1);
	stage_serve(st, SERVE_FENCES);
	stage_message(st, 1, "EventAck", 4);
	stage_message(st, 2, "EventAck", 2);
	stage_told(st);
	return st;
}

START_TEST(it_is_over_when_all_are_closed)
{
	struct stage *st = begin_closing();
	stage_text(st, FRAME_CLOSED, 1, "");
	ck_assert(!campaign_is_over(st->campaign));
	stage_text(st, FRAME_CLOSED, 2, "");
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(closing_has_a_limit)
{
	struct stage *st = begin_closing();
	stage_wait(st, 999);
	ck_assert(!campaign_is_over(st->campaign));
	stage_wait(st, 1);
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(a_late_runner_waits_for_the_closing_anew)
{
	struct stage *st = begin_closing();
	stage_wait(st, 500);
	campaign_note_lag(st->campaign, NS_PER_S);
	stage_wait(st, 1499);
	ck_assert(!campaign_is_over(st->campaign));
	stage_wait(st, 1);
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(nothing_is_told_while_it_closes)
{
	struct stage *st = begin_closing();
	stage_message(st, 1, "EventAck", 2);
	stage_message(st, 2, "EventNews", -1);
	stage_malformed(st, 1);
	stage_malformed(st, 0);
	stage_text(st, FRAME_ERROR, 1, "late");
	stage_fence(st, 1, 1);
	ck_assert_str_eq(stage_told(st), "");
	stage_wait(st, 2000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(who_has_left_is_not_spoken_to)
{
	struct stage *st = begin_closing();
	stage_wait(st, 2000);
	stage_text(st, FRAME_CLOSED, 1, "");
	stage_message(st, 2, "EventNews", -1);
	stage_malformed(st, 2);
	stage_malformed(st, 0);
	stage_text(st, FRAME_ERROR, 2, "late");
	stage_message(st, 99, "EventNews", -1);
	stage_message(st, 0, "EventNews", -1);
	ck_assert_str_eq(stage_told(st), "");
	stage_finish(st);
	stage_free(st);
}
END_TEST

Suite *
session_suite(void)
{
	Suite *s = suite_create("session");
	TCase *t = tcase_create("session");
	tcase_add_test(t, the_facts_of_a_case);
	tcase_add_test(t, nothing_is_sent_before_all_are_open);
	tcase_add_test(t, a_party_that_is_never_opened_is_an_error);
	tcase_add_test(t, a_late_runner_waits_for_the_opening_anew);
	tcase_add_test(t, who_opens_late_is_closed);
	tcase_add_test(t, what_breaks_while_it_opens_is_judged_again);
	tcase_add_test(t, opening_is_no_time_of_the_server);
	tcase_add_test(t, a_missing_message_fails_in_time);
	tcase_add_test(t, a_disconnection_fails);
	tcase_add_test(t, a_party_disconnects_once);
	tcase_add_test(t, an_error_for_a_party_is_the_servers);
	tcase_add_test(t, frames_that_only_we_send_are_ignored);
	tcase_add_test(t, a_malformed_frame_fails_its_party);
	tcase_add_test(t, a_value_that_did_not_come_is_an_error);
	tcase_add_test(t, a_case_without_deadline_is_given_up);
	tcase_add_test(t, a_server_that_never_pauses_is_given_up);
	tcase_add_test(t, the_teardown_is_sent_unjudged);
	tcase_add_test(t, the_teardown_spares_who_has_left);
	tcase_add_test(t, the_teardown_follows_an_error_too);
	tcase_add_test(t, no_teardown_without_a_request);
	tcase_add_test(t, a_teardown_that_is_refused_is_told);
	tcase_add_test(t, a_teardown_may_be_refused_as_the_fixture_says);
	tcase_add_test(t, a_teardown_without_an_answer_is_told);
	tcase_add_test(t, it_is_told_once);
	tcase_add_test(t, a_party_that_goes_away_answers_nothing);
	tcase_add_test(t, a_party_can_leave);
	tcase_add_test(t, it_is_over_when_all_are_closed);
	tcase_add_test(t, closing_has_a_limit);
	tcase_add_test(t, a_late_runner_waits_for_the_closing_anew);
	tcase_add_test(t, nothing_is_told_while_it_closes);
	tcase_add_test(t, who_has_left_is_not_spoken_to);
	suite_add_tcase(s, t);
	return s;
}
