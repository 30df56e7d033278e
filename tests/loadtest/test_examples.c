/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/examples.h"

#include "core/clock.h"
#include "core/mem.h"
#include "tests/loadtest/suites.h"

#include <string.h>

static const char suite[] = "s", phase[] = "p", name_a[] = "a", name_b[] = "b";

/* What was emitted, a line for each event. */
struct listener {
	struct sink sink;
	struct buf heard;
};

static void
hear(struct sink *sink, const struct run_event *e)
{
	struct listener *l = (struct listener *)sink;
	switch (e->kind) {
	case RUN_STARTED:
		buf_printf(&l->heard, "run of %u\n", e->run->case_count);
		break;
	case RUN_CASE_STARTED:
		buf_printf(&l->heard, "%u %s starts as %s\n", e->test->index,
		    e->test->name, e->lease->interaction);
		break;
	case RUN_STIMULUS:
		buf_printf(&l->heard, "%u sends %s\n", e->test->index,
		    message_name(e->stimulus.message));
		break;
	case RUN_CASE_ENDED:
		buf_printf(&l->heard, "%u ends: %s\n", e->test->index,
		    e->outcome->sentence ? e->outcome->sentence : "passed");
		break;
	case RUN_ENDED:
		buf_printf(&l->heard, "%u passed, %u failed\n",
		    e->summary->counts[VERDICT_PASS],
		    e->summary->counts[VERDICT_FAIL]);
		break;
	case RUN_OBSERVATION:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LEFT_OUT:
	case RUN_ATTEMPT_ENDED:
	case RUN_LAG:
	case RUN_NOTICE:
		break;
	}
}

static void
play(
    struct examples *e, const char *name, unsigned number, const char *sentence)
{
	char *interaction = mem_printf("ix-%u", number);
	struct sink *sink = examples_sink(e);
	struct run_case test = { .suite = suite, .phase = phase, .name = name };
	struct case_lease lease = { .interaction = interaction,
		.unique = interaction };
	struct run_event event = { .kind = RUN_CASE_STARTED,
		.time_ns = number * NS_PER_MS,
		.test = &test,
		.lease = &lease };
	struct outcome outcome = { 0 };
	struct message *m = message_new("RequestLogin");
	sink->event(sink, &event);
	event.kind = RUN_STIMULUS;
	event.stimulus.message = m;
	sink->event(sink, &event);
	message_unref(m);
	if (sentence) {
		outcome.verdict = VERDICT_FAIL;
		outcome.finding = FINDING_MISSING;
		outcome.sentence = mem_strdup(sentence);
	}
	event.kind = RUN_CASE_ENDED;
	event.outcome = &outcome;
	sink->event(sink, &event);
	outcome_clear(&outcome);
	free(interaction);
}

static void
start(struct examples *e)
{
	struct run_facts facts = { .server_name = "server" };
	struct run_event event = { .kind = RUN_STARTED, .run = &facts };
	examples_sink(e)->event(examples_sink(e), &event);
}

START_TEST(each_explanation_is_kept_once_and_counted)
{
	struct examples *e = examples_new(NULL, 0, 1, 10);
	struct listener l = { .sink.event = hear };
	struct run_summary load = { .duration_ns = NS_PER_S };
	buf_init(&l.heard, 10000);
	start(e);
	play(e, name_a, 1, NULL);
	play(e, name_a, 2, NULL);
	play(e, name_b, 3, "EventAck with reference 12 did not come.");
	play(e, name_a, 4, NULL);
	play(e, name_b, 5, "EventAck with reference 7 did not come.");
	play(e, name_b, 6, "EventInvite did not come.");
	examples_tell(e, &l.sink, &load);
	ck_assert_str_eq(buf_text(&l.heard),
	    "run of 3\n"
	    "0 b#3 starts as ix-3\n"
	    "0 sends RequestLogin\n"
	    "0 ends: EventAck with reference 12 did not come.\n"
	    "1 b#6 starts as ix-6\n"
	    "1 sends RequestLogin\n"
	    "1 ends: EventInvite did not come.\n"
	    "2 a starts as ix-1\n"
	    "2 sends RequestLogin\n"
	    "2 ends: passed\n"
	    "1 passed, 2 failed\n");
	const struct explanations *x = examples_explanations(e);
	ck_assert_uint_eq(x->items.count, 2);
	ck_assert_uint_eq(x->items.items[0]->count, 2);
	ck_assert_str_eq(x->items.items[0]->first, "s/p/b");
	ck_assert_uint_eq(x->items.items[1]->count, 1);
	buf_free(&l.heard);
	examples_free(e);
}
END_TEST

/* What did not pass, at once; the others, when the load has ended. */
START_TEST(who_listens_gets_it_as_it_comes)
{
	struct examples *e = examples_new(NULL, 0, 1, 10);
	struct listener l = { .sink.event = hear };
	struct run_summary load = { .duration_ns = NS_PER_S };
	buf_init(&l.heard, 10000);
	examples_set_live(e, &l.sink);
	start(e);
	play(e, name_a, 1, NULL);
	play(e, name_b, 2, "EventAck did not come.");
	ck_assert_str_eq(buf_text(&l.heard),
	    "run of 0\n"
	    "0 b#2 starts as ix-2\n"
	    "0 sends RequestLogin\n"
	    "0 ends: EventAck did not come.\n");
	buf_clear(&l.heard);
	examples_list(e);
	examples_end_live(e, &load);
	ck_assert_str_eq(buf_text(&l.heard),
	    "1 a starts as ix-1\n"
	    "1 sends RequestLogin\n"
	    "1 ends: passed\n"
	    "1 passed, 1 failed\n");
	buf_free(&l.heard);
	examples_free(e);
}
END_TEST

/* Whatever the server makes up, and however often. */
START_TEST(what_is_kept_is_limited)
{
	struct examples *e = examples_new(NULL, 0, 2, 5);
	struct listener l = { .sink.event = hear };
	struct run_summary load = { 0 };
	unsigned kinds = 26 * 26;
	buf_init(&l.heard, 100000);
	start(e);
	for (unsigned i = 0; i < 3 * kinds; i++) {
		char sentence[] = "It said zz.";
		sentence[8] = (char)('g' + i % 20);
		sentence[9] = (char)('g' + i / 20 % 20);
		play(e, name_a, i + 1, sentence);
	}
	examples_tell(e, &l.sink, &load);
	ck_assert(strncmp(buf_text(&l.heard), "run of 5\n", 9) == 0);
	ck_assert_ptr_nonnull(
	    strstr(buf_text(&l.heard), "0 passed, 5 failed\n"));
	ck_assert_uint_le(
	    examples_explanations(e)->items.count, EXPLANATIONS_MAX);
	buf_free(&l.heard);
	examples_free(e);
}
END_TEST

Suite *
examples_suite(void)
{
	Suite *s = suite_create("loadtest/examples");
	TCase *tc = tcase_create("examples");
	tcase_add_test(tc, each_explanation_is_kept_once_and_counted);
	tcase_add_test(tc, who_listens_gets_it_as_it_comes);
	tcase_add_test(tc, what_is_kept_is_limited);
	suite_add_tcase(s, tc);
	return s;
}
