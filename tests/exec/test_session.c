/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of one case: its facts, and the ways in which it breaks.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"
#include "tests/occurrences.h"

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
	ck_assert_ptr_nonnull(strstr(play(st), "two error broken binding\n"));
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

/* They are counted, and what matters is still reported. */
START_TEST(a_flood_of_background_is_not_told)
{
	struct stage *st = begin("ask");
	for (int i = 0; i < 5500; i++)
		stage_message(st, 1, "EventBackground", -1);
	stage_message(st, 1, "EventAck", 1);
	const char *told = play(st);
	ck_assert_uint_eq(
	    occurrences(told, "ask observed 0 agent1 EventBackground\n"), 5008);
	ck_assert_ptr_nonnull(strstr(told, "ask observed 2 agent1 EventAck\n"));
	ck_assert_ptr_nonnull(strstr(told, "ask pass none\n"));
	ck_assert_ptr_nonnull(strstr(told, "\nnote: 492 messages, "));
	stage_free(st);
}
END_TEST

START_TEST(nor_are_long_ones)
{
	struct stage *st = begin("ask");
	struct frame f = { .kind = FRAME_MESSAGE,
		.party = 1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("EventBackground") };
	struct reading_time when = { st->now_ns, st->now_ns };
	char text[100001];
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	message_set_string(f.message, "text", text);
	for (int i = 0; i < 30; i++)
		campaign_frame(st->campaign, &f, when);
	frame_clear(&f);
	stage_message(st, 1, "EventAck", 1);
	const char *told = play(st);
	ck_assert_uint_eq(occurrences(told, "ask observed 0"), 12);
	ck_assert_ptr_nonnull(strstr(told, "\nnote: 18 messages, "));
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
	/* No party is left to close: it is over immediately. */
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

START_TEST(an_error_for_an_open_party_is_an_error)
{
	struct stage *st = begin("ask");
	stage_text(st, FRAME_ERROR, 1, "no such party");
	ck_assert_str_eq(stage_sentence(st),
	    "The server could not serve a frame of agent1: no such party");
	ck_assert_ptr_nonnull(strstr(play(st), "ask error unreachable\n"));
	stage_free(st);
}
END_TEST

START_TEST(an_open_that_is_answered_by_an_error_is_of_the_binding)
{
	struct stage *st = stage_begin("ask", 1);
	stage_text(st, FRAME_ERROR, 1, "no licence");
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: 'open' of agent1 was answered by an error "
	    "(B-25): no licence");
	ck_assert_ptr_nonnull(strstr(play(st), "ask error broken binding\n"));
	stage_free(st);
}
END_TEST

/* What every message has, whatever the catalogue says of it. */
static void
expect_misencoded(struct frame *f, const char *why)
{
	struct stage *st = begin("ask");
	f->kind = FRAME_MESSAGE;
	f->party = 1;
	stage_frame(st, f);
	const char *sentence = stage_sentence(st);
	ck_assert_msg(
	    strstr(sentence, "is no frame (B-24): ") && strstr(sentence, why),
	    "%s", sentence);
	ck_assert_ptr_nonnull(strstr(play(st), "ask error broken binding\n"));
	stage_free(st);
}

START_TEST(a_reference_is_an_integer)
{
	struct frame f = { .protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new("EventAck") };
	message_set_string(f.message, "referenceId", "1");
	expect_misencoded(&f, "'referenceId' is no integer; it is '{\"frame\"");
}
END_TEST

START_TEST(a_tag_is_one_of_the_catalogue)
{
	struct frame f = { .protocol = "SIP",
		.message = message_new("EventAck") };
	message_set_integer(f.message, "referenceId", 1);
	expect_misencoded(
	    &f, "'protocol' is 'SIP', which the catalogue does not have");
}
END_TEST

START_TEST(frames_that_only_we_send_are_ignored)
{
	struct stage *st = begin("ask");
	stage_text(st, FRAME_OPEN, 1, "agent1");
	stage_text(st, FRAME_CLOSE, 1, "");
	stage_message(st, 1, "EventAck", 1);
	ck_assert_ptr_nonnull(strstr(play(st), "ask pass none\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_party_is_opened_once)
{
	struct stage *st = begin("ask");
	stage_text(st, FRAME_OPENED, 1, "");
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: agent1 was opened twice (docs/binding.md, "
	    "section 3).");
	ck_assert_ptr_nonnull(strstr(play(st), "ask error broken binding\n"));
	stage_free(st);
}
END_TEST

START_TEST(a_malformed_frame_is_of_the_binding)
{
	struct stage *st = begin("two");
	stage_malformed(st, 2);
	ck_assert_ptr_nonnull(strstr(play(st),
	    "two observed 2 agent1 malformed\n"
	    "two error broken binding\n"));
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
	    strstr(stage_sentence(st), "The case waited 60 s for a message"));
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
	    strstr(stage_sentence(st), "sent without pause for 30 s"));
	ck_assert_ptr_nonnull(strstr(play(st), "ask inconclusive runner late"));
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
	tcase_add_test(t, a_flood_of_background_is_not_told);
	tcase_add_test(t, nor_are_long_ones);
	tcase_add_test(t, a_missing_message_fails_in_time);
	tcase_add_test(t, a_disconnection_fails);
	tcase_add_test(t, a_party_disconnects_once);
	tcase_add_test(t, an_error_for_an_open_party_is_an_error);
	tcase_add_test(
	    t, an_open_that_is_answered_by_an_error_is_of_the_binding);
	tcase_add_test(t, a_reference_is_an_integer);
	tcase_add_test(t, a_tag_is_one_of_the_catalogue);
	tcase_add_test(t, frames_that_only_we_send_are_ignored);
	tcase_add_test(t, a_party_is_opened_once);
	tcase_add_test(t, a_malformed_frame_is_of_the_binding);
	tcase_add_test(t, a_value_that_did_not_come_is_an_error);
	tcase_add_test(t, a_case_without_deadline_is_given_up);
	tcase_add_test(t, a_server_that_never_pauses_is_given_up);
	suite_add_tcase(s, t);
	return s;
}
