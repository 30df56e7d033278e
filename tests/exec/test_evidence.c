/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server that sends without end: what is reported of a case is bounded, says
 * what it lacks, and is judged again to the same verdict (stage.h does that
 * with every case).
 */
#include "model/limits.h"
#include "tests/exec/stage.h"
#include "tests/exec/suites.h"
#include "tests/occurrences.h"

#include <stdio.h>
#include <string.h>

struct flood {
	const char *message;
	unsigned count;
	size_t size; /* of a text in it; 0: none */
};

static void
pour(struct stage *st, const struct flood *f)
{
	struct frame frame = { .kind = FRAME_MESSAGE,
		.party = 1,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = message_new(f->message) };
	struct reading_time when = { st->now_ns, st->now_ns };
	char *text = mem_zalloc(f->size + 1);
	memset(text, 'x', f->size);
	if (f->size)
		message_set_string(frame.message, "text", text);
	for (unsigned i = 0; i < f->count; i++) {
		when.time_ns = ++st->now_ns;
		campaign_frame(st->campaign, &frame, when);
	}
	frame_clear(&frame);
	free(text);
}

static const char *
play(struct stage *st)
{
	stage_play(st, SERVE_ALL, 3000);
	stage_finish(st);
	return stage_told(st);
}

/* The finding is what it is without the flood. */
START_TEST(a_flood_about_the_case_is_bounded)
{
	struct flood f = { "EventNews", 500, 100000 };
	struct stage *st = stage_begin("ask", 1);
	stage_serve(st, SERVE_OPENS);
	stage_told(st);
	pour(st, &f);
	const char *told = play(st);
	ck_assert_ptr_nonnull(strstr(told, "ask fail unexpected\n"));
	/* As much as the judge keeps, as much again, and the last. */
	ck_assert_uint_eq(occurrences(told, "EventNews\n"),
	    2 * (EVIDENCE_DEFAULT_BYTES / 100000) + 2);
	ck_assert_ptr_nonnull(strstr(told, "ask left out 478\n"));
	ck_assert_ptr_nonnull(strstr(told, "ask observed 501 agent1 EventN"));
	ck_assert_ptr_nonnull(
	    strstr(told, "\nnote: 478 messages, 45.6 MiB, are in no report: "));
	ck_assert_ptr_nonnull(
	    strstr(told, "(limit 'evidence' of the target)\n"));
	ck_assert_ptr_nonnull(strstr(stage_sentence(st),
	    "Another 490 messages came and were not examined."));
	stage_free(st);
}
END_TEST

START_TEST(the_target_says_how_much_is_kept)
{
	struct flood f = { "EventNews", 500, 1000 };
	struct stage *st = stage_new("ask", 1);
	st->target->evidence_bytes = 5000;
	stage_start(st, true);
	stage_serve(st, SERVE_OPENS);
	stage_told(st);
	pour(st, &f);
	const char *told = play(st);
	ck_assert_ptr_nonnull(strstr(told, "ask fail unexpected\n"));
	ck_assert_uint_lt(occurrences(told, "EventNews\n"), 20);
	ck_assert_uint_gt(occurrences(told, "EventNews\n"), 8);
	stage_free(st);
}
END_TEST

/* However often it goes on: each step of a case may let it. */
START_TEST(a_flood_at_each_step_is_bounded)
{
	struct flood f = { "EventBackground", 30, 100000 };
	struct stage *st = stage_begin("crowd", 1);
	stage_told(st);
	stage_serve(st, SERVE_OPENS);
	for (int i = 0; i < 40; i++) {
		pour(st, &f);
		stage_message(st, 1, "EventNews", -1);
	}
	const char *told = play(st);
	ck_assert_uint_lt(occurrences(told, "EventBackground\n"),
	    4 * (EVIDENCE_DEFAULT_BYTES / 100000));
	stage_free(st);
}
END_TEST

START_TEST(who_is_flooded_is_cut_off_and_the_others_go_on)
{
	struct flood f = { "EventBackground", 101, 10 };
	struct stage *st = stage_new("ask ask", 2);
	st->target->messages_per_second = 100;
	stage_start(st, true);
	stage_serve(st, SERVE_OPENS);
	pour(st, &f);
	ck_assert_str_eq(stage_sentence(st),
	    "The server sent more than 100 messages within a second to this "
	    "case, which was cut off (<limits messages-per-second=> of the "
	    "target).");
	stage_message(st, 2, "EventAck", 1);
	stage_play(st, SERVE_ALL, 3000);
	const struct run_summary *sum = stage_finish(st);
	ck_assert_uint_eq(sum->counts[VERDICT_INCONCLUSIVE], 1);
	ck_assert_uint_eq(sum->counts[VERDICT_PASS], 1);
	stage_free(st);
}
END_TEST

/* So many in two seconds are no flood. */
START_TEST(a_second_later_is_another_one)
{
	struct flood f = { "EventBackground", 60, 10 };
	struct stage *st = stage_new("slow", 1);
	st->target->messages_per_second = 100;
	stage_start(st, true);
	stage_serve(st, SERVE_OPENS);
	pour(st, &f);
	stage_wait(st, 1001);
	pour(st, &f);
	ck_assert_ptr_null(strstr(play(st), "inconclusive"));
	stage_free(st);
}
END_TEST

Suite *
evidence_suite(void)
{
	Suite *s = suite_create("evidence");
	TCase *c = tcase_create("evidence");
	tcase_add_test(c, a_flood_about_the_case_is_bounded);
	tcase_add_test(c, the_target_says_how_much_is_kept);
	tcase_add_test(c, a_flood_at_each_step_is_bounded);
	tcase_add_test(c, who_is_flooded_is_cut_off_and_the_others_go_on);
	tcase_add_test(c, a_second_later_is_another_one);
	suite_add_tcase(s, c);
	return s;
}
