/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/variant.h"
#include "qualify/exploration.h"
#include "tests/sim/suites.h"

#include <string.h>

#define WALKS 400
#define ALL_OPEN (MOCK_VARIANT_BIT(MOCK_VARIANT_COUNT) - 1)

static struct exploration *exploration;

static void
set_up(void)
{
	struct mock_config config = mock_config_default();
	config.invitation_timeout_ns = NS_PER_S;
	exploration = exploration_new(&config, ALL_OPEN, WALKS);
}

static void
tear_down(void)
{
	exploration_free(exploration);
}

static struct fault
parse(const char *text)
{
	struct diag diag;
	struct fault fault;
	diag_init(&diag);
	ck_assert_msg(fault_parse(text, &fault, &diag), "%s", text);
	diag_free(&diag);
	return fault;
}

static const struct {
	enum difference found;
	const char *fault;
} rows[] = {
	{ DIFFERENCE_PROVEN, "misbehave RequestAccept ticket-ends not" },
	{ DIFFERENCE_PROVEN, "misbehave RequestReject timer-stops not" },
	{ DIFFERENCE_PROVEN,
	    "misbehave RequestLeaveInteraction tell-of-lost-party last-only" },
	/* the news are right, the place is not */
	{ DIFFERENCE_PROVEN,
	    "misbehave RequestLeaveInteraction where-it-returns "
	    "another-secretly" },
	/* it needs two invitations */
	{ DIFFERENCE_PROVEN,
	    "misbehave RequestAccept which-offer another-of-agent" },
	/* as a variant does */
	{ DIFFERENCE_LEGAL,
	    "misbehave RequestLeaveInteraction is-offer-baseless never" },
	{ DIFFERENCE_LEGAL,
	    "misbehave RequestConference is-agent-uninvited always" },
	/* other checks follow */
	{ DIFFERENCE_NONE, "misbehave RequestAccept is-logged-in always" },
	{ DIFFERENCE_NONE, "misbehave timeout timer-stops not" },
	{ DIFFERENCE_SETUP, "misbehave RequestAgentLogin grant not" },
	{ DIFFERENCE_SETUP, "misbehave RequestSubmit grant twice" },
};

START_TEST(servers_are_told_apart)
{
	struct fault fault = parse(rows[_i].fault);
	ck_assert_int_eq(
	    exploration_compare(exploration, &fault, NULL), rows[_i].found);
}
END_TEST

START_TEST(nothing_is_legal_when_nothing_is_open)
{
	struct mock_config config = mock_config_default();
	struct exploration *strict = exploration_new(&config, 0, WALKS);
	struct fault fault =
	    parse("misbehave RequestLeaveInteraction is-offer-baseless never");
	ck_assert_int_eq(
	    exploration_compare(strict, &fault, NULL), DIFFERENCE_PROVEN);
	exploration_free(strict);
}
END_TEST

START_TEST(a_message_that_is_missing_is_seen)
{
	struct fault fault = parse("drop EventRejected");
	ck_assert_int_eq(
	    exploration_compare(exploration, &fault, NULL), DIFFERENCE_PROVEN);
	/* which nothing judges */
	fault = parse("drop EventAgentLogin");
	ck_assert_int_eq(
	    exploration_compare(exploration, &fault, NULL), DIFFERENCE_NONE);
	fault = parse("alter EventError errorCode=7");
	ck_assert_int_eq(
	    exploration_compare(exploration, &fault, NULL), DIFFERENCE_NONE);
}
END_TEST

START_TEST(the_scenario_is_the_shortest)
{
	struct buf scenario;
	struct fault fault =
	    parse("misbehave RequestConference report-invitation not");
	buf_init(&scenario, 10000);
	exploration_compare(exploration, &fault, &scenario);
	const char *text = buf_text(&scenario);
	ck_assert_msg(strncmp(text, "  a", 3) == 0 &&
		strstr(text, " -> RequestConference x") &&
		strstr(text, " <- EventInvite x") &&
		!strstr(text, "EventAgentInvited"),
	    "%s", text);
	buf_free(&scenario);
}
END_TEST

START_TEST(decisions_of_the_original_are_met)
{
	ck_assert(exploration_meets(exploration, CAUSE_ACCEPT, PARTY_JOINS));
	ck_assert(
	    exploration_meets(exploration, CAUSE_TIMEOUT, TELL_OF_REVOCATION));
	ck_assert(exploration_meets(exploration, CAUSE_LEAVE,
	    TRANSITION +
		LIFECYCLE_PAIR(LIFECYCLE_INTERACTION, INTERACTION_HANDLED,
		    INTERACTION_IN_WORKBIN)));
	ck_assert(!exploration_meets(exploration, CAUSE_REJECT, PARTY_JOINS));
}
END_TEST

Suite *
exploration_suite(void)
{
	Suite *s = suite_create("sim/exploration");
	TCase *tc = tcase_create("exploration");
	/* Its walks are the same for all. */
	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(
	    tc, servers_are_told_apart, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tc, nothing_is_legal_when_nothing_is_open);
	tcase_add_test(tc, a_message_that_is_missing_is_seen);
	tcase_add_test(tc, the_scenario_is_the_shortest);
	tcase_add_test(tc, decisions_of_the_original_are_met);
	suite_add_tcase(s, tc);
	return s;
}
