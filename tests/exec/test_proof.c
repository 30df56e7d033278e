/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The proof that nothing more comes: fences, and the time that replaces them.
 */
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"

#include <string.h>

/* A stage on which everything has come that "two" expects. */
static struct stage *
stage_before_proof(const char *name, bool has_fence)
{
	struct stage *st = stage_new(name, 1);
	bool two = strcmp(name, "two") == 0;
	stage_start(st, has_fence);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS | (two ? SERVE_NEWS : 0));
	return st;
}

static void
end(struct stage *st, const char *verdict)
{
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	ck_assert_ptr_nonnull(strstr(stage_told(st), verdict));
	stage_free(st);
}

static bool
has_ended(struct stage *st)
{
	return st->witnesses[0].ended;
}

START_TEST(fences_go_to_all_parties)
{
	struct stage *st = stage_begin("two", 1);
	stage_serve(st, SERVE_OPENS | SERVE_ANSWERS);
	ck_assert_str_eq(stage_sent(st),
	    "open 1 agent2\nopen 2 agent1\nsend 1 RequestGo 1\n");
	stage_message(st, 2, "EventNews", -1);
	ck_assert_str_eq(stage_sent(st), "fence 1\nfence 2\n");
	end(st, "two pass none\n");
}
END_TEST

/* Lag before a case has sent anything. */
static void
end_late(const char *name, const char *verdict)
{
	struct stage *st = stage_begin(name, 1);
	campaign_note_lag(st->campaign, 3 * NS_PER_S);
	stage_play(st, SERVE_OPENS | SERVE_FENCES | SERVE_CLOSES, 9000);
	stage_finish(st);
	ck_assert_ptr_nonnull(strstr(stage_told(st), verdict));
	stage_free(st);
}

START_TEST(a_lag_counts_from_the_start_if_a_window_does)
{
	end_late("greeted", "greeted inconclusive runner late\n");
}
END_TEST

START_TEST(one_fence_is_not_enough)
{
	struct stage *st = stage_before_proof("two", true);
	stage_fence(st, 1, st->fences[1]);
	ck_assert(!has_ended(st));
	stage_fence(st, 2, st->fences[2]);
	ck_assert(has_ended(st));
	end(st, "two pass none\n");
}
END_TEST

START_TEST(a_fence_comes_back_once)
{
	struct stage *st = stage_before_proof("two", true);
	stage_fence(st, 1, st->fences[1]);
	stage_fence(st, 1, st->fences[1]);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: a fence of agent2 came back a second "
	    "time, or after a later one (docs/binding.md, section 7).");
	end(st, "two error broken binding\n");
}
END_TEST

static const uint64_t wrong_fences[] = { 0, 1000, UINT64_MAX };

START_TEST(a_wrong_fence_breaks_the_binding)
{
	struct stage *st = stage_before_proof("two", true);
	stage_fence(st, 2, wrong_fences[_i]);
	ck_assert_str_eq(stage_sentence(st),
	    "The binding is broken: a fence of agent1 came that was never sent "
	    "(docs/binding.md, section 7).");
	end(st, "two error broken binding\n");
}
END_TEST

/* The optional message comes after the fence: that fence proves nothing. */
START_TEST(a_stale_fence_proves_nothing)
{
	struct stage *st = stage_before_proof("optional", true);
	uint64_t stale = st->fences[1];
	ck_assert_uint_gt(stale, 0);
	stage_message(st, 1, "EventNews", -1);
	ck_assert_uint_ne(st->fences[1], stale);
	stage_fence(st, 1, stale);
	ck_assert(!has_ended(st));
	stage_fence(st, 1, st->fences[1]);
	ck_assert(has_ended(st));
	end(st, "optional pass none\n");
}
END_TEST

/*
 * The fence was to prove that the optional message does not come; it came, so
 * that fence is no longer needed.
 */
START_TEST(a_stale_fence_is_not_waited_for)
{
	struct stage *st = stage_before_proof("offer", true);
	stage_sent(st);
	stage_message(st, 1, "EventNews", -1);
	ck_assert_str_eq(stage_sent(st), "send 1 RequestGo 2\n");
	stage_wait(st, 9000);
	ck_assert(!has_ended(st));
	end(st, "offer pass none\n");
}
END_TEST

START_TEST(what_is_given_up_is_proven_first)
{
	struct stage *st = stage_before_proof("offer", true);
	ck_assert_str_eq(
	    stage_sent(st), "open 1 agent1\nsend 1 RequestGo 1\nfence 1\n");
	stage_fence(st, 1, st->fences[1]);
	ck_assert_str_eq(stage_sent(st), "send 1 RequestGo 2\n");
	end(st, "offer pass none\n");
}
END_TEST

START_TEST(a_fence_that_does_not_come_is_an_error)
{
	struct stage *st = stage_before_proof("two", true);
	stage_fence(st, 1, st->fences[1]);
	stage_wait(st, 5000);
	ck_assert(!has_ended(st));
	stage_wait(st, 1);
	ck_assert(has_ended(st));
	ck_assert_str_eq(stage_sentence(st),
	    "The server did not return the fence of agent1 within 5 s, so "
	    "nothing proves that no more messages come.");
	end(st, "two error unreachable\n");
}
END_TEST

