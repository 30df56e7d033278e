/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/trace.h"
#include "tests/sim/suites.h"

static void
observe(struct trace *t, unsigned number, const char *party, const char *name,
    const char *protocol)
{
	struct observation o = { .number = number,
		.message = message_new(name) };
	struct run_event event = { .kind = RUN_OBSERVATION,
		.case_time_ns = number * 10,
		.party = party,
		.observation = &o };
	o.protocol = protocol;
	t->sink.event(&t->sink, &event);
	message_unref(o.message);
}

static void
stimulate(struct trace *t, const char *party, const char *name, int64_t time_ns)
{
	struct run_event event = {
		.kind = RUN_STIMULUS, .case_time_ns = time_ns, .party = party
	};
	struct message *m = name ? message_new(name) : NULL;
	event.stimulus.message = m;
	t->sink.event(&t->sink, &event);
	message_unref(m);
}

START_TEST(occurrences_count_per_party_name_and_protocol)
{
	struct trace t;
	trace_init(&t);
	observe(&t, 1, "agent1", "EventAck", "InteractionManagement");
	observe(&t, 2, "agent2", "EventAck", "InteractionManagement");
	observe(&t, 3, "agent1", "EventError", "InteractionManagement");
	observe(&t, 4, "agent1", "EventAck", "Reporting");
	observe(&t, 5, "agent1", "EventAck", "InteractionManagement");
	ck_assert_uint_eq(trace_find(&t, 1)->occurrence, 1);
	ck_assert_uint_eq(trace_find(&t, 2)->occurrence, 1);
	ck_assert_uint_eq(trace_find(&t, 3)->occurrence, 1);
	ck_assert_uint_eq(trace_find(&t, 4)->occurrence, 1);
	ck_assert_uint_eq(trace_find(&t, 5)->occurrence, 2);
	ck_assert_int_eq(trace_find(&t, 5)->time_ns, 50);
	ck_assert_ptr_null(trace_find(&t, 6));
	trace_clear(&t);
}
END_TEST

START_TEST(stimuli_are_found_by_number)
{
	struct trace t;
	int64_t ns = -1;
	trace_init(&t);
	stimulate(&t, "agent1", "RequestPull", 1);
	stimulate(&t, "agent2", "RequestPull", 2);
	stimulate(&t, "agent1", NULL, 3);
	stimulate(&t, "agent1", "RequestPull", 4);
	ck_assert(trace_find_stimulus(&t, "agent1", "RequestPull", 2, &ns));
	ck_assert_int_eq(ns, 4);
	ck_assert(trace_find_stimulus(&t, "agent1", "", 1, &ns));
	ck_assert_int_eq(ns, 3);
	ck_assert(!trace_find_stimulus(&t, "agent1", "RequestPull", 3, &ns));
	ck_assert_int_eq(ns, 3);
	trace_clear(&t);
}
END_TEST

START_TEST(the_outcome_is_a_copy)
{
	struct trace t;
	struct matched_message match = { .number = 4, .event = 2 };
	struct outcome outcome = { .verdict = VERDICT_FAIL,
		.finding = FINDING_MISSING,
		.sentence = mem_strdup("Nothing came."),
		.match_count = 1 };
	outcome.matches = mem_alloc(sizeof(match));
	*outcome.matches = match;
	struct run_event event = { .kind = RUN_CASE_ENDED,
		.outcome = &outcome };
	trace_init(&t);
	t.sink.event(&t.sink, &event);
	outcome_clear(&outcome);
	ck_assert_int_eq(t.outcome.finding, FINDING_MISSING);
	ck_assert_str_eq(t.outcome.sentence, "Nothing came.");
	ck_assert_ptr_null(t.outcome.detail);
	ck_assert_uint_eq(t.outcome.matches[0].number, 4);
	trace_clear(&t);
	ck_assert_uint_eq(t.messages.count, 0);
	ck_assert_ptr_null(t.outcome.sentence);
}
END_TEST

Suite *
trace_suite(void)
{
	Suite *s = suite_create("sim/trace");
	TCase *tc = tcase_create("trace");
	tcase_add_test(tc, occurrences_count_per_party_name_and_protocol);
	tcase_add_test(tc, stimuli_are_found_by_number);
	tcase_add_test(tc, the_outcome_is_a_copy);
	suite_add_tcase(s, tc);
	return s;
}
