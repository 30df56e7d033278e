/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

static struct scene *st;

static void
set_up(void)
{
	st = scene_new(NULL, NULL);
	scene_raise_handled(st);
	st->reference = 0;
}

static void
tear_down(void)
{
	scene_free(st);
}

START_TEST(a_media_server_submits)
{
	scene_send(st, MEDIA,
	    "RequestSubmit interactionMediatype=chat interactionType=Inbound "
	    "queue=q");
	scene_send(st, MEDIA,
	    "RequestSubmit interactionId=ix interactionMediatype=chat "
	    "interactionType=Inbound queue=q");
	scene_send(st, MEDIA, "RequestSubmit interactionType=Inbound queue=q");
	scene_send(
	    st, MEDIA, "RequestSubmit interactionMediatype=chat queue=q");
	scene_send(st, MEDIA,
	    "RequestSubmit interactionMediatype=chat interactionType=Inbound");
	ck_assert_str_eq(scene_heard(st),
	    "media EventAck #1\n"
	    "reporting R EventInteractionSubmitted\n"
	    "media EventError #2 code=1008\n"
	    "media EventError #3 code=1007\n"
	    "media EventError #4 code=1007\n"
	    "media EventError #5 code=1007\n");
}
END_TEST

/* It handles it at once; and any media server may stop it. */
START_TEST(an_agent_submits)
{
	scene_send(st, AGENT1,
	    "RequestSubmit interactionId=iz interactionMediatype=chat "
	    "interactionType=Inbound queue=q");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #1\n"
	    "reporting R EventInteractionSubmitted\n"
	    "reporting R EventPartyAdded party=a1 by=a1 op=Submit\n");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=iz");
	scene_send(st, MEDIA, "RequestStopProcessing interactionId=iz");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #2\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n"
	    "media EventAck #3\n"
	    "reporting R EventProcessingStopped\n");
}
END_TEST

START_TEST(a_pull_takes_the_oldest)
{
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	scene_send(st, MEDIA,
	    "RequestSubmit interactionId=i.x interactionMediatype=email "
	    "interactionType=Inbound queue=q");
	scene_heard(st);
	scene_send(st, AGENT2, "RequestPull queue=q agentId=a2");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventPulledInteractions #3 media=chat\n"
	    "reporting R EventPartyAdded party=a2 by=a2 op=Pull\n"
	    "reporting R EventTakenFromQueue by=a2\n");
	scene_send(st, AGENT2, "RequestPull queue=q");
	scene_heard(st);
	scene_send(st, AGENT2, "RequestPull queue=q");
	ck_assert_str_eq(scene_heard(st), "agent2 EventError #5 code=1010\n");
}
END_TEST

START_TEST(a_pull_is_refused)
{
	scene_send(st, AGENT1, "RequestPull queue=nowhere");
	scene_send(st, AGENT1, "RequestPull workbin=q");
	scene_send(st, AGENT1, "RequestPull");
	scene_send(st, AGENT1, "RequestPull queue=q workbin=w");
	scene_send(st, AGENT1, "RequestPull queue=q agentId=a2");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #1 code=1010\n"
	    "agent1 EventError #2 code=1010\n"
	    "agent1 EventError #3 code=1007\n"
	    "agent1 EventError #4 code=1007\n"
	    "agent1 EventError #5 code=1011\n");
}
END_TEST

START_TEST(an_interaction_is_placed_in_a_queue)
{
	scene_send(st, AGENT1, "RequestPlaceInQueue interactionId=ix queue=z");
	scene_send(st, AGENT1, "RequestPull queue=q");
	scene_send(st, AGENT1, "RequestPull queue=z");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #1\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=PlaceInQueue\n"
	    "reporting R EventPlacedInQueue by=a1 queue=z\n"
	    "agent1 EventError #2 code=1010\n"
	    "agent1 EventPulledInteractions #3 media=chat\n"
	    "reporting R EventPartyAdded party=a1 by=a1 op=Pull\n"
	    "reporting R EventTakenFromQueue by=a1\n");
}
END_TEST

START_TEST(placing_is_refused)
{
	scene_send(st, AGENT2, "RequestPlaceInQueue interactionId=ix queue=z");
	scene_send(st, AGENT1, "RequestPlaceInQueue interactionId=no queue=z");
	scene_send(st, AGENT1, "RequestPlaceInQueue interactionId=ix");
	scene_send(st, AGENT1, "RequestPlaceInWorkbin interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventError #1 code=1009\n"
	    "agent1 EventError #2 code=43\n"
	    "agent1 EventError #3 code=1007\n"
	    "agent1 EventError #4 code=1007\n");
}
END_TEST

