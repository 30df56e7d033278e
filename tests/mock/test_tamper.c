/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <string.h>

/* What a conference of agent1 and agent2 sounds like, with its fences. */
#define INVITED "reporting R EventAgentInvited party=a2 by=a1 op=Conference\n"
#define INVITE "agent2 EventInvite ticket=1 op=Conference\n"
#define ACK2 "agent2 EventAck #102\n"
#define ACK1 "agent1 EventAck #101\n"
#define ADDED1 "agent1 EventPartyAdded party=a2 op=Conference\n"
#define ADDED2 "agent2 EventPartyAdded party=a2 op=Conference\n"
#define ADDED "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n"
#define FENCE1 "agent1 (fence) 1\n"
#define FENCE2 "agent2 (fence) 2\n"

static const struct {
	const char *fault;
	const char *heard;
} rows[] = {
	{ "drop EventRejected",
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "drop EventAck at agent2 #1", /* its registration was the first */
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "drop EventAck at agent2 #3",
	    INVITED INVITE ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "drop EventPartyAdded as InteractionManagement",
	    INVITED INVITE ACK2 ACK1 ADDED FENCE1 FENCE2 },
	{ "drop EventPartyAdded as Reporting",
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2 FENCE1 FENCE2 },
	{ "duplicate EventInvite at agent2",
	    INVITED INVITE INVITE ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "retag EventInvite to Reporting",
	    INVITED "agent2 R EventInvite ticket=1 op=Conference\n" ACK2 ACK1
		ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "retag EventInvite to Other",
	    INVITED
	    "agent2 Other EventInvite ticket=1 op=Conference\n" ACK2 ACK1 ADDED1
		ADDED2 ADDED FENCE1 FENCE2 },
	{ "misdeliver EventInvite at agent2 to agent1",
	    INVITED "agent1 EventInvite ticket=1 op=Conference\n" ACK2 ACK1
		ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "misdeliver EventInvite at agent2 to nobody",
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "alter EventInvite at agent2 ticketId=999",
	    INVITED "agent2 EventInvite ticket=999 op=Conference\n" ACK2 ACK1
		ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "alter EventInvite operation=true",
	    INVITED "agent2 EventInvite ticket=1 op=true\n" ACK2 ACK1 ADDED1
		ADDED2 ADDED FENCE1 FENCE2 },
	{ "alter EventInvite operation=Other",
	    INVITED "agent2 EventInvite ticket=1 op=Other\n" ACK2 ACK1 ADDED1
		ADDED2 ADDED FENCE1 FENCE2 },
	{ "alter EventAgentInvited party=a3", /* in addition to what is in it */
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "misdeliver EventInvite at agent2 to media",
	    INVITED "media EventInvite ticket=1 op=Conference\n" ACK2 ACK1
		ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "misdeliver EventAgentInvited to agent2",
	    "agent2 R EventAgentInvited party=a2 by=a1 op=Conference\n" INVITE
		ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "misdeliver EventAck at agent1 #3 to agent3",
	    INVITED INVITE ACK2
	    "agent3 EventAck #101\n" ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "extra EventInvite at agent2 after EventAck",
	    INVITED INVITE ACK2
	    "agent2 EventInvite ticket=1000000000\n" ACK1 ADDED1 ADDED2 ADDED
		FENCE1 FENCE2 },
	{ "strip EventPartyAdded as Reporting actor",
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2
	    "reporting R EventPartyAdded party=a2 op=Conference\n" FENCE1
		FENCE2 },
	{ "strip EventInvite ticketId",
	    INVITED "agent2 EventInvite op=Conference\n" ACK2 ACK1 ADDED1 ADDED2
		ADDED FENCE1 FENCE2 },
	{ "wrong-reference EventAck at agent2",
	    INVITED INVITE "agent2 EventAck #1000000102\n" ACK1 ADDED1 ADDED2
		ADDED FENCE1 FENCE2 },
	{ "wrong-reference EventInvite",
	    INVITED INVITE ACK2 ACK1 ADDED1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "swap EventAck at agent1",
	    INVITED INVITE ACK2 ADDED1 ACK1 ADDED2 ADDED FENCE1 FENCE2 },
	{ "swap EventPartyAdded at agent1",
	    INVITED INVITE ACK2 ACK1 ADDED2 ADDED ADDED1 FENCE1 FENCE2 },
	{ "extra EventPartyRemoved at agent1 after EventAck",
	    INVITED INVITE ACK2 ACK1
	    "agent1 EventPartyRemoved party=a1 op=Conference\n" ADDED1 ADDED2
		ADDED FENCE1 FENCE2 },
	{ "extra EventError at agent1 after EventAck",
	    INVITED INVITE ACK2 ACK1
	    "agent1 EventError #101 code=1001\n" ADDED1 ADDED2 ADDED FENCE1
		FENCE2 },
	{ "extra EventAck at agent1 after EventPartyAdded",
	    INVITED INVITE ACK2 ACK1 ADDED1
	    "agent1 EventAck #1000000000\n" ADDED2 ADDED FENCE1 FENCE2 },
	{ "malformed EventPartyAdded at agent1",
	    INVITED INVITE ACK2 ACK1
	    "agent1 (cut) EventPartyAdded party=a2 op=Conference\n" ADDED2 ADDED
		FENCE1 FENCE2 },
	{ "rename EventPartyAdded at agent1 to EventBogus",
	    INVITED INVITE ACK2 ACK1
	    "agent1 EventBogus party=a2 op=Conference\n" ADDED2 ADDED FENCE1
		FENCE2 },
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

static struct scene *
invited(const char *fault)
{
	struct scene *st = scene_new(NULL, fault);
	scene_raise_handled(st);
	scene_invite(st);
	return st;
}

START_TEST(a_fault_shows)
{
	struct scene *st = scene_new(NULL, rows[_i].fault);
	scene_raise_handled(st);
	scene_wait(st, 100);
	scene_heard(st);
	scene_confer(st);
	scene_fence(st, AGENT1, 1);
	scene_fence(st, AGENT2, 2);
	ck_assert_str_eq(scene_heard(st), rows[_i].heard);
	scene_wait(st, 100);
	ck_assert_str_eq(scene_heard(st), "");
	scene_free(st);
}
END_TEST

START_TEST(a_delay_keeps_the_order_of_the_connection)
{
	struct scene *st =
	    scene_new(NULL, "delay EventInvite at agent2 by 300ms");
	scene_raise_handled(st);
	scene_confer(st);
	scene_fence(st, AGENT1, 1);
	scene_fence(st, AGENT2, 2);
	ck_assert_str_eq(scene_heard(st), INVITED ACK1 ADDED1 ADDED FENCE1);
	scene_wait(st, 299);
	ck_assert_str_eq(scene_heard(st), "");
	scene_wait(st, 1);
	ck_assert_str_eq(scene_heard(st), INVITE ACK2 ADDED2 FENCE2);
	scene_free(st);
}
END_TEST

static const struct {
	const char *fault;
	int64_t expires_ms; /* the offers of agent1 to agent2 */
	int64_t again_ms;
} advances[] = {
	{ "advance EventRevoked at agent2 by 200ms", 300, 300 },
	{ "advance EventError at agent1 by 200ms", 300, 300 },
	{ "advance * by 200ms", 100, 100 }, /* both messages: twice */
	{ "advance EventRevoked by 1h", 0, 0 },
	{ "advance EventRevoked #2 by 200ms", 500, 300 },
	{ "advance EventRevoked at agent1 by 200ms", 500, 500 },
	{ "advance EventRevoked as Reporting by 200ms", 500, 500 },
	{ "advance EventInvite at agent2 by 200ms", 500, 500 },
};

#define ADVANCE_COUNT (sizeof(advances) / sizeof(advances[0]))

static void
expect_expiry(struct scene *st, int64_t ms)
{
	scene_send(st, AGENT1, "RequestConference interactionId=ix agentId=a2");
	scene_heard(st);
	if (ms > 0) {
		scene_wait(st, ms - 1);
		ck_assert_str_eq(scene_heard(st), "");
	}
	scene_wait(st, 1);
	ck_assert_ptr_nonnull(strstr(scene_heard(st), "agent1 EventError"));
}

START_TEST(an_advance_shortens_the_timer)
{
	struct mock_config config = mock_config_default();
	config.invitation_timeout_ns = 500 * NS_PER_MS;
	struct scene *st = scene_new(&config, advances[_i].fault);
	scene_raise_handled(st);
	expect_expiry(st, advances[_i].expires_ms);
	expect_expiry(st, advances[_i].again_ms);
	scene_free(st);
}
END_TEST

START_TEST(a_later_offer_may_end_first)
{
	struct mock_config config = mock_config_default();
	config.invitation_timeout_ns = 500 * NS_PER_MS;
	struct scene *st =
	    scene_new(&config, "advance EventRevoked at agent3 by 300ms");
	scene_raise_handled(st);
	scene_invite(st);
	scene_wait(st, 100);
	scene_send(st, AGENT1, "RequestConference interactionId=ix agentId=a3");
	scene_heard(st);
	scene_wait(st, 200);
	ck_assert_ptr_nonnull(strstr(scene_heard(st), "agent3 EventRevoked"));
	scene_wait(st, 199);
	ck_assert_str_eq(scene_heard(st), "");
	scene_wait(st, 1);
	ck_assert_ptr_nonnull(strstr(scene_heard(st), "agent2 EventRevoked"));
	scene_free(st);
}
END_TEST

START_TEST(an_extra_message_may_come_later)
{
	struct scene *st =
	    invited("extra EventRevoked at agent2 after EventInvite by 300ms");
	scene_fence(st, AGENT2, 2);
	ck_assert_str_eq(scene_heard(st), INVITED INVITE FENCE2);
	scene_wait(st, 299);
	ck_assert_str_eq(scene_heard(st), "");
	scene_wait(st, 1);
	ck_assert_str_eq(scene_heard(st), "agent2 EventRevoked\n");
	scene_free(st);
}
END_TEST

START_TEST(a_late_extra_message_never_comes_to_a_closed_connection)
{
	struct scene *st =
	    invited("extra EventRevoked at agent2 after EventInvite by 300ms");
	scene_close(st, AGENT2);
	scene_heard(st);
	scene_wait(st, 1000);
	ck_assert_str_eq(scene_heard(st), "");
	scene_free(st);
}
END_TEST

START_TEST(what_is_delayed_is_sent_before_the_connection_closes)
{
	struct scene *st = invited("delay EventInvite by 300ms");
	scene_close(st, AGENT2);
	ck_assert_str_eq(scene_heard(st),
	    INVITED INVITE "agent2 (closed) closed by the client\n"
			   "agent1 EventError #101 code=1017\n"
			   "reporting R EventAgentLogout agent=a2\n");
	scene_wait(st, 1000);
	ck_assert_str_eq(scene_heard(st), "");
	scene_free(st);
}
END_TEST

START_TEST(a_swapped_message_goes_alone_after_a_while)
{
	struct scene *st = invited("swap EventInvite");
	ck_assert_str_eq(scene_heard(st), INVITED);
	scene_wait(st, 49);
	ck_assert_str_eq(scene_heard(st), "");
	scene_wait(st, 1);
	ck_assert_str_eq(scene_heard(st), INVITE);
	scene_free(st);
}
END_TEST

START_TEST(a_disconnect_comes_instead)
{
	struct scene *st = invited("disconnect EventInvite at agent2");
	scene_fence(st, AGENT2, 2);
	ck_assert_str_eq(scene_heard(st),
	    INVITED "agent2 (closed) closed by the server\n"
		    "agent1 EventError #101 code=1017\n"
		    "reporting R EventAgentLogout agent=a2\n"
		    "agent2 (error) the party is not open\n");
	scene_free(st);
}
END_TEST

START_TEST(everybody_may_be_disconnected_at_once)
{
	struct scene *st = scene_new(NULL, "disconnect EventPartyRemoved");
	scene_raise_handled(st);
	scene_confer(st);
	scene_heard(st);
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventAck #103\n"
	    "reporting (closed) closed by the server\n"
	    "agent2 (closed) closed by the server\n");
	scene_free(st);
}
END_TEST

