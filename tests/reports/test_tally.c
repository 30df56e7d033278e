/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/suites.h"

#include "core/clock.h"
#include "reports/tally.h"

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

static void
assert_line(
    const struct run_summary *s, unsigned case_count, const char *wanted)
{
	struct buf line;
	buf_init(&line, 256);
	tally_print(&line, s, case_count);
	ck_assert_str_eq(buf_text(&line), wanted);
	buf_free(&line);
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

Suite *
tally_suite(void)
{
	Suite *suite = suite_create("tally");
	TCase *tests = tcase_create("tally");
	tcase_add_test(tests, all_passed_conforms);
	tcase_add_test(tests, a_failure_outranks_the_rest);
	tcase_add_loop_test(tests, what_could_not_be_judged_is_undecided, 0, 3);
	tcase_add_test(tests, a_run_that_was_stopped_is_undecided);
	tcase_add_test(tests, nothing_judged_is_undecided);
	tcase_add_test(tests, the_line_names_what_there_is);
	tcase_add_test(tests, the_line_tells_an_empty_or_interrupted_run);
	suite_add_tcase(suite, tests);
	return suite;
}