START_TEST(an_interaction_comes_and_returns_to_a_workbin)
{
	scene_send(
	    st, AGENT1, "RequestPlaceInWorkbin interactionId=ix workbin=w");
	scene_send(st, AGENT1, "RequestPull workbin=w");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #1\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=PlaceInWorkbin\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q workbin=w\n"
	    "reporting R EventPlacedInWorkbin by=a1 queue=q workbin=w\n"
	    "agent1 EventPulledInteractions #2 media=chat\n"
	    "reporting R EventPartyAdded party=a1 by=a1 op=Pull\n"
	    "reporting R EventTakenFromQueue by=a1\n"
	    "reporting R EventTakenFromWorkbin by=a1\n"
	    "agent1 EventAck #3\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "reporting R EventPlacedInWorkbin by=a1 queue=q workbin=w\n");
}
END_TEST

START_TEST(subscribers_are_told_what_is_in_a_workbin)
{
	static const char place[] =
	    "RequestPlaceInWorkbin interactionId=ix workbin=w";
	scene_send(st, AGENT2, "RequestWorkbinNotifications workbin=w");
	scene_send(st, AGENT2, "RequestWorkbinNotifications workbin=w");
	scene_send(st, AGENT1, place);
	scene_send(st, AGENT1, "RequestGetWorkbinContent workbin=w");
	scene_send(st, AGENT1, "RequestPull workbin=w");
	scene_send(st, AGENT2, "RequestWorkbinCancelNotifications workbin=w");
	scene_send(st, AGENT1, place);
	scene_send(st, AGENT2, "RequestWorkbinCancelNotifications workbin=w");
	scene_send(st, AGENT2, "RequestGetWorkbinContent workbin=no-such-bin");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #1\n"
	    "agent2 EventAck #2\n"
	    "agent1 EventAck #3\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=PlaceInWorkbin\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q workbin=w\n"
	    "reporting R EventPlacedInWorkbin by=a1 queue=q workbin=w\n"
	    "agent2 EventWorkbinContentChanged op=Placed\n"
	    "agent1 EventWorkbinContent #4 media=chat\n"
	    "agent1 EventPulledInteractions #5 media=chat\n"
	    "reporting R EventPartyAdded party=a1 by=a1 op=Pull\n"
	    "reporting R EventTakenFromQueue by=a1\n"
	    "reporting R EventTakenFromWorkbin by=a1\n"
	    "agent2 EventWorkbinContentChanged op=Taken\n"
	    "agent2 EventAck #6\n"
	    "agent1 EventAck #7\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=PlaceInWorkbin\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q workbin=w\n"
	    "reporting R EventPlacedInWorkbin by=a1 queue=q workbin=w\n"
	    "agent2 EventError #8 code=1020\n"
	    "agent2 EventError #9 code=1019\n");
}
END_TEST

START_TEST(the_queue_event_goes_with_the_workbin_event_if_so_read)
{
	struct mock_config config = mock_config_default();
	config.queue_too = true;
	struct scene *other = scene_new(&config, NULL);
	scene_raise_handled(other);
	scene_send(
	    other, AGENT1, "RequestPlaceInWorkbin interactionId=ix workbin=w");
	ck_assert_str_eq(scene_heard(other),
	    "agent1 EventAck #101\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=PlaceInWorkbin\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q workbin=w\n"
	    "reporting R EventPlacedInWorkbin by=a1 queue=q workbin=w\n");
	scene_free(other);
}
END_TEST

START_TEST(one_of_two_leaves)
{
	scene_confer(st);
	scene_heard(st);
	scene_send(st, AGENT2, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #3\n"
	    "reporting R EventPartyRemoved party=a2 by=a2 op=Leave\n"
	    "agent1 EventPartyRemoved party=a2 op=Leave\n");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #4\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n");
}
END_TEST

START_TEST(leaving_is_refused)
{
	scene_send(st, AGENT2, "RequestLeaveInteraction interactionId=ix");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=no");
	scene_send(st, AGENT1, "RequestLeaveInteraction");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventError #1 code=1009\n"
	    "agent1 EventError #2 code=43\n"
	    "agent1 EventError #3 code=1007\n"
	    "agent1 EventAck #4\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n"
	    "agent1 EventError #5 code=1009\n");
}
END_TEST

