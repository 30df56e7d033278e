/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions that go wrong: a few of each kind, as seen from outside.  That no
 * other one harms the mock itself is tested in test_walk.c.
 */
#include "mock/config/behaviour.h"
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <stdio.h>
#include <string.h>

/* A conference of a1 and a2, to which a3 is invited and comes; a2 leaves. */
static const struct {
	const char *fault; /* after "misbehave " */
	const char *heard; /* of the last request */
	const char *asked[6];
} rows[] = {
	/* conditions */
	{ "RequestAccept is-ticket-of-sender always",
	    "agent3 EventAck #102\nagent1 EventAck #101\n"
	    "agent1 EventPartyAdded party=a3 op=Conference\n"
	    "agent3 EventPartyAdded party=a3 op=Conference\n"
	    "reporting R EventPartyAdded party=a3 by=a1 op=Conference\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"5RequestAccept interactionId=ix ticketId=1" } },
	{ "RequestLeaveInteraction is-sender-party always",
	    "agent2 EventAck #101\n",
	    { "4RequestLeaveInteraction interactionId=ix" } },
	{ "RequestConference is-interaction-known always",
	    "agent1 EventAck #101\n",
	    { "3RequestConference interactionId=no agentId=a2" } },
	{ "* is-interaction-known never", "agent1 EventError #101 code=43\n",
	    { "3RequestLeaveInteraction interactionId=ix" } },
	/* deeds */
	{ "RequestAccept ticket-ends not", "agent2 EventError #103 code=1012\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestAccept interactionId=ix ticketId=1",
		"4RequestAccept interactionId=ix ticketId=1" } },
	{ "RequestAccept party-joins not", "agent2 EventError #103 code=1009\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestAccept interactionId=ix ticketId=1",
		"4RequestLeaveInteraction interactionId=ix" } },
	/* news, of three parties */
	{ "RequestLeaveInteraction tell-of-lost-party first-only",
	    "agent2 EventAck #105\n"
	    "reporting R EventPartyRemoved party=a2 by=a2 op=Leave\n"
	    "agent1 EventPartyRemoved party=a2 op=Leave\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestAccept interactionId=ix ticketId=1",
		"3RequestConference interactionId=ix agentId=a3",
		"5RequestAccept interactionId=ix ticketId=2",
		"4RequestLeaveInteraction interactionId=ix" } },
	{ "RequestLeaveInteraction tell-of-lost-party actor-too",
	    "agent2 EventAck #103\n"
	    "reporting R EventPartyRemoved party=a2 by=a2 op=Leave\n"
	    "agent1 EventPartyRemoved party=a2 op=Leave\n"
	    "agent2 EventPartyRemoved party=a2 op=Leave\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestAccept interactionId=ix ticketId=1",
		"4RequestLeaveInteraction interactionId=ix" } },
	/* answers */
	{ "RequestReject later-refusal newest-reference",
	    "agent2 EventAck #102\nagent1 EventError #102 code=1015\n"
	    "reporting R EventRejected by=a2 op=Conference\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestReject interactionId=ix ticketId=1" } },
	{ "RequestReject grant opposite",
	    "agent2 EventError #102 code=1001\n"
	    "agent1 EventError #101 code=1015\n"
	    "reporting R EventRejected by=a2 op=Conference\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestReject interactionId=ix ticketId=1" } },
	/* transitions */
	{ "RequestReject offer-open-to-rejected to-accepted",
	    "agent2 EventAck #102\nagent1 EventAck #101\n"
	    "agent1 EventPartyAdded party=a2 op=Conference\n"
	    "agent2 EventPartyAdded party=a2 op=Conference\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestReject interactionId=ix ticketId=1" } },
	{ "RequestLeaveInteraction interaction-handled-to-queued not",
	    "agent2 EventError #102 code=1010\n",
	    { "3RequestLeaveInteraction interactionId=ix",
		"4RequestPull queue=q" } },
	/* what was never requested */
	{ "RequestLeaveInteraction after-refusal forgets-offers",
	    "agent2 EventError #103 code=1014\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"4RequestLeaveInteraction interactionId=ix",
		"4RequestAccept interactionId=ix ticketId=1" } },
	/* of where it was, of other interactions */
	{ "RequestLeaveInteraction where-it-returns its-first-queue",
	    "agent1 EventAck #103\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n",
	    { "3RequestPlaceInQueue interactionId=ix queue=q2",
		"3RequestPull queue=q2",
		"3RequestLeaveInteraction interactionId=ix" } },
	{ "RequestLeaveInteraction after-grant forgets-sender-everywhere",
	    "agent1 EventError #104 code=1009\n",
	    { "1RequestSubmit interactionId=iy interactionMediatype=chat "
	      "interactionType=Inbound queue=q",
		"3RequestPull queue=q",
		"3RequestLeaveInteraction interactionId=ix",
		"3RequestLeaveInteraction interactionId=iy" } },
	/* the second time only */
	{ "RequestConference is-agent-logged-in never #2",
	    "agent1 EventError #102 code=1011\n",
	    { "3RequestConference interactionId=ix agentId=a2",
		"3RequestConference interactionId=ix agentId=a3" } },
};

