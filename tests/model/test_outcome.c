/* SPDX-License-Identifier: Apache-2.0 */
#include "model/outcome.h"

#include "core/mem.h"
#include "model/observation.h"
#include "model/row.h"
#include "tests/model/suites.h"

#include <string.h>

START_TEST(verdicts_have_names)
{
	static const char *const names[] = { "pass", "fail", "inconclusive",
		"error", "skipped", "aborted", "expected failure", "flaky" };
	for (int i = 0; i < VERDICT_COUNT; i++)
		ck_assert_str_eq(verdict_name((enum verdict)i), names[i]);
}
END_TEST

/* Reports and baselines are keyed by these: each has its own. */
START_TEST(findings_have_names_of_their_own)
{
	for (int i = 0; i < FINDING_COUNT; i++) {
		const char *name = finding_name((enum finding)i);
		ck_assert_ptr_nonnull(name);
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(name, finding_name((enum finding)j));
	}
}
END_TEST

START_TEST(a_baseline_is_not_what_the_server_did)
{
	ck_assert_int_eq(
	    verdict_behaviour(VERDICT_EXPECTED, FINDING_MISSING), SERVER_FAILS);
	ck_assert_int_eq(
	    verdict_behaviour(VERDICT_FAIL, FINDING_UNEXPECTED_PASS),
	    SERVER_PASSES);
	ck_assert_int_eq(
	    verdict_behaviour(VERDICT_FAIL, FINDING_MISSING), SERVER_FAILS);
	ck_assert_int_eq(
	    verdict_behaviour(VERDICT_ABORTED, FINDING_NONE), SERVER_UNJUDGED);
	ck_assert_int_eq(
	    verdict_behaviour(VERDICT_SKIPPED, FINDING_NONE), SERVER_UNTRIED);
}
END_TEST

/* In whatever order its cases ended. */
START_TEST(one_failure_refutes_a_row)
{
	ck_assert_int_eq(row_state_with(ROW_OPEN, SERVER_UNJUDGED), ROW_OPEN);
	ck_assert_int_eq(row_state_with(ROW_OPEN, SERVER_PASSES), ROW_SHOWN);
	ck_assert_int_eq(row_state_with(ROW_SHOWN, SERVER_UNTRIED), ROW_SHOWN);
	ck_assert_int_eq(row_state_with(ROW_SHOWN, SERVER_FAILS), ROW_REFUTED);
	ck_assert_int_eq(
	    row_state_with(ROW_REFUTED, SERVER_PASSES), ROW_REFUTED);
}
END_TEST

START_TEST(clearing_can_be_repeated)
{
	struct outcome o = { .verdict = VERDICT_FAIL,
		.finding = FINDING_MISSING,
		.sentence = mem_strdup("a"),
		.detail = mem_strdup("b\n"),
		.duration_ns = 5 };
	outcome_clear(&o);
	ck_assert_ptr_null(o.sentence);
	ck_assert_ptr_null(o.detail);
	ck_assert_int_eq(o.verdict, VERDICT_PASS);
	outcome_clear(&o);
}
END_TEST

START_TEST(an_observation_gives_back_its_message)
{
	struct message *m = message_new("EventAck");
	struct observation o = { .kind = OBSERVED_MALFORMED,
		.message = message_ref(m),
		.raw = mem_strdup("{"),
		.raw_size = 1,
		.problem = mem_strdup("cut") };
	observation_clear(&o);
	ck_assert_ptr_null(o.message);
	ck_assert_str_eq(message_name(m), "EventAck");
	observation_clear(&o);
	message_unref(m);
}
END_TEST

Suite *
outcome_suite(void)
{
	Suite *s = suite_create("outcome");
	TCase *t = tcase_create("outcome");
	tcase_add_test(t, verdicts_have_names);
	tcase_add_test(t, findings_have_names_of_their_own);
	tcase_add_test(t, a_baseline_is_not_what_the_server_did);
	tcase_add_test(t, one_failure_refutes_a_row);
	tcase_add_test(t, clearing_can_be_repeated);
	tcase_add_test(t, an_observation_gives_back_its_message);
	suite_add_tcase(s, t);
	return s;
}