/* At the whole server, and not on each connection. */
START_TEST(a_fault_hits_sometimes)
{
	struct scene *st = scene_new(NULL, "drop EventError sometimes 1/3");
	unsigned heard = 0;
	scene_raise(st);
	scene_heard(st);
	for (unsigned i = 0; i < 30; i++) {
		scene_send(st, i % 2 ? AGENT1 : AGENT2,
		    "RequestAccept interactionId=ix ticketId=7");
		heard += strstr(scene_heard(st), "EventError") != NULL;
	}
	ck_assert_uint_eq(heard, 20);
	ck_assert_uint_eq(mock_server_fault_uses(st->server, 0), 10);
	scene_free(st);
}
END_TEST

START_TEST(a_misdelivery_stays_in_the_group)
{
	struct scene *st = scene_new(
	    NULL, "misdeliver EventAgentLogout at reporting to agent1");
	scene_raise(st);
	scene_open(st, 1000, "agent1");
	scene_heard(st);
	scene_close(st, AGENT2);
	ck_assert_str_eq(scene_heard(st),
	    "agent2 (closed) closed by the client\n"
	    "agent1 R EventAgentLogout agent=a2\n");
	scene_close(st, AGENT1);
	ck_assert_str_eq(scene_heard(st),
	    "agent1 (closed) closed by the client\n"
	    "1000 R EventAgentLogout agent=a1\n");
	scene_free(st);
}
END_TEST

Suite *
tamper_suite(void)
{
	Suite *s = suite_create("mock/tamper");
	TCase *tc = tcase_create("tamper");
	tcase_add_loop_test(tc, a_fault_shows, 0, (int)ROW_COUNT);
	tcase_add_test(tc, a_delay_keeps_the_order_of_the_connection);
	tcase_add_loop_test(
	    tc, an_advance_shortens_the_timer, 0, (int)ADVANCE_COUNT);
	tcase_add_test(tc, a_later_offer_may_end_first);
	tcase_add_test(tc, an_extra_message_may_come_later);
	tcase_add_test(
	    tc, a_late_extra_message_never_comes_to_a_closed_connection);
	tcase_add_test(
	    tc, what_is_delayed_is_sent_before_the_connection_closes);
	tcase_add_test(tc, a_swapped_message_goes_alone_after_a_while);
	tcase_add_test(tc, a_disconnect_comes_instead);
	tcase_add_test(tc, everybody_may_be_disconnected_at_once);
	tcase_add_test(tc, a_fault_hits_sometimes);
	tcase_add_test(tc, a_misdelivery_stays_in_the_group);
	suite_add_tcase(s, tc);
	return s;
}
