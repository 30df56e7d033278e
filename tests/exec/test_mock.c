/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shipped suite against the mock, in one thread and in virtual time.
 */
#include "tests/exec/duet.h"
#include "tests/exec/suites.h"

#include <stdio.h>
#include <string.h>

/* Keeps the first verdict that is not a pass. */
struct listener {
	struct sink sink; /* first */
	unsigned ended;
	char text[600];
};

static void
listen_to(struct sink *sink, const struct run_event *event)
{
	struct listener *l = (struct listener *)sink;
	if (event->kind != RUN_CASE_ENDED)
		return;
	l->ended += !event->test->is_assumption; /* the set-up of the run */
	if (event->outcome->verdict != VERDICT_PASS && !l->text[0])
		snprintf(l->text, sizeof(l->text), "%s/%s %s: %s",
		    event->test->phase, event->test->name,
		    verdict_name(event->outcome->verdict),
		    event->outcome->sentence);
}

static void
expect_pass(unsigned rounds, bool has_fence, unsigned jobs)
{
	struct listener l = { .sink = { listen_to } };
	struct material m;
	material_load(&m, rounds);
	struct run_summary sum = duet_play(&m, NULL, has_fence, jobs, &l.sink);
	ck_assert_msg(sum.counts[VERDICT_PASS] == m.cases.count, "%s", l.text);
	ck_assert_uint_eq(l.ended, m.cases.count);
	material_free(&m);
}

/* Which case was lent an agent, and was it a used one? */
struct usage {
	struct sink sink; /* first */
	VEC(char *) agents;
	unsigned fresh, used; /* lent to cases that others depend on */
	bool is_last;
};

static bool
is_known(const struct usage *u, const char *agent)
{
	for (size_t i = 0; i < u->agents.count; i++)
		if (strcmp(u->agents.items[i], agent) == 0)
			return true;
	return false;
}

static void
note_usage(struct sink *sink, const struct run_event *event)
{
	struct usage *u = (struct usage *)sink;
	if (event->kind != RUN_CASE_STARTED || !event->lease)
		return;
	u->is_last |= strcmp(event->test->phase, "invitation-issued") == 0 &&
	    strcmp(event->test->name, "one-invitee") == 0;
	for (unsigned i = 0; i < event->lease->party_count; i++) {
		const char *agent = event->lease->parties[i].agent_id;
		bool known = agent && is_known(u, agent);
		if (!agent)
			continue;
		u->used += known && u->is_last;
		u->fresh += !known && u->is_last;
		if (!known)
			vec_push(&u->agents, mem_strdup(agent));
	}
}

/* However many run at a time: 16 is what a run does by itself. */
START_TEST(what_others_rest_on_meets_used_agents)
{
	static const unsigned jobs[] = { 1, 16, 64 };
	struct usage u = { .sink = { note_usage } };
	struct material m;
	material_load(&m, 1);
	duet_play(&m, NULL, true, jobs[_i], &u.sink);
	ck_assert_uint_eq(u.fresh, 0);
	ck_assert_uint_ge(u.used, 8);
	for (size_t i = 0; i < u.agents.count; i++)
		free(u.agents.items[i]);
	vec_free(&u.agents);
	material_free(&m);
}
END_TEST

START_TEST(every_case_passes)
{
	expect_pass(1, true, 64);
}
END_TEST

START_TEST(one_at_a_time)
{
	expect_pass(1, true, 1);
}
END_TEST

START_TEST(without_fences)
{
	expect_pass(1, false, 64);
}
END_TEST

START_TEST(round_after_round)
{
	expect_pass(30, true, 12);
}
END_TEST

/* Every fault kind that matters to the flow of frames: the run ends. */
START_TEST(with_faults)
{
	static const char *const faults[] = { "drop EventInvite",
		"malformed EventInvite", "disconnect EventInvite",
		"duplicate EventAck", "delay EventAck by 3s",
		"drop EventRevoked" };
	const char *fault = faults[_i];
	struct listener l = { .sink = { listen_to } };
	struct material m;
	material_load(&m, 1);
	struct run_summary sum = duet_play(&m, fault, true, 8, &l.sink);
	ck_assert_uint_eq(l.ended, m.cases.count);
	ck_assert_uint_lt(sum.counts[VERDICT_PASS], m.cases.count);
	material_free(&m);
}
END_TEST

Suite *
mock_suite(void)
{
	Suite *s = suite_create("mock");
	TCase *t = tcase_create("mock");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, what_others_rest_on_meets_used_agents, 0, 3);
	tcase_add_test(t, every_case_passes);
	tcase_add_test(t, one_at_a_time);
	tcase_add_test(t, without_fences);
	tcase_add_test(t, round_after_round);
	tcase_add_loop_test(t, with_faults, 0, 6);
	suite_add_tcase(s, t);
	return s;
}