/* A runner that was stopped has not given the server its full time. */
START_TEST(a_late_runner_waits_for_the_fence_anew)
{
	struct stage *st = stage_before_proof("two", true);
	stage_fence(st, 1, st->fences[1]);
	stage_wait(st, 4000);
	campaign_note_lag(st->campaign, 2 * NS_PER_S);
	stage_wait(st, 2000);
	ck_assert(!has_ended(st));
	stage_wait(st, 5001);
	ck_assert(has_ended(st));
	end(st, "two error unreachable\n");
}
END_TEST

START_TEST(a_late_runner_settles_anew)
{
	struct stage *st = stage_before_proof("two", false);
	stage_wait(st, 100);
	campaign_note_lag(st->campaign, NS_PER_S);
	stage_wait(st, 101);
	ck_assert(!has_ended(st));
	stage_wait(st, 201);
	ck_assert(has_ended(st));
	end(st, "two pass none\n");
}
END_TEST

/* A finding from before the proof remains. */
START_TEST(a_failure_needs_no_fence)
{
	struct stage *st = stage_before_proof("ask", true);
	stage_message(st, 1, "EventNews", -1);
	ck_assert(!has_ended(st));
	stage_wait(st, 5001);
	ck_assert(has_ended(st));
	end(st, "ask fail unexpected\n");
}
END_TEST

START_TEST(a_closed_party_gets_no_fence)
{
	struct stage *st = stage_begin("two", 1);
	stage_serve(st, SERVE_OPENS);
	stage_sent(st);
	stage_text(st, FRAME_CLOSED, 2, "gone");
	ck_assert_str_eq(stage_sent(st), "fence 1\n");
	end(st, "two fail disconnected\n");
}
END_TEST

START_TEST(a_party_that_closes_owes_no_fence)
{
	struct stage *st = stage_before_proof("two", true);
	stage_fence(st, 1, st->fences[1]);
	stage_text(st, FRAME_CLOSED, 2, "gone");
	/* The failure has to be proven again, at the remaining parties. */
	ck_assert(!has_ended(st));
	stage_fence(st, 1, st->fences[1]);
	ck_assert(has_ended(st));
	end(st, "two fail disconnected\n");
}
END_TEST

START_TEST(without_fences_it_settles)
{
	struct stage *st = stage_before_proof("two", false);
	ck_assert_ptr_null(strstr(stage_sent(st), "fence"));
	stage_wait(st, 200);
	ck_assert(!has_ended(st));
	stage_wait(st, 1);
	ck_assert(has_ended(st));
	end(st, "two pass none\n");
}
END_TEST

START_TEST(settling_begins_anew)
{
	struct stage *st = stage_before_proof("optional", false);
	stage_wait(st, 150);
	stage_message(st, 1, "EventNews", -1);
	stage_wait(st, 150);
	ck_assert(!has_ended(st));
	stage_wait(st, 51);
	ck_assert(has_ended(st));
	end(st, "optional pass none\n");
}
END_TEST

START_TEST(a_fence_nobody_asked_for_does_not_settle)
{
	struct stage *st = stage_before_proof("ask", false);
	stage_fence(st, 1, 1);
	end(st, "ask error broken binding\n");
}
END_TEST

START_TEST(a_stray_message_while_it_settles_fails)
{
	struct stage *st = stage_before_proof("ask", false);
	stage_wait(st, 199);
	stage_message(st, 1, "EventNews", -1);
	end(st, "ask fail unexpected\n");
}
END_TEST

Suite *
proof_suite(void)
{
	Suite *s = suite_create("proof");
	TCase *t = tcase_create("proof");
	tcase_add_test(t, fences_go_to_all_parties);
	tcase_add_test(t, one_fence_is_not_enough);
	tcase_add_test(t, a_lag_counts_from_the_start_if_a_window_does);
	tcase_add_test(t, a_fence_comes_back_once);
	tcase_add_loop_test(t, a_wrong_fence_breaks_the_binding, 0,
	    sizeof(wrong_fences) / sizeof(wrong_fences[0]));
	tcase_add_test(t, a_stale_fence_proves_nothing);
	tcase_add_test(t, a_stale_fence_is_not_waited_for);
	tcase_add_test(t, what_is_given_up_is_proven_first);
	tcase_add_test(t, a_fence_that_does_not_come_is_an_error);
	tcase_add_test(t, a_late_runner_waits_for_the_fence_anew);
	tcase_add_test(t, a_late_runner_settles_anew);
	tcase_add_test(t, a_failure_needs_no_fence);
	tcase_add_test(t, a_closed_party_gets_no_fence);
	tcase_add_test(t, a_party_that_closes_owes_no_fence);
	tcase_add_test(t, without_fences_it_settles);
	tcase_add_test(t, settling_begins_anew);
	tcase_add_test(t, a_fence_nobody_asked_for_does_not_settle);
	tcase_add_test(t, a_stray_message_while_it_settles_fails);
	suite_add_tcase(s, t);
	return s;
}
