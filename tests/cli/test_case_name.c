/* SPDX-License-Identifier: Apache-2.0 */
/* Names as users write them, and as they copy them. */
#include "cli/option/case_name.h"
#include "core/mem.h"
#include "tests/cli/suites.h"

#include <stdlib.h>

static bool
fits(const struct case_name *n, const char *text)
{
	char *word = case_name_word(text);
	bool does = case_name_fits(n, word);
	free(word);
	return does;
}

START_TEST(a_case_is_named_in_many_ways)
{
	static const struct case_name test = { "conference",
		"invitation-issued", "one-invitee" };
	static const char *const right[] = {
		"conference/invitation-issued/one-invitee",
		"conference.invitation-issued.one-invitee",
		"invitation-issued/one-invitee",
		"conference/*/one-*",
		"conference.*.one-invitee",
		"ok 12 - conference/invitation-issued/one-invitee",
		"not ok 3 - conference/invitation-issued/one-invitee",
		"not ok 3 - conference/invitation-issued/one-invitee # TODO x",
	};
	static const char *const wrong[] = {
		"conference",
		"conference/invitation-issued",
		"conference.invitation-issued",
		"one-invitee",
		"conference/one-invitee",
		"conference*",
		"ok - conference/invitation-issued/one-invitee",
	};
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
		ck_assert_msg(fits(&test, right[i]), "%s", right[i]);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert_msg(!fits(&test, wrong[i]), "%s", wrong[i]);
}
END_TEST

START_TEST(a_setup_has_a_slash_that_junit_has_not)
{
	static const struct case_name test = { "conference",
		"setup/agent-logs-in", "logs-in" };
	static const struct case_name phase = { "conference",
		"setup/agent-logs-in", NULL };
	ck_assert(fits(&test, "conference/setup/agent-logs-in/logs-in"));
	ck_assert(fits(&test, "conference.setup-agent-logs-in.logs-in"));
	ck_assert(fits(&phase, "conference.setup-agent-logs-in"));
	ck_assert(fits(&phase, "conference/setup/agent-logs-in/"));
}
END_TEST

START_TEST(a_phase_includes_its_cases)
{
	static const struct case_name test = { "conference",
		"invitation-issued", "one-invitee" };
	ck_assert(case_name_includes(&test, "conference"));
	ck_assert(case_name_includes(&test, "conference.invitation-issued"));
	ck_assert(case_name_includes(&test, "conference/invitation-*"));
	ck_assert(!case_name_includes(&test, "invitation-issued"));
	ck_assert(!case_name_includes(&test, "transfer"));
}
END_TEST

static void
check_near(const char *word, const char *best)
{
	struct near_name near;
	near_name_start(&near, word);
	near_name_offer(&near, mem_strdup("conference"));
	near_name_offer(
	    &near, mem_strdup("conference/invitation-issued/one-invitee"));
	near_name_offer(
	    &near, mem_strdup("conference/invitation-issued/two-inviters"));
	ck_assert_str_eq(near.best ? near.best : "", best);
	near_name_free(&near);
}

START_TEST(what_is_near_is_offered)
{
	check_near("conference.invitation-issued.one-invite",
	    "conference/invitation-issued/one-invitee");
	check_near("one-invited", "conference/invitation-issued/one-invitee");
	check_near("two", "conference/invitation-issued/two-inviters");
	check_near("conferense", "conference");
	check_near("xyz", "");
}
END_TEST

Suite *
case_name_suite(void)
{
	Suite *s = suite_create("case name");
	TCase *t = tcase_create("case name");
	tcase_add_test(t, a_case_is_named_in_many_ways);
	tcase_add_test(t, a_setup_has_a_slash_that_junit_has_not);
	tcase_add_test(t, a_phase_includes_its_cases);
	tcase_add_test(t, what_is_near_is_offered);
	suite_add_tcase(s, t);
	return s;
}
