/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/suites.h"

#include "core/clock.h"
#include "record/summary.h"

START_TEST(all_passed_conforms)
{
	struct run_summary s = {
		.counts = { [VERDICT_PASS] = 1, [VERDICT_SKIPPED] = 3 }
	};
	ck_assert_int_eq(run_exit_status(&s), EXIT_CONFORMS);
}
END_TEST

START_TEST(a_failure_outranks_the_rest)
{
	struct run_summary s = {
		.counts = { [VERDICT_FAIL] = 1, [VERDICT_ERROR] = 9 },
		.interrupted = true,
		.problem = "gone"
	};
	ck_assert_int_eq(run_exit_status(&s), EXIT_DEVIATES);
}
END_TEST

/* A gate that lets unjudged cases pass must not pass them forever. */
START_TEST(a_broken_binding_is_a_wrong_input)
{
	struct run_summary s = {
		.counts = { [VERDICT_PASS] = 9, [VERDICT_ERROR] = 1 },
		.broken_bindings = 1
	};
	ck_assert_int_eq(run_exit_status(&s), EXIT_USAGE);
	s.counts[VERDICT_FAIL] = 1;
	ck_assert_int_eq(run_exit_status(&s), EXIT_DEVIATES);
}
END_TEST

START_TEST(what_could_not_be_judged_is_undecided)
{
	static const enum verdict verdicts[] = { VERDICT_INCONCLUSIVE,
		VERDICT_ERROR, VERDICT_ABORTED };
	struct run_summary s = { .counts = { [VERDICT_PASS] = 9 } };
	s.counts[verdicts[_i]] = 1;
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
}
END_TEST

START_TEST(a_run_that_was_stopped_is_undecided)
{
	struct run_summary s = { .counts = { [VERDICT_PASS] = 9 } };
	s.interrupted = true;
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
	s.interrupted = false;
	s.problem = "gone";
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
	ck_assert_int_eq(run_exit_status(NULL), EXIT_UNDECIDED);
}
END_TEST

START_TEST(nothing_judged_is_undecided)
{
	struct run_summary s = { .counts = { [VERDICT_SKIPPED] = 2 } };
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
	s.counts[VERDICT_SKIPPED] = 0;
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
}
END_TEST

#define MAX_CASES 20

static void
assert_lines(const struct run_summary *s, unsigned case_count,
    unsigned assumption_count, const char *wanted)
{
	struct run_case cases[MAX_CASES] = { 0 };
	struct run_facts run = { .wall_start_s = 1,
		.cases = cases,
		.case_count = case_count + assumption_count };
	struct buf line;
	for (unsigned i = 0; i < assumption_count; i++)
		cases[case_count + i].is_assumption = true;
	buf_init(&line, 256);
	summary_print(&line, s, &run);
	ck_assert_str_eq(buf_text(&line), wanted);
	buf_free(&line);
}

static void
assert_line(
    const struct run_summary *s, unsigned case_count, const char *wanted)
{
	assert_lines(s, case_count, 0, wanted);
}

START_TEST(the_line_names_what_there_is)
{
	struct run_summary s = { .counts = { [VERDICT_PASS] = 15,
				     [VERDICT_FAIL] = 1,
				     [VERDICT_INCONCLUSIVE] = 1 },
		.duration_ns = 620 * NS_PER_MS,
		.longest_timer_ns = 500 * NS_PER_MS };
	assert_line(&s, 17,
	    "17 cases: 15 passed, 1 failed, 1 inconclusive in 0.62 s"
	    " (longest server timer 0.5 s)\n");
	s = (struct run_summary){ .counts = { [VERDICT_ERROR] = 1 },
		.duration_ns = 7 * NS_PER_MS };
	assert_line(&s, 1, "1 case: 1 error in 0.007 s\n");
	s = (struct run_summary){ .counts = { [VERDICT_SKIPPED] = 1 },
		.longest_timer_ns = 30 * NS_PER_S,
		.duration_ns = 61 * NS_PER_S };
	assert_line(&s, 3,
	    "3 cases: 1 skipped, 2 not finished in 61.00 s"
	    " (longest server timer 30 s)\n");
}
END_TEST

