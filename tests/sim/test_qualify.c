/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/qualify.h"
#include "tests/sim/shipped.h"
#include "tests/sim/suites.h"

#include <string.h>

struct count {
	unsigned mutants, random, chosen, far;
	unsigned results[QUALIFICATION_COUNT];
	int64_t slow_ns, farthest_ns;
	unsigned stop_after; /* 0: never */
	unsigned asked;
};

static struct shipped shipped;
static struct count count;

static void
set_up(void)
{
	shipped_load(&shipped);
	count = (struct count){ 0 };
}

static void
tear_down(void)
{
	shipped_free(&shipped);
}

static void
take(void *context, const struct qualified *q)
{
	struct count *c = context;
	c->results[q->result]++;
	c->mutants += q->mutant != NULL;
	c->chosen += !q->mutant && q->schedule.fast;
	c->far += !q->mutant && schedule_is_far(&q->schedule);
	c->random += !q->mutant && q->schedule.slow_ns == 0;
	if (q->schedule.fast)
		c->slow_ns = q->schedule.slow_ns;
	if (schedule_is_far(&q->schedule) &&
	    q->schedule.slow_ns > c->farthest_ns)
		c->farthest_ns = q->schedule.slow_ns;
}

static bool
is_stopped(void *context)
{
	struct count *c = context;
	return ++c->asked == c->stop_after;
}

static enum qualify_status
qualify(const char *phase, const char *name)
{
	struct qualify_setup setup = { .suite = shipped.suite,
		.target = shipped.target,
		.config = &shipped.config,
		.seed = 1,
		.schedules = 5,
		.context = &count,
		.report = take,
		.is_stopped = is_stopped };
	return qualify_case(
	    &setup, shipped_case(&shipped, phase, name), &shipped.diag);
}

START_TEST(a_case_meets_mutants_and_schedules)
{
	ck_assert_int_eq(
	    qualify("invitation-rejected", "agent-rejects"), CASE_QUALIFIED);
	ck_assert_uint_gt(count.mutants, 30);
	ck_assert_uint_eq(count.random, 5);
	/* each of media, reporting, agent1 and agent2 slower than another */
	ck_assert_uint_eq(count.chosen, 4 * 3);
	ck_assert_int_gt(count.slow_ns, 10 * NS_PER_MS);
	/* all of them, each, and every two */
	ck_assert_uint_eq(count.far, 4 + 4 * 4 + 6);
	ck_assert_int_ge(count.farthest_ns, 300 * NS_PER_MS);
	ck_assert_uint_eq(count.results[SURVIVED], 0);
	ck_assert_uint_eq(count.results[LEGAL_FAILED], 0);
}
END_TEST

START_TEST(it_stops_when_asked_to)
{
	count.stop_after = 4;
	ck_assert_int_eq(
	    qualify("invitation-rejected", "agent-rejects"), CASE_STOPPED);
	ck_assert_uint_eq(count.mutants, 3);
}
END_TEST

/* With a server that reads the document in another way than the target. */
START_TEST(a_case_that_does_not_pass_is_broken)
{
	shipped.config.early_conference_answer = true;
	ck_assert_int_eq(
	    qualify("invitation-rejected", "agent-rejects"), CASE_BROKEN);
	ck_assert_uint_eq(count.mutants + count.random + count.chosen, 0);
	ck_assert_uint_eq(shipped.diag.error_count, 1);
	ck_assert_ptr_nonnull(strstr(shipped.diag.items.items[0].text,
	    "'agent-rejects' does not pass against the mock without any "
	    "fault: "));
}
END_TEST

Suite *
qualify_suite(void)
{
	Suite *s = suite_create("sim/qualify");
	TCase *tc = tcase_create("qualify");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_case_meets_mutants_and_schedules);
	tcase_add_test(tc, it_stops_when_asked_to);
	tcase_add_test(tc, a_case_that_does_not_pass_is_broken);
	suite_add_tcase(s, tc);
	return s;
}
