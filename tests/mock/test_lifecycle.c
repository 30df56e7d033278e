/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/lifecycle.h"
#include "tests/mock/suites.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

START_TEST(states_have_names)
{
	ck_assert_str_eq(
	    lifecycle_state_name(LIFECYCLE_CLIENT, CLIENT_LOGGED_IN),
	    "logged in");
	ck_assert_str_eq(
	    lifecycle_state_name(LIFECYCLE_INTERACTION, INTERACTION_IN_WORKBIN),
	    "in workbin");
	ck_assert_str_eq(
	    lifecycle_state_name(LIFECYCLE_OFFER, OFFER_REVOKED), "revoked");
}
END_TEST

START_TEST(a_legal_transition_is_made)
{
	struct mock_config config = mock_config_default();
	unsigned char state = OFFER_OPEN;
	lifecycle_move(&config, LIFECYCLE_OFFER, "1", &state, OFFER_REJECTED);
	ck_assert_int_eq(state, OFFER_REJECTED);
}
END_TEST

START_TEST(an_offer_ends_once)
{
	struct mock_config config = mock_config_default();
	unsigned char state = OFFER_ACCEPTED;
	lifecycle_move(&config, LIFECYCLE_OFFER, "1", &state, OFFER_REVOKED);
}
END_TEST

Suite *
lifecycle_suite(void)
{
	Suite *s = suite_create("mock/lifecycle");
	TCase *tc = tcase_create("lifecycle");
	tcase_add_test(tc, states_have_names);
	tcase_add_test(tc, a_legal_transition_is_made);
	/* Without its own process it would end the others, too. */
	const char *fork_choice = getenv("CK_FORK");
	if (!fork_choice || strcmp(fork_choice, "no") != 0)
		tcase_add_test_raise_signal(tc, an_offer_ends_once, SIGABRT);
	suite_add_tcase(s, tc);
	return s;
}
