/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a case: the clean-up at the server, and the closing of its
 * parties.
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

/* What no other case has is stopped by that one only. */
START_TEST(the_teardown_is_about_what_the_case_has_named)
{
	struct stage *st = begin("other");
	stage_message(st, 1, "EventAck", 1);
	stage_sent(st);
	stage_serve(st, SERVE_FENCES);
	ck_assert_str_eq(stage_sent(st),
	    "send 1 RequestStop 3 agent-1\n"
	    "send 1 RequestStop 4\n");
	ck_assert_ptr_nonnull(strstr(play(st), "other pass none\n"));
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

/* What comes to a party that left on purpose was under way, and is ignored. */
START_TEST(a_party_can_leave)
{
	struct stage *st = begin("leave");
	stage_message(st, 1, "EventAck", 1);
	ck_assert_str_eq(stage_sent(st), "close 2\n");
	stage_message(st, 2, "EventNews", -1);
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

/* Nothing may come for a closed party, whichever side closed it. */
START_TEST(what_comes_behind_closed_breaks_the_binding)
{
	struct stage *st = begin("leave");
	stage_message(st, 1, "EventAck", 1);
	stage_text(st, FRAME_CLOSED, 2, "");
	stage_message(st, 2, "EventAck", 1);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: EventAck reached agent1 after its "
	    "connection was closed; that frame is the last one of a party "
	    "(docs/binding.md, section 3).");
	ck_assert_ptr_nonnull(strstr(play(st), "leave error broken binding\n"));
	stage_free(st);
}
END_TEST

/* A fence was on its way when the server hung up. */
START_TEST(errors_of_who_has_left_are_ignored)
{
	struct stage *st = begin("leave");
	stage_message(st, 1, "EventAck", 1);
	stage_text(st, FRAME_ERROR, 2, "it is closing");
	stage_text(st, FRAME_CLOSED, 2, "");
	stage_text(st, FRAME_ERROR, 2, "it is closed");
	stage_message(st, 1, "EventNews", -1);
	ck_assert_ptr_nonnull(strstr(play(st), "leave pass none\n"));
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
	stage_wait(st, 4999);
	ck_assert(!campaign_is_over(st->campaign));
	stage_wait(st, 1);
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_uint_eq(stage_finish(st)->broken_bindings, 1);
	ck_assert_ptr_nonnull(strstr(stage_told(st),
	    "note: The binding is broken: agent2 was not closed within 5 s "
	    "(docs/binding.md, section 3)."));
	stage_free(st);
}
END_TEST

START_TEST(a_late_runner_waits_for_the_closing_anew)
{
	struct stage *st = begin_closing();
	stage_wait(st, 500);
	campaign_note_lag(st->campaign, NS_PER_S);
	stage_wait(st, 9499);
	ck_assert(!campaign_is_over(st->campaign));
	stage_wait(st, 1);
	ck_assert(campaign_is_over(st->campaign));
	stage_finish(st);
	stage_free(st);
}
END_TEST

START_TEST(the_end_of_a_run_waits_for_less)
{
	struct stage *st = begin_closing();
	stage_wait(st, 500);
	campaign_break(st->campaign, true, "", st->now_ns);
	stage_wait(st, 1000);
	ck_assert(campaign_is_over(st->campaign));
	ck_assert_uint_eq(stage_finish(st)->broken_bindings, 0);
	stage_free(st);
}
END_TEST

START_TEST(nothing_is_told_while_it_closes)
{
	struct stage *st = begin_closing();
	stage_message(st, 1, "EventAck", 2);
	stage_message(st, 2, "EventNews", -1);
	stage_text(st, FRAME_ERROR, 1, "late");
	ck_assert_str_eq(stage_told(st), "");
	stage_wait(st, 6000);
	stage_finish(st);
	stage_free(st);
}
END_TEST

/* But what shows that the binding is broken is told once. */
START_TEST(a_malformed_line_is_told_while_it_closes)
{
	struct stage *st = begin_closing();
	stage_malformed(st, 1);
	ck_assert_ptr_nonnull(strstr(stage_told(st),
	    "note: The binding is broken: a line of the server's is no frame "
	    "(B-24): no JSON; it is '{\\x00oops'."));
	stage_malformed(st, 0);
	ck_assert_str_eq(stage_told(st), "");
	stage_wait(st, 1);
	ck_assert_uint_eq(stage_finish(st)->broken_bindings, 2);
	stage_free(st);
}
END_TEST

START_TEST(who_has_left_is_not_spoken_to)
{
	struct stage *st = begin_closing();
	stage_wait(st, 6000);
	stage_told(st);
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
closing_suite(void)
{
	Suite *s = suite_create("closing");
	TCase *t = tcase_create("closing");
	tcase_add_test(t, the_teardown_is_sent_unjudged);
	tcase_add_test(t, the_teardown_is_about_what_the_case_has_named);
	tcase_add_test(t, the_teardown_spares_who_has_left);
	tcase_add_test(t, no_teardown_without_a_request);
	tcase_add_test(t, a_teardown_that_is_refused_is_told);
	tcase_add_test(t, a_teardown_may_be_refused_as_the_fixture_says);
	tcase_add_test(t, a_teardown_without_an_answer_is_told);
	tcase_add_test(t, it_is_told_once);
	tcase_add_test(t, a_party_that_goes_away_answers_nothing);
	tcase_add_test(t, the_teardown_follows_an_error_too);
	tcase_add_test(t, a_party_can_leave);
	tcase_add_test(t, errors_of_who_has_left_are_ignored);
	tcase_add_test(t, what_comes_behind_closed_breaks_the_binding);
	tcase_add_test(t, it_is_over_when_all_are_closed);
	tcase_add_test(t, closing_has_a_limit);
	tcase_add_test(t, a_late_runner_waits_for_the_closing_anew);
	tcase_add_test(t, the_end_of_a_run_waits_for_less);
	tcase_add_test(t, nothing_is_told_while_it_closes);
	tcase_add_test(t, a_malformed_line_is_told_while_it_closes);
	tcase_add_test(t, who_has_left_is_not_spoken_to);
	suite_add_tcase(s, t);
	return s;
}
