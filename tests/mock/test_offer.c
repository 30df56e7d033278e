/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <string.h>

static struct scene *st;

static void
set_up(void)
{
	struct mock_config config = mock_config_default();
	config.invitation_timeout_ns = 100 * NS_PER_MS;
	st = scene_new(&config, NULL);
	scene_raise_handled(st);
	st->reference = 0;
}

static void
tear_down(void)
{
	scene_free(st);
}

#define INVITED                                                                \
	"reporting R EventAgentInvited party=a2 by=a1 op=Conference\n"         \
	"agent2 EventInvite ticket=1 op=Conference\n"

START_TEST(an_invitation_is_issued)
{
	scene_invite(st);
	ck_assert_str_eq(scene_heard(st), INVITED);
}
END_TEST

START_TEST(an_invitation_is_accepted)
{
	scene_invite(st);
	scene_heard(st);
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #2\n"
	    "agent1 EventAck #1\n"
	    "agent1 EventPartyAdded party=a2 op=Conference\n"
	    "agent2 EventPartyAdded party=a2 op=Conference\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n");
	scene_wait(st, 1000);
	ck_assert_str_eq(scene_heard(st), "");
}
END_TEST

START_TEST(all_parties_learn_of_the_third)
{
	scene_confer(st);
	scene_heard(st);
	scene_send(st, AGENT2, "RequestConference interactionId=ix agentId=a3");
	scene_heard(st);
	scene_send(st, AGENT3, "RequestAccept interactionId=ix ticketId=2");
	ck_assert_str_eq(scene_heard(st),
	    "agent3 EventAck #4\n"
	    "agent2 EventAck #3\n"
	    "agent1 EventPartyAdded party=a3 op=Conference\n"
	    "agent2 EventPartyAdded party=a3 op=Conference\n"
	    "agent3 EventPartyAdded party=a3 op=Conference\n"
	    "reporting R EventPartyAdded party=a3 by=a2 op=Conference\n");
}
END_TEST

START_TEST(an_invitation_is_rejected)
{
	scene_invite(st);
	scene_heard(st);
	scene_send(st, AGENT2, "RequestReject interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #2\n"
	    "agent1 EventError #1 code=1015\n"
	    "reporting R EventRejected by=a2 op=Conference\n");
	scene_wait(st, 1000);
	ck_assert_str_eq(scene_heard(st), "");
}
END_TEST

START_TEST(an_invitation_times_out)
{
	scene_invite(st);
	scene_heard(st);
	ck_assert_int_eq(
	    mock_server_next_timer(st->server), st->now_ns + 100 * NS_PER_MS);
	scene_wait(st, 99);
	ck_assert_str_eq(scene_heard(st), "");
	scene_wait(st, 1);
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventRevoked ticket=1 reason=Expired\n"
	    "agent1 EventError #1 code=1016\n");
	ck_assert_int_eq(mock_server_next_timer(st->server), TIME_NEVER_NS);
}
END_TEST

START_TEST(an_answer_at_the_deadline_is_late)
{
	scene_invite(st);
	scene_heard(st);
	st->now_ns += 100 * NS_PER_MS;
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventRevoked ticket=1 reason=Expired\n"
	    "agent1 EventError #1 code=1016\n"
	    "agent2 EventError #2 code=1014\n");
}
END_TEST

START_TEST(an_invitation_is_invalid)
{
	static const char *const requests[] = {
		"RequestConference interactionId=ix agentId=a9",
		"RequestConference interactionId=no agentId=a2",
		"RequestConference interactionId=ix agentId=a1",
		"RequestConference interactionId=ix",
		"RequestConference agentId=a2",
		("RequestConference interactionId=ix agentId=a2 "
		 "visibilityMode=3"),
	};
	for (size_t i = 0; i < 6; i++)
		scene_send(st, AGENT1, requests[i]);
	scene_send(st, AGENT2, "RequestConference interactionId=ix agentId=a3");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #1 code=1011\n"
	    "agent1 EventError #2 code=43\n"
	    "agent1 EventError #3 code=1012\n"
	    "agent1 EventError #4 code=1007\n"
	    "agent1 EventError #5 code=1007\n"
	    "agent1 EventError #6 code=1007\n"
	    "agent2 EventError #7 code=1009\n");
}
END_TEST

