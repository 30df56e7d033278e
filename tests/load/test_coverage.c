/* SPDX-License-Identifier: Apache-2.0 */
/* When a case requires a row. */
#include "lint/coverage.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

#define INVITE "<receive at='agent2' message='EventInvite'/>"
#define OTHER "<receive at='agent1' message='EventPartyAdded'/>"

static const struct requirement_case {
	const char *steps;
	bool is_required;
} cases[] = {
	{ INVITE, true },
	{ OTHER, false },
	{ "<seq>" INVITE OTHER "</seq>", true },
	{ "<strict><all>" INVITE OTHER "</all></strict>", true },
	{ "<optional>" INVITE "</optional>" OTHER, false },
	{ "<all>" OTHER "<absent>" INVITE "</absent></all>", false },
	{ "<choice>" INVITE OTHER "</choice>", false },
	{ "<choice><all>" OTHER INVITE "</all>" INVITE "</choice>", true },
	{ "<choice>" INVITE "<optional>" INVITE "</optional></choice>", false },
	{ "<choice>" INVITE
	  "<receive when='R1=early' at='agent1' message='EventPartyAdded'/>"
	  "</choice>",
	    true },
	{ "<repeat min='0' max='2'>" INVITE "</repeat>" OTHER, false },
	{ "<repeat min='1' max='2'>" INVITE "</repeat>", true },
	{ "<receive when='R4=require' at='agent2' message='EventInvite'/>" OTHER,
	    false },
	{ "<receive when='R4=allow' at='agent2' message='EventInvite'/>",
	    true },
};

START_TEST(a_case_requires_what_it_cannot_pass_without)
{
	struct diag diag;
	struct coverage c = { 0 };
	diag_init(&diag);
	char *text = fixture_text(cases[_i].steps);
	struct suite *s = host_with_text(text, &diag);
	assert_silent(&diag);
	coverage_add_suite(&c, s, NULL);
	/* The host's own row first. */
	ck_assert_uint_eq(c.rows.count, 2);
	ck_assert_uint_eq(c.rows.items[0].cases.count, 1);
	ck_assert_str_eq(c.rows.items[1].fixture->phase, "tested");
	ck_assert_msg(
	    (c.rows.items[1].cases.count > 0) == cases[_i].is_required, "%s",
	    cases[_i].steps);
	coverage_free(&c);
	suite_free(s);
	free(text);
	diag_free(&diag);
}
END_TEST

Suite *
coverage_suite(void)
{
	Suite *s = suite_create("coverage");
	TCase *tc = tcase_create("coverage");
	tcase_add_loop_test(tc, a_case_requires_what_it_cannot_pass_without, 0,
	    (int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(s, tc);
	return s;
}
