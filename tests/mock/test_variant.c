/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/variant.h"
#include "tests/mock/scene.h"
#include "tests/mock/suites.h"

#include <string.h>

/* agent1 handles "ix" at a server of that variant. */
static struct scene *
scene_of(const char *name)
{
	struct mock_config config = mock_config_default();
	const struct mock_variant *v = mock_variant_find(name);
	ck_assert_msg(v, "%s", name);
	config.invitation_timeout_ns = 100 * NS_PER_MS;
	v->take(&config);
	struct scene *st = scene_new(&config, NULL);
	scene_raise_handled(st);
	st->reference = 0;
	return st;
}

#define INVITE "3RequestConference interactionId=ix agentId=a2"
#define ACCEPT "4RequestAccept interactionId=ix ticketId=1"
#define LEAVE "3RequestLeaveInteraction interactionId=ix"

/* What is received about the last. */
static const struct {
	const char *name;
	const char *heard;
	const char *asked[6];
} liberties[] = {
	{ "invitee-untold",
	    "agent2 EventAck #2\nagent1 EventAck #1\n"
	    "agent1 EventPartyAdded party=a2 op=Conference\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n",
	    { INVITE, ACCEPT } },
	{ "second-withdrawn",
	    "agent2 EventAck #3\nagent1 EventAck #1\n"
	    "agent1 EventPartyAdded party=a2 op=Conference\n"
	    "agent2 EventPartyAdded party=a2 op=Conference\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n"
	    "agent2 EventRevoked ticket=2\n"
	    "agent1 EventError #2 code=1017\n",
	    { INVITE, INVITE, ACCEPT } },
	{ "second-kept", "agent2 EventError #4 code=1012\n",
	    { INVITE, INVITE, ACCEPT,
		"4RequestAccept interactionId=ix ticketId=2" } },
	{ "repetition-granted", "agent2 EventAck #3\n",
	    { INVITE, ACCEPT, ACCEPT } },
	{ "repetition-granted", "agent2 EventError #3 code=1014\n",
	    { INVITE, ACCEPT, "4RequestReject interactionId=ix ticketId=1" } },
	{ "repetition-granted", "agent2 EventError #4 code=1014\n",
	    { INVITE, ACCEPT, "4RequestLeaveInteraction interactionId=ix",
		ACCEPT } },
	{ "repetition-always-granted", "agent2 EventAck #4\n",
	    { INVITE, ACCEPT, "4RequestLeaveInteraction interactionId=ix",
		ACCEPT } },
	{ "one-at-a-time", "agent1 EventError #3 code=1013\n",
	    { "1RequestSubmit interactionId=iy interactionMediatype=chat "
	      "interactionType=Inbound queue=q",
		"4RequestPull queue=q", INVITE } },
	{ "no-clean-up", "media EventError #1 code=1001\n",
	    { "1RequestStopProcessing interactionId=ix" } },
	{ "leaver-invites",
	    "agent2 EventAck #3\nagent1 EventAck #1\n"
	    "agent2 EventPartyAdded party=a2 op=Conference\n"
	    "reporting R EventPartyAdded party=a2 by=a1 op=Conference\n",
	    { INVITE, LEAVE, ACCEPT } },
	{ "no-reasons",
	    "agent1 EventAck #2\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Leave\n"
	    "agent2 EventRevoked ticket=1\n"
	    "agent1 EventError #1 code=1017\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n",
	    { INVITE, LEAVE } },
	{ "other-codes", "agent2 EventError #1 code=1\n", { ACCEPT } },
	{ "changes-reported",
	    "media EventAck #1\n"
	    "reporting R EventPropertiesChanged\n"
	    "agent1 EventPropertiesChanged\n",
	    { "1RequestChangeProperties interactionId=ix" } },
};

START_TEST(a_liberty_is_taken)
{
	struct scene *st = scene_of(liberties[_i].name);
	for (size_t i = 0; i < 6 && liberties[_i].asked[i]; i++) {
		const char *asked = liberties[_i].asked[i];
		scene_heard(st);
		scene_send(st, (unsigned)(asked[0] - '0'), asked + 1);
	}
	ck_assert_str_eq(scene_heard(st), liberties[_i].heard);
	scene_free(st);
}
END_TEST

static const struct {
	const char *name;
	unsigned closed; /* an agent lost while invited or inviting */
	const char *heard;
	const char *later; /* when the time is over */
} losses[] = {
	{ "lost-invites", AGENT1,
	    "agent1 (closed) closed by the client\n"
	    "reporting R EventPartyRemoved party=a1 by=a1 op=Disconnect\n"
	    "reporting R EventPlacedInQueue by=a1 queue=q\n"
	    "reporting R EventAgentLogout agent=a1\n",
	    "agent2 EventRevoked ticket=1 reason=Expired\n" },
	{ "lost-invites", AGENT2,
	    "agent2 (closed) closed by the client\n"
	    "reporting R EventAgentLogout agent=a2\n",
	    "agent1 EventError #1 code=1016\n" },
	{ "lost-party", AGENT1,
	    "agent1 (closed) closed by the client\n"
	    "agent2 EventRevoked ticket=1\n"
	    "reporting R EventAgentLogout agent=a1\n",
	    "" },
	{ "lost-rejects", AGENT2,
	    "agent2 (closed) closed by the client\n"
	    "agent1 EventError #1 code=1017\n"
	    "reporting R EventRejected by=a2 op=Conference\n"
	    "reporting R EventAgentLogout agent=a2\n",
	    "" },
};

