/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events and answers that a party sends, requests that the server sends, and
 * connections that it closes.
 */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

START_TEST(an_event_of_a_party_has_no_answer)
{
	struct rig r;
	rig_steps(&r,
	    "<send id='status' from='reporting' message='EventStatus'>"
	    "<attribute name='who' value='{agent1.agentId}'/></send>"
	    "<receive at='agent1' message='EventStatus'/>");
	const struct pattern_event *e = &r.pattern->events.items[0];
	struct message *m = match_build(r.match, 0, 17);
	ck_assert_str_eq(e->step->protocol, "Reporting");
	ck_assert(!message_has(m, "referenceId"));
	message_unref(m);
	rig_play(&r,
	    "send EventStatus\n"
	    "agent1 EventStatus as Reporting who=agent-1\nfence\ndone\n");
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r,
	    "send EventStatus\nreporting EventAck as "
	    "InteractionManagement ref=1\nfence\n");
	rig_fails(&r, FINDING_UNEXPECTED,
	    "EventAck reached reporting with reference 1, which is no request "
	    "of this party.");
	rig_close(&r);
}
END_TEST

static const char relayed[] =
    "<send id='ask' from='router' message='RequestHelp'/>"
    "<receive id='asked' at='service' message='RequestHelp'/>"
    "<send id='reply' from='service' message='EventHelp' answers='asked'/>"
    "<receive at='router' message='EventHelp' answers='ask'/>";

START_TEST(a_party_answers_the_server)
{
	struct rig r;
	rig_steps(&r, relayed);
	rig_play(&r,
	    "send RequestHelp\n"
	    "service RequestHelp as ExternalService ref=900\n");
	int64_t reference = 0;
	struct message *m = match_build(r.match, 2, 17);
	ck_assert(message_integer(m, "referenceId", &reference));
	ck_assert_int_eq(reference, 900);
	message_unref(m);
	rig_play(&r,
	    "send EventHelp\n"
	    "router EventHelp as ExternalService ref=1\nfence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

/* What the service answers is the server's number, and no request of its own.
 */
START_TEST(an_answer_of_a_party_is_no_request)
{
	struct rig r;
	rig_steps(&r, relayed);
	rig_play(&r,
	    "send RequestHelp\n"
	    "service RequestHelp as ExternalService ref=900\n"
	    "send EventHelp\n"
	    "service EventAck as InteractionManagement ref=900\nfence\n");
	rig_fails(&r, FINDING_UNEXPECTED,
	    "EventAck reached service with reference 900, which is no request "
	    "of this party.");
	rig_close(&r);
}
END_TEST

START_TEST(a_request_of_the_server_is_judged)
{
	struct rig r;
	rig_steps(&r, relayed);
	rig_play(&r,
	    "send RequestHelp\n"
	    "service RequestHelp as InteractionManagement ref=900\nfence\n");
	rig_fails(&r, FINDING_WRONG_PROTOCOL,
	    "RequestHelp reached service as 'InteractionManagement'; its "
	    "protocol must be ExternalService.");
	rig_again(&r);
	rig_play(&r, "send RequestHelp\nat 6s\nelapse\nfence\n");
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_MISSING);
	rig_again(&r);
	rig_play(&r,
	    "send RequestHelp\n"
	    "service RequestHelp as ExternalService ref=900\n"
	    "send EventHelp\n"
	    "service RequestHelp as ExternalService ref=901\n"
	    "router EventHelp as ExternalService ref=1\nfence\n");
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_UNEXPECTED);
	rig_close(&r);
}
END_TEST

static const char routes[] =
    "<send id='route' from='router' message='RequestRoute'/>"
    "<receive at='router' message='EventRouted' answers='route'/>"
    "<send id='update' from='router' message='RequestUpdate'/>"
    "<receive at='router' message='EventUpdated' answers='update'/>"
    "<receive at='router' message='EventUpdated'/>";