START_TEST(nobody_is_invited_twice_or_when_in)
{
	scene_invite(st);
	scene_invite(st);
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
	scene_heard(st);
	scene_invite(st);
	ck_assert_str_eq(scene_heard(st), "agent1 EventError #4 code=1012\n");
}
END_TEST

START_TEST(a_second_invitation_while_one_is_open_is_refused)
{
	scene_invite(st);
	scene_heard(st);
	scene_invite(st);
	ck_assert_str_eq(scene_heard(st), "agent1 EventError #2 code=1013\n");
}
END_TEST

START_TEST(an_answer_is_refused)
{
	scene_invite(st);
	scene_heard(st);
	scene_send(st, AGENT3, "RequestAccept interactionId=ix ticketId=1");
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=9");
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=-1");
	scene_send(st, AGENT2, "RequestAccept interactionId=no ticketId=1");
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=x");
	scene_send(st, AGENT2, "RequestReject interactionId=ix");
	scene_send(st, AGENT2, "RequestReject ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "agent3 EventError #2 code=1014\n"
	    "agent2 EventError #3 code=1014\n"
	    "agent2 EventError #4 code=1014\n"
	    "agent2 EventError #5 code=43\n"
	    "agent2 EventError #6 code=1007\n"
	    "agent2 EventError #7 code=1007\n"
	    "agent2 EventError #8 code=1007\n");
}
END_TEST

START_TEST(an_offer_is_answered_once)
{
	scene_confer(st);
	scene_heard(st);
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
	scene_send(st, AGENT2, "RequestReject interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventError #3 code=1014\n"
	    "agent2 EventError #4 code=1014\n");
}
END_TEST

START_TEST(the_invited_agent_goes)
{
	scene_invite(st);
	scene_heard(st);
	scene_close(st, AGENT2);
	ck_assert_str_eq(scene_heard(st),
	    "agent2 (closed) closed by the client\n"
	    "agent1 EventError #1 code=1017\n"
	    "reporting R EventAgentLogout agent=a2\n");
	scene_send(st, AGENT1, "RequestConference interactionId=ix agentId=a3");
	scene_heard(st);
	scene_send(st, AGENT3, "RequestAgentLogout");
	ck_assert_str_eq(scene_heard(st),
	    "agent3 EventAck #3\n"
	    "agent3 EventRevoked ticket=2\n"
	    "agent1 EventError #2 code=1017\n"
	    "reporting R EventAgentLogout agent=a3\n");
}
END_TEST

START_TEST(the_inviter_leaves)
{
	scene_invite(st);
	scene_heard(st);
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #2\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "agent2 EventRevoked ticket=1\n"
	    "agent1 EventError #1 code=1017\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n");
}
END_TEST

START_TEST(the_inviter_disconnects)
{
	scene_invite(st);
	scene_heard(st);
	scene_close(st, AGENT1);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (closed) closed by the client\n"
	    "agent2 EventRevoked ticket=1\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Disconnect\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n"
	    "reporting R EventAgentLogout agent=a1\n");
}
END_TEST

START_TEST(a_transfer_is_accepted)
{
	scene_send(st, AGENT1, "RequestTransfer interactionId=ix agentId=a2");
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "reporting R EventAgentInvited party=a2 by=a1 op=Transfer\n"
	    "agent2 EventInvite ticket=1 op=Transfer\n"
	    "agent2 EventAck #2\n"
	    "agent1 EventAck #1\n"
	    "agent1 EventPartyAdded party=a2 op=Transfer\n"
	    "agent2 EventPartyAdded party=a2 op=Transfer\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Transfer\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Transfer\n"
	    "agent2 EventPartyRemoved party=a1 op=Transfer\n");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st), "agent1 EventError #3 code=1009\n");
}
END_TEST