START_TEST(a_party_that_disconnects_leaves)
{
	scene_confer(st);
	scene_heard(st);
	scene_close(st, AGENT1);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (closed) closed by the client\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Disconnect\n"
	    "agent2 EventPartyRemoved party=a1 op=Disconnect\n"
	    "reporting R EventAgentLogout agent=a1\n");
	scene_send(st, AGENT2, "RequestAgentLogout");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #3\n"
	    "reporting R EventPartyRemoved party=a2 by=a2 op=Logout\n"
	    "reporting R EventPlacedInQueue by=a2 queue=q\n"
	    "reporting R EventAgentLogout agent=a2\n");
}
END_TEST

START_TEST(a_party_stops_the_processing)
{
	scene_confer(st);
	scene_send(st, AGENT1, "RequestConference interactionId=ix agentId=a3");
	scene_heard(st);
	scene_send(st, AGENT2, "RequestStopProcessing interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #4\n"
	    "agent1 EventRevoked\n"
	    "reporting R EventPartyRemoved party=a1 by=a2 op=StopProcessing\n"
	    "reporting R EventPartyRemoved party=a2 by=a2 op=StopProcessing\n"
	    "agent3 EventRevoked ticket=2\n"
	    "agent1 EventError #3 code=1017\n"
	    "reporting R EventProcessingStopped by=a2\n");
	scene_send(st, AGENT2, "RequestStopProcessing interactionId=ix");
	ck_assert_str_eq(scene_heard(st), "agent2 EventError #5 code=43\n");
}
END_TEST

START_TEST(the_submitter_stops_the_processing)
{
	scene_send(st, MEDIA, "RequestStopProcessing interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "media EventAck #1\n"
	    "agent1 EventRevoked\n"
	    "reporting R EventPartyRemoved party=a1 op=StopProcessing\n"
	    "reporting R EventProcessingStopped\n");
}
END_TEST

START_TEST(a_queued_interaction_is_stopped)
{
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	scene_heard(st);
	scene_send(st, AGENT1, "RequestStopProcessing interactionId=ix");
	scene_send(st, MEDIA, "RequestStopProcessing interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventError #2 code=1009\n"
	    "media EventAck #3\n"
	    "reporting R EventProcessingStopped\n");
}
END_TEST

START_TEST(changed_properties_are_told_to_the_others)
{
	scene_confer(st);
	scene_heard(st);
	scene_send(st, AGENT2,
	    "RequestChangeProperties interactionId=ix changedProperties.a=b");
	scene_send(st, AGENT3,
	    "RequestChangeProperties interactionId=ix changedProperties.a=b");
	scene_send(st, MEDIA, "RequestChangeProperties interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventAck #3\n"
	    "agent1 EventPropertiesChanged\n"
	    "agent3 EventError #4 code=1009\n"
	    "media EventAck #5\n"
	    "agent1 EventPropertiesChanged\n"
	    "agent2 EventPropertiesChanged\n");
}
END_TEST

Suite *
interaction_suite(void)
{
	Suite *s = suite_create("mock/interaction");
	TCase *tc = tcase_create("interaction");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_media_server_submits);
	tcase_add_test(tc, an_agent_submits);
	tcase_add_test(tc, a_pull_takes_the_oldest);
	tcase_add_test(tc, a_pull_is_refused);
	tcase_add_test(tc, an_interaction_is_placed_in_a_queue);
	tcase_add_test(tc, placing_is_refused);
	tcase_add_test(tc, an_interaction_comes_and_returns_to_a_workbin);
	tcase_add_test(tc, subscribers_are_told_what_is_in_a_workbin);
	tcase_add_test(
	    tc, the_queue_event_goes_with_the_workbin_event_if_so_read);
	tcase_add_test(tc, one_of_two_leaves);
	tcase_add_test(tc, leaving_is_refused);
	tcase_add_test(tc, a_party_that_disconnects_leaves);
	tcase_add_test(tc, a_party_stops_the_processing);
	tcase_add_test(tc, the_submitter_stops_the_processing);
	tcase_add_test(tc, a_queued_interaction_is_stopped);
	tcase_add_test(tc, changed_properties_are_told_to_the_others);
	suite_add_tcase(s, tc);
	return s;
}