START_TEST(a_connection_is_lost)
{
	struct scene *st = scene_of(losses[_i].name);
	scene_invite(st);
	scene_heard(st);
	scene_close(st, losses[_i].closed);
	ck_assert_str_eq(scene_heard(st), losses[_i].heard);
	scene_wait(st, 200);
	ck_assert_str_eq(scene_heard(st), losses[_i].later);
	scene_free(st);
}
END_TEST

START_TEST(a_talkative_server_says_more)
{
	struct scene *st = scene_of("talkative");
	scene_send(st, AGENT1, "RequestLeaveInteraction interactionId=ix");
	scene_heard(st);
	scene_send(st, AGENT1, "RequestPull queue=q");
	ck_assert_str_eq(scene_heard(st),
	    "agent1 EventPulledInteractions #2 media=chat\n"
	    "agent1 EventPartyAdded party=a1 op=Pull\n"
	    "reporting R EventPartyAdded party=a1 by=a1 op=Pull\n"
	    "reporting R EventTakenFromQueue by=a1\n"
	    "agent1 R EventCurrentAgentStatus agent=a1\n"
	    "reporting R EventPlaceAgentState agent=a1\n");
	scene_free(st);
}
END_TEST

static size_t
count_lines(const char *text)
{
	size_t count = 0;
	for (const char *p = text; (p = strchr(p, '\n')); p++)
		count++;
	return count;
}

START_TEST(who_has_not_registered_is_hung_up_on)
{
	struct scene *st = scene_of("hang-up");
	scene_open(st, 9, "stranger");
	scene_heard(st);
	scene_send(st, 9, "RequestLeaveInteraction interactionId=ix");
	ck_assert_str_eq(scene_heard(st),
	    "9 EventError #1 code=1002\n9 (closed) closed by the server\n");
	scene_free(st);
}
END_TEST

START_TEST(a_slow_server_keeps_the_order_of_a_connection)
{
	struct scene *st = scene_of("slow");
	/* What set the stage is late, too. */
	scene_wait(st, 10000);
	scene_heard(st);
	scene_invite(st);
	scene_fence(st, AGENT2, 7);
	ck_assert_str_eq(scene_heard(st), "");
	scene_wait(st, 1000);
	const char *heard = scene_heard(st);
	const char *invite = strstr(heard, "agent2 EventInvite");
	const char *fence = strstr(heard, "agent2 (fence) 7");
	ck_assert(invite && fence && invite < fence);
	scene_free(st);
}
END_TEST

START_TEST(a_shuffling_server_says_the_same_in_any_order)
{
	const char *first = NULL;
	bool differs = false;
	char kept[1000];
	for (uint64_t seed = 0; seed < 20; seed++) {
		struct mock_config config = mock_config_default();
		mock_variant_find("shuffled")->take(&config);
		config.seed = seed;
		struct scene *st = scene_new(&config, NULL);
		scene_raise_handled(st);
		scene_confer(st);
		const char *heard = scene_heard(st);
		ck_assert_uint_eq(count_lines(heard), 7);
		if (first)
			differs |= strcmp(kept, heard) != 0;
		first = strncpy(kept, heard, sizeof(kept) - 1);
		scene_free(st);
	}
	ck_assert(differs);
}
END_TEST

START_TEST(variants_have_names)
{
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		ck_assert_ptr_eq(mock_variant_find(mock_variants[i].name),
		    &mock_variants[i]);
	ck_assert_ptr_null(mock_variant_find("none"));
	struct mock_config config = mock_config_default();
	struct mock_config all = mock_variants_take(
	    &config, MOCK_VARIANT_BIT(MOCK_VARIANT_COUNT) - 1);
	ck_assert(all.is_talkative && all.is_slow && all.shuffles);
	ck_assert(!all.fence && !all.clock);
	ck_assert_uint_eq(all.chunk_bytes, 7);
	ck_assert(!mock_variants_take(&config, 0).is_talkative);
}
END_TEST

Suite *
variant_suite(void)
{
	Suite *s = suite_create("mock/variant");
	TCase *tc = tcase_create("variant");
	tcase_add_loop_test(tc, a_liberty_is_taken, 0,
	    sizeof(liberties) / sizeof(liberties[0]));
	tcase_add_loop_test(
	    tc, a_connection_is_lost, 0, sizeof(losses) / sizeof(losses[0]));
	tcase_add_test(tc, a_talkative_server_says_more);
	tcase_add_test(tc, who_has_not_registered_is_hung_up_on);
	tcase_add_test(tc, a_slow_server_keeps_the_order_of_a_connection);
	tcase_add_test(tc, a_shuffling_server_says_the_same_in_any_order);
	tcase_add_test(tc, variants_have_names);
	suite_add_tcase(s, tc);
	return s;
}
