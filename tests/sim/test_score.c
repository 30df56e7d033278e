/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/score.h"
#include "tests/sim/suites.h"

#include <stdio.h>
#include <string.h>

static struct score score;
static struct suite suite = { .name = (char[]){ "s" } };
static struct fixture fixture = { .phase = (char[]){ "p" } };
static struct fixture_case test = { .name = (char[]){ "c" },
	.fixture = &fixture };

static void
set_up(void)
{
	score_init(&score);
	score_start_case(&score, &suite, &test);
}

static void
tear_down(void)
{
	score_free(&score);
}

static const struct scored_finding *
take(enum qualification result, bool is_mutant)
{
	struct mutant mutant = { .fault = { .kind = FAULT_DROP },
		.wanted = FINDING_MISSING };
	struct outcome outcome = { .verdict = VERDICT_PASS };
	snprintf(mutant.fault.message, sizeof(mutant.fault.message), "EventA");
	struct qualified one = { .test = &test,
		.mutant = is_mutant ? &mutant : NULL,
		.schedule = { .seed = 3,
		    .fast = is_mutant ? NULL : "agent1",
		    .slow = is_mutant ? NULL : "agent2",
		    .slow_ns = is_mutant ? 0 : 5 },
		.result = result,
		.outcome = &outcome };
	return score_take(&score, &one);
}

START_TEST(what_is_as_it_should_be_is_only_counted)
{
	ck_assert_ptr_null(take(KILLED, true));
	ck_assert_ptr_null(take(LEGAL_PASSED, true));
	ck_assert_ptr_null(take(LEGAL_PASSED, false));
	score_end_case(&score, CASE_QUALIFIED);
	ck_assert_uint_eq(score_illegal(&score.mutants), 1);
	ck_assert_uint_eq(score.schedules.counts[LEGAL_PASSED], 1);
	ck_assert_uint_eq(score.by_fault[FAULT_DROP].counts[KILLED], 1);
	ck_assert(!score_is_bad(&score));
	ck_assert(score_is_whole(&score));
}
END_TEST

START_TEST(a_survivor_is_kept)
{
	const struct scored_finding *f = take(SURVIVED, true);
	ck_assert_str_eq(f->fault, "drop EventA");
	ck_assert_int_eq(f->wanted, FINDING_MISSING);
	ck_assert(score_is_bad(&score));
}
END_TEST

START_TEST(another_category_is_no_survivor)
{
	ck_assert_ptr_nonnull(take(KILLED_AS_OTHER, true));
	ck_assert_uint_eq(score_illegal(&score.mutants), 1);
	ck_assert(!score_is_bad(&score));
}
END_TEST

START_TEST(a_failed_schedule_is_bad)
{
	const struct scored_finding *f = take(LEGAL_FAILED, false);
	ck_assert_ptr_null(f->fault);
	ck_assert_str_eq(f->slow, "agent2");
	ck_assert(score_is_bad(&score));
}
END_TEST

START_TEST(a_case_that_stopped_is_not_whole)
{
	ck_assert(!score_is_whole(&score));
	score_end_case(&score, CASE_EXCLUDED);
	ck_assert(score_is_whole(&score));
	score_end_case(&score, CASE_BROKEN);
	ck_assert(!score_is_whole(&score));
}
END_TEST

START_TEST(it_is_printed_as_json)
{
	struct score_facts facts = { .program_version = "1.2",
		.target = "a \"b\"",
		.seed = 3,
		.case_count = 2 };
	struct buf b;
	take(SURVIVED, true);
	take(LEGAL_FAILED, false);
	score_end_case(&score, CASE_QUALIFIED);
	buf_init(&b, 65536);
	score_print_json(&score, &facts, &b);
	ck_assert_ptr_nonnull(strstr(buf_text(&b),
	    "{\"format\":\"ixconform-qualification-1\",\"version\":\"1.2\","
	    "\"target\":\"a \\\"b\\\"\",\"seed\":3,\"whole\":false,\n"));
	ck_assert_ptr_nonnull(strstr(buf_text(&b),
	    "{\"result\":\"survived\",\"case\":\"s/p/c\",\"fault\":\"drop "
	    "EventA\",\"seed\":3,\"wanted\":\"missing\",\"verdict\":\"pass\","
	    "\"finding\":null,\"sentence\":null}"));
	ck_assert_ptr_nonnull(strstr(buf_text(&b),
	    "\"fault\":null,\"seed\":3,\"fast\":\"agent1\",\"slow\":\"agent2\","
	    "\"slowNs\":5,\"wanted\":null"));
	buf_free(&b);
}
END_TEST

Suite *
score_suite(void)
{
	Suite *s = suite_create("sim/score");
	TCase *tc = tcase_create("score");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, what_is_as_it_should_be_is_only_counted);
	tcase_add_test(tc, a_survivor_is_kept);
	tcase_add_test(tc, another_category_is_no_survivor);
	tcase_add_test(tc, a_failed_schedule_is_bad);
	tcase_add_test(tc, a_case_that_stopped_is_not_whole);
	tcase_add_test(tc, it_is_printed_as_json);
	suite_add_tcase(s, tc);
	return s;
}