/* An event that may stand for an answer is one if the fixture says so. */
START_TEST(a_router_is_answered_under_its_own_tag)
{
	struct rig r;
	rig_steps(&r, routes);
	rig_play(&r,
	    "send RequestRoute\nrouter EventRouted as TLibrary ref=1\n"
	    "send RequestUpdate\nrouter EventUpdated as TLibrary ref=2\n"
	    "router EventUpdated as TLibrary\nfence\ndone\n");
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r,
	    "send RequestRoute\nrouter EventRouted as TLibrary ref=1\n"
	    "send RequestUpdate\nrouter EventUpdated as TLibrary ref=1\n"
	    "router EventUpdated as TLibrary\nfence\n");
	rig_fails(&r, FINDING_WRONG_ANSWER,
	    "EventUpdated reached router with reference 1, which has its "
	    "answer (#2); the request it must answer is 2 (RequestUpdate).");
	rig_close(&r);
}
END_TEST

static const char closing[] =
    "<send id='ping' from='agent1' message='RequestPing'/>"
    "<receive at='agent1' message='EventError' answers='ping'/>"
    "<closed at='agent1' not-before='1s' within='2s' since='ping'/>";

static const char refused[] =
    "send RequestPing\nat 100ms\nagent1 EventError ref=1\n";

START_TEST(the_server_closes_in_time)
{
	struct rig r;
	rig_steps(&r, closing);
	rig_play(&r, refused);
	rig_play(&r, "at 1500ms\nclosed agent1 idle\nfence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

static const struct {
	const char *script;
	enum finding finding;
	const char *sentence;
} closings[] = {
	{ "at 500ms\nclosed agent1 idle\nfence\n", FINDING_TOO_EARLY,
	    "The server closed the connection of agent1 too early: 500 ms from "
	    "RequestPing of agent1; the earliest is 1 s." },
	{ "at 2200ms\nelapse\nfence\n", FINDING_MISSING,
	    "The server did not close the connection of agent1 within 2 s of "
	    "RequestPing of agent1." },
	{ "at 1500ms\nclosed agent2 idle\nfence\n", FINDING_DISCONNECTED,
	    "The server closed the connection of agent2: 'idle'." },
};

START_TEST(a_close_that_is_wrong)
{
	struct rig r;
	char *steps =
	    mem_printf("%s<receive at='agent2' message='EventA'/>", closing);
	rig_steps(&r, steps);
	rig_play(&r, refused);
	rig_play(&r, "agent2 EventA\n");
	rig_play(&r, closings[_i].script);
	rig_fails(&r, closings[_i].finding, closings[_i].sentence);
	free(steps);
	rig_close(&r);
}
END_TEST

/* Without the message before it, the order at the party is wrong. */
START_TEST(a_close_keeps_the_order_of_its_party)
{
	struct rig r;
	rig_steps(&r, closing);
	rig_play(
	    &r, "send RequestPing\nat 1500ms\nclosed agent1 idle\nfence\n");
	rig_fails(&r, FINDING_MISSING,
	    "RequestPing of agent1 was not answered between RequestPing of "
	    "agent1 and the end of the connection; it must be refused "
	    "(phase.xml:4).");
	rig_close(&r);
}
END_TEST

/* A message that the preamble leaves open, and that is due in the case. */
static const char owing[] =
    "<case name='owes'>"
    "<send id='route' from='router' message='RequestRoute'/>"
    "<all><receive at='agent1' message='EventA'/>"
    "<receive id='routed' at='router' message='EventRouted' answers='route'"
    " due='later'/></all></case>";

static const char paying[] =
    "<send id='ping' from='agent1' message='RequestPing'/>"
    "<all><receive at='agent1' message='EventAck' answers='ping'/>"
    "<receive at='router' message='EventUpdated'/>"
    "<due receive='routed' at='router' message='EventRouted'/></all>";

static const struct {
	const char *script;
	enum finding finding;
	const char *sentence;
} debts[] = {
	{ "router EventRouted as TLibrary ref=1\nagent1 EventA\nfence\n"
	  "send RequestPing\nagent1 EventAck ref=2\n"
	  "router EventUpdated as TLibrary\nfence\ndone\n",
	    FINDING_NONE, NULL },
	{ "agent1 EventA\nfence\nrouter EventRouted as TLibrary ref=1\nfence\n"
	  "send RequestPing\nagent1 EventAck ref=2\n"
	  "router EventUpdated as TLibrary\nfence\ndone\n",
	    FINDING_NONE, NULL },
	{ "agent1 EventA\nfence\nsend RequestPing\n"
	  "router EventUpdated as TLibrary\nagent1 EventAck ref=2\n"
	  "router EventRouted as TLibrary ref=1\nfence\ndone\n",
	    FINDING_NONE, NULL },
	{ "agent1 EventA\nfence\nsend RequestPing\nagent1 EventAck ref=2\n"
	  "router EventUpdated as TLibrary\nat 6s\nelapse\nfence\n",
	    FINDING_MISSING,
	    "RequestRoute of router was not answered within 5 s of RequestPing "
	    "of agent1; it must be answered by EventRouted (phase.xml:4)." },
	{ "agent1 EventA\nrouter EventRouted as TLibrary ref=1\nfence\n"
	  "send RequestPing\nagent1 EventAck ref=2\n"
	  "router EventUpdated as TLibrary\n"
	  "router EventRouted as TLibrary ref=1\nfence\n",
	    FINDING_DUPLICATE, NULL },
};

START_TEST(a_message_is_owed_over_two_phases)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = owing,
		.after = "<after phase='setup/ready'/>",
		.steps = paying });
	ck_assert_uint_eq(r.diag.error_count, 0);
	rig_play(&r, "send RequestRoute\n");
	rig_play(&r, debts[_i].script);
	if (debts[_i].sentence)
		rig_fails(&r, debts[_i].finding, debts[_i].sentence);
	else
		ck_assert_int_eq(rig_outcome(&r)->finding, debts[_i].finding);
	rig_close(&r);
}
END_TEST

