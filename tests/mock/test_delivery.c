/* SPDX-License-Identifier: Apache-2.0 */
/* A router delivers what waits in a queue to an agent. */
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <stdio.h>
#include <string.h>

#define ROUTER 9

static struct scene *st;

/* "ix" waits in a queue, and a router is registered. */
static void
raise_with(const struct mock_config *config)
{
	st = scene_new(config, NULL);
	scene_raise(st);
	scene_open(st, ROUTER, "router");
	scene_send(
	    st, ROUTER, "RequestRegisterClient clientType=RoutingEngine");
	scene_send(st, MEDIA,
	    "RequestSubmit interactionId=ix interactionMediatype=chat "
	    "interactionType=Inbound queue=q");
	scene_heard(st);
	st->reference = 0;
}

static void
set_up(void)
{
	raise_with(NULL);
}

static void
tear_down(void)
{
	scene_free(st);
}

static void
deliver(void)
{
	scene_send(
	    st, ROUTER, "T RequestRouteCall interactionId=ix agentId=a1");
}

#define INVITED                                                                \
	"reporting R EventAgentInvited party=a1 op=Deliver\n"                  \
	"agent1 EventInvite ticket=1 op=Deliver\n"                             \
	"reporting R EventPartyRemoved op=Route\n"

START_TEST(an_agent_is_invited_and_the_router_leaves)
{
	deliver();
	ck_assert_str_eq(
	    scene_heard(st), "9 TLibrary EventRouteUsed #1\n" INVITED);
}
END_TEST

START_TEST(only_the_reporting_engine_is_told_who_accepts)
{
	deliver();
	scene_heard(st);
	scene_send(st, AGENT1, "RequestAccept interactionId=ix ticketId=1");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #2\n"
	    "reporting R EventPartyAdded party=a1 op=Deliver\n");
	scene_wait(st, 60000);
	ck_assert_str_eq(scene_heard(st), "");
}
END_TEST

START_TEST(what_is_rejected_waits_again)
{
	deliver();
	scene_heard(st);
	scene_send(st, AGENT2, "RequestPull queue=q");
	scene_send(st, AGENT1, "RequestReject interactionId=ix ticketId=1");
	scene_send(st, AGENT2, "RequestPull queue=q");
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventError #2 code=1010\n"
	    "agent1 EventAck #3\n"
	    "reporting R EventRejected by=a1 op=Deliver\n"
	    "agent2 EventPulledInteractions #4 media=chat\n"
	    "reporting R EventPartyAdded party=a2 by=a2 op=Pull\n"
	    "reporting R EventTakenFromQueue by=a2\n");
}
END_TEST

START_TEST(who_does_not_answer_loses_it)
{
	deliver();
	scene_heard(st);
	scene_wait(st, 30000);
	ck_assert_str_eq(
	    scene_heard(st), "agent1 EventRevoked ticket=1 reason=Expired\n");
	deliver();
	ck_assert_str_eq(scene_heard(st),
	    "9 TLibrary EventRouteUsed #2\n"
	    "reporting R EventAgentInvited party=a1 op=Deliver\n"
	    "agent1 EventInvite ticket=2 op=Deliver\n"
	    "reporting R EventPartyRemoved op=Route\n");
}
END_TEST

START_TEST(the_router_may_learn_of_it_late)
{
	static const char *const ends[] = { "Accept", "Reject" };
	for (int i = 0; i < 3; i++) {
		struct mock_config config = mock_config_default();
		char answer[60];
		config.late_route_used = true;
		tear_down();
		raise_with(&config);
		deliver();
		ck_assert_str_eq(scene_heard(st), INVITED);
		snprintf(answer, sizeof(answer),
		    "Request%s interactionId=ix ticketId=1", ends[i % 2]);
		if (i < 2)
			scene_send(st, AGENT1, answer);
		else
			scene_wait(st, 30000);
		ck_assert_ptr_nonnull(
		    strstr(scene_heard(st), "9 TLibrary EventRouteUsed #1\n"));
	}
}
END_TEST

START_TEST(what_cannot_be_delivered_is_refused)
{
	static const char *const requests[] = {
		"T RequestRouteCall interactionId=iy agentId=a1",
		"T RequestRouteCall interactionId=ix",
		"T RequestRouteCall interactionId=ix agentId=nobody",
		"RequestRouteCall interactionId=ix agentId=a1",
	};
	for (size_t i = 0; i < 4; i++)
		scene_send(st, ROUTER, requests[i]);
	scene_send(st, MEDIA, "T RequestRouteCall interactionId=ix agentId=a1");
	ck_assert_str_eq(scene_heard(st),
	    "9 EventError #1 code=43\n"
	    "9 EventError #2 code=1007\n"
	    "9 EventError #3 code=1011\n"
	    "9 EventError #4 code=1001\n"
	    "media EventError #5 code=1004\n");
	deliver();
	scene_heard(st);
	deliver();
	ck_assert_str_eq(scene_heard(st), "9 EventError #7 code=1010\n");
}
END_TEST

Suite *
delivery_suite(void)
{
	Suite *s = suite_create("delivery");
	TCase *tc = tcase_create("delivery");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, an_agent_is_invited_and_the_router_leaves);
	tcase_add_test(tc, only_the_reporting_engine_is_told_who_accepts);
	tcase_add_test(tc, what_is_rejected_waits_again);
	tcase_add_test(tc, who_does_not_answer_loses_it);
	tcase_add_test(tc, the_router_may_learn_of_it_late);
	tcase_add_test(tc, what_cannot_be_delivered_is_refused);
	suite_add_tcase(s, tc);
	return s;
}
