/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fence that overtakes what was under way before it.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

/* The fence is back that gives up the optional message, and agent1 has asked
   again. */
static struct stage *
stage_behind_fence(int64_t fence_us)
{
	struct stage *st = stage_begin("overtaken/before-the-end", 1);
	stage_serve(st, SERVE_OPENS);
	st->server_us = fence_us;
	stage_fence(st, 1, st->fences[1]);
	ck_assert_ptr_nonnull(strstr(stage_sent(st), "send 1 RequestGo 2\n"));
	return st;
}

static void
end(struct stage *st, const char *told)
{
	stage_play(st, SERVE_FENCES | SERVE_CLOSES, 9000);
	stage_finish(st);
	const char *all = stage_told(st);
	ck_assert_msg(strstr(all, told) != NULL, "%s", all);
	stage_free(st);
}

START_TEST(an_answer_that_a_fence_overtakes_is_no_fault_of_the_server)
{
	struct stage *st = stage_behind_fence(0);
	stage_message(st, 1, "EventAck", 1);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: EventAck reached agent1 as the answer to "
	    "RequestGo after a fence that was sent after that request; a "
	    "fence must come after everything that was under way "
	    "(docs/binding.md, section 7).");
	end(st, "before-the-end error broken binding\n");
}
END_TEST

START_TEST(an_answer_to_what_was_asked_behind_the_fence_is_in_its_place)
{
	struct stage *st = stage_behind_fence(0);
	stage_message(st, 1, "EventAck", 2);
	end(st, "before-the-end pass none\n");
}
END_TEST

START_TEST(the_clock_of_the_server_tells)
{
	struct stage *st = stage_behind_fence(5000);
	st->server_us = 3500;
	stage_message(st, 1, "EventAck", 2);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: EventAck reached agent1 after a fence "
	    "that the server made 1.5 ms later, by its own clock; frames of "
	    "one party keep their order (docs/binding.md, sections 5 and 7).");
	end(st, "before-the-end error broken binding\n");
}
END_TEST

START_TEST(the_same_time_is_no_proof)
{
	struct stage *st = stage_behind_fence(5000);
	stage_message(st, 1, "EventAck", 2);
	end(st, "before-the-end pass none\n");
}
END_TEST

/* The verdict has been reported, so the run says so, once. */
START_TEST(what_comes_behind_the_case_is_noted)
{
	struct stage *st = stage_begin("overtaken/at-the-end", 1);
	stage_serve(st, SERVE_OPENS);
	stage_message(st, 1, "EventNews", -1);
	stage_fence(st, 1, st->fences[1]);
	ck_assert_ptr_nonnull(strstr(stage_told(st), "at-the-end pass none\n"));
	stage_message(st, 1, "EventAck", 1);
	stage_play(st, SERVE_CLOSES, 9000);
	const struct run_summary *summary = stage_finish(st);
	ck_assert_uint_eq(summary->broken_bindings, 1);
	ck_assert_ptr_nonnull(
	    strstr(stage_told(st), "note: The binding is broken: EventAck "));
	stage_free(st);
}
END_TEST

START_TEST(an_event_answers_nothing)
{
	struct stage *st = stage_begin("two", 1);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS);
	stage_message(st, 2, "EventNews", 1);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: EventNews reached agent1 with a "
	    "referenceId, but it answers no request (docs/binding.md, section "
	    "6).");
	end(st, "two error broken binding\n");
}
END_TEST

/* Whoever it was for has not got it. */
START_TEST(a_party_that_was_never_opened_gets_nothing)
{
	struct stage *st = stage_begin("two", 1);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS);
	stage_message(st, 77, "EventNews", -1);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: EventNews came for party 77, which was "
	    "never opened (B-70).");
	end(st, "two error broken binding\n");
}
END_TEST

START_TEST(an_error_for_a_stranger_is_nothing)
{
	struct stage *st = stage_begin("overtaken/at-the-end", 1);
	stage_serve(st, SERVE_OPENS);
	stage_text(st, FRAME_ERROR, 77, "party 77 is not open");
	stage_message(st, 1, "EventNews", -1);
	stage_fence(st, 1, st->fences[1]);
	end(st, "at-the-end pass none\n");
}
END_TEST

Suite *
binding_suite(void)
{
	Suite *s = suite_create("binding");
	TCase *t = tcase_create("binding");
	tcase_add_test(
	    t, an_answer_that_a_fence_overtakes_is_no_fault_of_the_server);
	tcase_add_test(
	    t, an_answer_to_what_was_asked_behind_the_fence_is_in_its_place);
	tcase_add_test(t, the_clock_of_the_server_tells);
	tcase_add_test(t, the_same_time_is_no_proof);
	tcase_add_test(t, what_comes_behind_the_case_is_noted);
	tcase_add_test(t, an_event_answers_nothing);
	tcase_add_test(t, a_party_that_was_never_opened_gets_nothing);
	tcase_add_test(t, an_error_for_a_stranger_is_nothing);
	suite_add_tcase(s, t);
	return s;
}