START_TEST(a_decision_is_got_wrong)
{
	char fault[200];
	snprintf(fault, sizeof(fault), "misbehave %s", rows[_i].fault);
	struct scene *st = scene_new(NULL, fault);
	scene_raise(st);
	scene_send(st, MEDIA,
	    "RequestSubmit interactionId=ix interactionMediatype=chat "
	    "interactionType=Inbound queue=q");
	scene_send(st, AGENT1, "RequestPull queue=q");
	st->reference = 100;
	for (size_t i = 0; i < 6 && rows[_i].asked[i]; i++) {
		const char *asked = rows[_i].asked[i];
		scene_heard(st);
		scene_send(st, (unsigned)(asked[0] - '0'), asked + 1);
	}
	ck_assert_str_eq(scene_heard(st), rows[_i].heard);
	ck_assert_uint_gt(mock_server_fault_uses(st->server, 0), 0);
	scene_free(st);
}
END_TEST

START_TEST(a_timer_is_not_stopped)
{
	struct scene *st =
	    scene_new(NULL, "misbehave RequestReject timer-stops not");
	scene_raise_handled(st);
	scene_invite(st);
	scene_send(st, AGENT2, "RequestReject interactionId=ix ticketId=1");
	scene_heard(st);
	scene_wait(st, 31000);
	ck_assert_str_eq(scene_heard(st),
	    "agent2 EventRevoked ticket=1 reason=Expired\n"
	    "agent1 EventError #101 code=1016\n");
	ck_assert_int_eq(mock_server_next_timer(st->server), TIME_NEVER_NS);
	scene_free(st);
}
END_TEST

START_TEST(every_decision_and_way_has_a_name_of_its_own)
{
	char name[BEHAVIOUR_NAME_SIZE];
	unsigned found;
	for (unsigned point = 0; point < POINT_COUNT; point++) {
		if (!behaviour_point_name(point, name))
			continue;
		ck_assert(behaviour_find_point(name, &found));
		ck_assert_uint_eq(found, point);
		unsigned ways = 0;
		for (unsigned way = 0; way < WAY_COUNT; way++) {
			if (!behaviour_way_name(point, way, name))
				continue;
			ways++;
			ck_assert(behaviour_find_way(point, name, &found));
			ck_assert_uint_eq(found, way);
		}
		ck_assert_uint_gt(ways, 0);
	}
}
END_TEST

static void
note(void *owner, unsigned cause, unsigned point)
{
	bool *met = owner;
	*met |= cause == CAUSE_REJECT && point == REPORT_REJECTION;
}

START_TEST(decisions_can_be_watched)
{
	struct mock_config config = mock_config_default();
	bool met = false;
	config.on_decision = note;
	config.owner = &met;
	struct scene *st = scene_new(&config, NULL);
	scene_raise_handled(st);
	scene_invite(st);
	ck_assert(!met);
	scene_send(st, AGENT2, "RequestReject interactionId=ix ticketId=1");
	ck_assert(met);
	scene_free(st);
}
END_TEST

Suite *
decision_suite(void)
{
	Suite *s = suite_create("mock/decision");
	TCase *tc = tcase_create("decision");
	tcase_add_loop_test(
	    tc, a_decision_is_got_wrong, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tc, a_timer_is_not_stopped);
	tcase_add_test(tc, every_decision_and_way_has_a_name_of_its_own);
	tcase_add_test(tc, decisions_can_be_watched);
	suite_add_tcase(s, tc);
	return s;
}