START_TEST(the_line_tells_an_empty_or_interrupted_run)
{
	struct run_summary s = { .interrupted = true };
	assert_line(&s, 0, "0 cases: nothing ran in 0.000 s; interrupted\n");
	s.counts[VERDICT_ABORTED] = 1;
	assert_line(&s, 2, "2 cases: 2 not finished in 0.000 s; interrupted\n");
}
END_TEST

START_TEST(the_time_of_a_simulation_is_virtual)
{
	struct run_summary s = { .counts = { [VERDICT_PASS] = 1 },
		.longest_timer_ns = NS_PER_S,
		.duration_ns = 1100 * NS_PER_MS };
	struct run_case one = { 0 };
	struct run_facts run = { .cases = &one, .case_count = 1 };
	struct buf line;
	buf_init(&line, 256);
	summary_print(&line, &s, &run);
	ck_assert_str_eq(buf_text(&line),
	    "1 case: 1 passed in 1.10 s of virtual time"
	    " (longest server timer 1 s)\n");
	buf_free(&line);
}
END_TEST

START_TEST(assumptions_are_counted_apart)
{
	struct run_summary s = { .counts = { [VERDICT_PASS] = 2 },
		.assumptions = { [VERDICT_PASS] = 3 },
		.longest_timer_ns = NS_PER_S,
		.interrupted = true };
	assert_lines(&s, 2, 3,
	    "2 cases: 2 passed in 0.000 s (longest server timer 1 s)"
	    "; 3 assumptions held; interrupted\n");
	s = (struct run_summary){ .counts = { [VERDICT_INCONCLUSIVE] = 1 },
		.assumptions = { [VERDICT_PASS] = 1, [VERDICT_FAIL] = 1 } };
	assert_lines(&s, 1, 3,
	    "1 case: 1 inconclusive in 0.000 s"
	    "; 3 assumptions: 1 held, 1 failed, 1 not finished\n");
}
END_TEST

START_TEST(assumptions_decide_as_cases_do)
{
	struct run_summary s = { .counts = { [VERDICT_PASS] = 9 },
		.assumptions = { [VERDICT_PASS] = 1 } };
	ck_assert_int_eq(run_exit_status(&s), EXIT_CONFORMS);
	s.assumptions[VERDICT_INCONCLUSIVE] = 1;
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
	s.assumptions[VERDICT_FAIL] = 1;
	ck_assert_int_eq(run_exit_status(&s), EXIT_DEVIATES);
	s = (struct run_summary){ .assumptions = { [VERDICT_PASS] = 1 } };
	ck_assert_int_eq(run_exit_status(&s), EXIT_UNDECIDED);
}
END_TEST

Suite *
summary_suite(void)
{
	Suite *suite = suite_create("summary");
	TCase *tests = tcase_create("summary");
	tcase_add_test(tests, all_passed_conforms);
	tcase_add_test(tests, a_failure_outranks_the_rest);
	tcase_add_test(tests, a_broken_binding_is_a_wrong_input);
	tcase_add_loop_test(tests, what_could_not_be_judged_is_undecided, 0, 3);
	tcase_add_test(tests, a_run_that_was_stopped_is_undecided);
	tcase_add_test(tests, nothing_judged_is_undecided);
	tcase_add_test(tests, the_time_of_a_simulation_is_virtual);
	tcase_add_test(tests, assumptions_are_counted_apart);
	tcase_add_test(tests, assumptions_decide_as_cases_do);
	tcase_add_test(tests, the_line_names_what_there_is);
	tcase_add_test(tests, the_line_tells_an_empty_or_interrupted_run);
	suite_add_tcase(suite, tests);
	return suite;
}