/* Where nothing says that it is due, it may come or not. */
START_TEST(what_is_not_due_may_stay_away)
{
	struct rig r;
	rig_steps(&r,
	    "<send id='route' from='router' message='RequestRoute'/>"
	    "<receive id='routed' at='router' message='EventRouted'"
	    " answers='route' due='later'/>"
	    "<receive at='router' message='EventUpdated'/>");
	rig_play(&r,
	    "send RequestRoute\nrouter EventUpdated as TLibrary\n"
	    "fence\ndone\n");
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r,
	    "send RequestRoute\nrouter EventUpdated as TLibrary\n"
	    "router EventRouted as TLibrary ref=1\nfence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

Suite *
direction_suite(void)
{
	Suite *s = suite_create("direction");
	TCase *t = tcase_create("direction");
	tcase_add_test(t, an_event_of_a_party_has_no_answer);
	tcase_add_test(t, a_party_answers_the_server);
	tcase_add_test(t, an_answer_of_a_party_is_no_request);
	tcase_add_test(t, a_request_of_the_server_is_judged);
	tcase_add_test(t, a_router_is_answered_under_its_own_tag);
	tcase_add_test(t, the_server_closes_in_time);
	tcase_add_loop_test(t, a_close_that_is_wrong, 0,
	    (int)(sizeof(closings) / sizeof(closings[0])));
	tcase_add_test(t, a_close_keeps_the_order_of_its_party);
	tcase_add_loop_test(t, a_message_is_owed_over_two_phases, 0,
	    (int)(sizeof(debts) / sizeof(debts[0])));
	tcase_add_test(t, what_is_not_due_may_stay_away);
	suite_add_tcase(s, t);
	return s;
}