START_TEST(an_intrusion_is_accepted)
{
	scene_send(st, AGENT2, "RequestIntrude interactionId=ix");
	scene_send(st, AGENT2, "RequestAccept interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "reporting R EventAgentInvited party=a2 by=a2 op=Intrude\n"
	    "agent2 EventInvite ticket=1 op=Intrude\n"
	    "agent2 EventAck #2\n"
	    "agent2 EventAck #1\n"
	    "agent1 EventPartyAdded party=a2 op=Intrude\n"
	    "agent2 EventPartyAdded party=a2 op=Intrude\n"
	    "reporting R EventPartyAdded party=a2 by=a2 op=Intrude\n");
}
END_TEST

START_TEST(an_intrusion_is_refused)
{
	scene_send(st, AGENT1, "RequestIntrude interactionId=ix");
	scene_send(st, AGENT2, "RequestIntrude interactionId=no");
	scene_send(st, AGENT2, "RequestIntrude interactionId=ix agentId=a3");
	scene_send(st, AGENT2, "RequestIntrude interactionId=ix agentId=3");
	scene_send(st, AGENT2, "RequestIntrude interactionId=ix agentId=a1");
	scene_heard(st);
	scene_send(st, AGENT2, "RequestIntrude interactionId=ix");
	scene_invite(st);
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	scene_send(st, AGENT2, "RequestIntrude interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventError #6 code=1013\n"
	    "agent1 EventError #7 code=1013\n"
	    "agent1 EventAck #8\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "agent2 EventRevoked ticket=1\n"
	    "agent2 EventError #5 code=1017\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n"
	    "agent2 EventError #9 code=1009\n");
}
END_TEST

START_TEST(the_readings_can_be_switched)
{
	struct mock_config config = mock_config_default();
	config.early_conference_answer = true;
	config.invitee_learns = false;
	config.expired_reason = false;
	struct scene *other = scene_new(&config, NULL);
	scene_raise_handled(other);
	scene_invite(other);
	scene_wait(other, 30000);
	scene_invite(other);
	scene_send(other, AGENT2, "RequestAccept interactionId=ix ticketId=2");
	ck_assert_str_eq(scene_heard(other),
	    "agent1 EventAck #101\n" INVITED "agent2 EventRevoked ticket=1\n"
	    "agent1 EventAck #102\n"
	    "reporting R EventAgentInvited party=a2 by=a1 op=Conference\n"
	    "agent2 EventInvite ticket=2 op=Conference\n"
	    "agent2 EventAck #103\n"
	    "agent1 EventPartyAdded party=a2 op=Conference\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n");
	scene_free(other);
}
END_TEST

Suite *
offer_suite(void)
{
	Suite *s = suite_create("mock/offer");
	TCase *tc = tcase_create("offer");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, an_invitation_is_issued);
	tcase_add_test(tc, an_invitation_is_accepted);
	tcase_add_test(tc, all_parties_learn_of_the_third);
	tcase_add_test(tc, an_invitation_is_rejected);
	tcase_add_test(tc, an_invitation_times_out);
	tcase_add_test(tc, an_answer_at_the_deadline_is_late);
	tcase_add_test(tc, an_invitation_is_invalid);
	tcase_add_test(tc, nobody_is_invited_twice_or_when_in);
	tcase_add_test(tc, a_second_invitation_while_one_is_open_is_refused);
	tcase_add_test(tc, an_answer_is_refused);
	tcase_add_test(tc, an_offer_is_answered_once);
	tcase_add_test(tc, the_invited_agent_goes);
	tcase_add_test(tc, the_inviter_leaves);
	tcase_add_test(tc, the_inviter_disconnects);
	tcase_add_test(tc, a_transfer_is_accepted);
	tcase_add_test(tc, an_intrusion_is_accepted);
	tcase_add_test(tc, an_intrusion_is_refused);
	tcase_add_test(tc, the_readings_can_be_switched);
	suite_add_tcase(s, tc);
	return s;
}
