/* SPDX-License-Identifier: Apache-2.0 */
/* <play> and <probe>: the steps of other cases, and those that show a state. */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define A1 "<receive at='agent1' message='EventA'/>"
#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define ACK "<receive at='agent1' message='EventAck' answers='ping'/>"

/* A party gets a ticket, and then uses it. */
#define GIVEN                                                                  \
	"<case name='given'>"                                                  \
	"<send from='agent' message='RequestPing' answer='later'/>"            \
	"<receive id='got' at='agent' message='EventTicket'/></case>"
#define USED                                                                   \
	"<case name='used'>"                                                   \
	"<after phase='setup/ready'><party name='agent' is='agent'/></after>"  \
	"<send id='use' from='agent' message='RequestPing'>"                   \
	"<attribute name='count' value='{got.ticketId}'/></send>"              \
	"<receive at='agent' message='EventAck' answers='use' within='1s'"     \
	" since='got'/></case>"
#define BY(element, phase, party)                                              \
	"<" element " phase='setup/" phase "'>"                                \
	"<party name='agent' is='" party "'/></" element ">"

static const struct pattern_event *
event_at(const struct rig *r, unsigned index)
{
	ck_assert_uint_lt(index, r->pattern->events.count);
	return &r->pattern->events.items[index];
}

/* The send and the receive of 'used': which ticket, and who. */
static void
uses_ticket(const struct rig *r, unsigned send, unsigned got, const char *who)
{
	const struct pattern_event *e = event_at(r, send);
	ck_assert_int_eq(e->kind, EVENT_SEND);
	ck_assert_str_eq(r->pattern->parties.items[e->party].name, who);
	ck_assert_uint_eq(e->tests.items[0].value.pieces.items[0].event, got);
	e = event_at(r, send + 1);
	ck_assert_int_eq(e->answers, (int)send);
	ck_assert_int_eq(e->bounds.items[0].since, (int)got);
}

static const struct rig_text two_tickets = { .setup = GIVEN,
	.second = USED,
	.after = BY("after", "ready", "agent1") BY("after", "ready", "agent2"),
	.steps = BY("play", "second", "agent1") BY("play", "second", "agent2")
	    BY("play", "second", "agent1") };

START_TEST(what_is_played_refers_to_what_its_parties_did)
{
	struct rig r;
	rig_open(&r, &two_tickets);
	ck_assert_uint_eq(r.pattern->events.count, 10);
	uses_ticket(&r, 4, 1, "agent1");
	uses_ticket(&r, 6, 3, "agent2");
	uses_ticket(&r, 8, 1, "agent1");
	ck_assert(event_at(&r, 4)->main);
	ck_assert_str_eq(event_at(&r, 4)->fixture->phase, "setup/second");
	rig_close(&r);
}
END_TEST

START_TEST(so_does_a_preamble)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = GIVEN,
		.second = USED,
		.after = BY("after", "ready", "agent1") BY(
		    "after", "ready", "agent2") BY("after", "second", "agent1"),
		.steps = "<send from='agent1' message='RequestPing'>"
			 "<attribute name='count' value='{got.ticketId}'/>"
			 "</send>" });
	uses_ticket(&r, 4, 1, "agent1");
	/* The case itself: the newest of all. */
	ck_assert_uint_eq(
	    event_at(&r, 6)->tests.items[0].value.pieces.items[0].event, 3);
	rig_close(&r);
}
END_TEST

START_TEST(the_case_may_refer_to_what_it_plays)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = GIVEN,
		.second = USED,
		.after = BY("after", "ready", "agent2"),
		.steps = BY("play", "ready", "agent1") BY("play", "second",
		    "agent1") BY("play", "second", "agent2") });
	uses_ticket(&r, 4, 3, "agent1");
	uses_ticket(&r, 6, 1, "agent2");
	rig_close(&r);
}
END_TEST

/* A preamble that is first in its own order may be last in the case. */
START_TEST(the_order_is_that_of_what_is_played)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = GIVEN,
		.second = "<case name='one-of-two'>" BY(
		    "after", "ready", "agent") BY("after", "ready",
		    "agent9") "<send id='use' from='agent9'"
			      " message='RequestPing'>"
			      "<attribute name='count'"
			      " value='{got.ticketId}'/></send>"
			      "<receive at='agent9' message='EventAck'"
			      " answers='use' within='1s' since='got'/>"
			      "</case>",
		.after = BY("after", "ready", "agent1")
		    BY("after", "ready", "agent2"),
		.steps = "<play phase='setup/second'>"
			 "<party name='agent9' is='agent1'/>"
			 "<party name='agent' is='agent2'/></play>" });
	uses_ticket(&r, 4, 1, "agent1");
	rig_close(&r);
}
END_TEST

START_TEST(a_window_of_a_play_holds_inside)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = GIVEN,
		.steps = PING ACK "<play phase='setup/ready' within='7s'"
				  " since='ping'/>" });
	const struct pattern_event *e = event_at(&r, 3);
	ck_assert_uint_eq(e->bounds.count, 1);
	ck_assert_int_eq(e->bounds.items[0].since, 0);
	rig_close(&r);
}
END_TEST

#define PROBED                                                                 \
	A1 "<probe that='it answers'>" PING ACK "</probe>"                     \
	   "<probe that='it is quiet'>"                                        \
	   "<send id='pong' from='agent1' message='RequestPong'/>"             \
	   "<receive at='agent1' message='EventAck' answers='pong'/></probe>"

START_TEST(a_probe_begins_when_nothing_is_under_way)
{
	struct rig r;
	rig_steps(&r, PROBED);
	rig_play(&r,
	    "agent1 EventA\nfence\n"
	    "send RequestPing\nagent1 EventAck ref=1\nfence\n"
	    "send RequestPong\nagent1 EventAck ref=2\nfence\ndone\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

START_TEST(a_failure_says_what_was_to_be_shown)
{
	struct rig r;
	rig_steps(&r, PROBED);
	rig_play(&r,
	    "agent1 EventA\nfence\nsend RequestPing\n"
	    "at 6s\nelapse\nfence\ndone\n");
	rig_fails(&r, FINDING_MISSING,
	    "RequestPing of agent1 was not answered within 5 s; it must be "
	    "acknowledged (phase.xml:4). "
	    "This was to show that it answers.");
	rig_again(&r);
	rig_play(&r,
	    "agent1 EventA\nfence\nsend RequestPing\n"
	    "agent1 EventAck ref=1\nagent1 EventC\n"
	    "fence\ndone\n");
	rig_fails(&r, FINDING_UNEXPECTED,
	    "EventC reached agent1 after RequestPing of agent1, but nothing in "
	    "the fixture expects it there. This was to show that it answers.");
	rig_again(&r);
	rig_play(&r, "agent1 EventC\nagent1 EventA\nfence\ndone\n");
	rig_fails(&r, FINDING_UNEXPECTED,
	    "EventC reached agent1, but nothing in the fixture expects it "
	    "there.");
	rig_close(&r);
}
END_TEST

/* It has its own case, which will fail. */
START_TEST(what_is_wrong_by_itself_is_the_played_phases)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){
		.setup = "<case name='pinged'>" PING ACK
			 "<receive at='agent1' message='EventB'/></case>",
		.steps = A1 "<probe that='it answers'>"
			    "<play phase='setup/ready'/></probe>" });
	rig_play(&r,
	    "agent1 EventA\nfence\nsend RequestPing\nagent1 EventAck ref=1\n"
	    "agent1 EventB as Reporting\nfence\ndone\n");
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_WRONG_PROTOCOL,
	    "Phase setup/ready did not hold: EventB reached agent1 as "
	    "'Reporting'; its protocol must be InteractionManagement.");
	rig_again(&r);
	rig_play(&r,
	    "agent1 EventA\nfence\nsend RequestPing\nagent1 EventAck ref=1\n"
	    "at 6s\nelapse\nfence\ndone\n");
	rig_fails(&r, FINDING_MISSING,
	    "EventB did not reach agent1 within 5 s of RequestPing of "
	    "agent1. This was to show that it answers.");
	rig_close(&r);
}
END_TEST

START_TEST(neither_a_preamble_nor_a_play_has_probes)
{
	static const char *const references[] = { "after", "play" };
	for (unsigned i = 0; i < 2; i++) {
		struct rig r;
		char *steps = mem_printf(PROBED
		    "</case><case name='two'>"
		    "<requirement id='T-2' level='must'>Holds.</requirement>"
		    "<%s phase='phase' case='one'/>"
		    "<receive at='agent2' message='EventA'/>",
		    references[i]);
		rig_load(&r, &(struct rig_text){ .steps = steps });
		rig_start(&r, r.suite->fixtures.items[0]->cases.items[1]);
		ck_assert_uint_eq(r.pattern->events.count, 2);
		rig_play(&r, "agent1 EventA\nagent2 EventA\nfence\ndone\n");
		rig_passes(&r);
		rig_close(&r);
		free(steps);
	}
}
END_TEST

Suite *
play_suite(void)
{
	Suite *s = suite_create("play");
	TCase *t = tcase_create("play");
	tcase_add_test(t, what_is_played_refers_to_what_its_parties_did);
	tcase_add_test(t, so_does_a_preamble);
	tcase_add_test(t, the_case_may_refer_to_what_it_plays);
	tcase_add_test(t, the_order_is_that_of_what_is_played);
	tcase_add_test(t, a_window_of_a_play_holds_inside);
	tcase_add_test(t, a_probe_begins_when_nothing_is_under_way);
	tcase_add_test(t, a_failure_says_what_was_to_be_shown);
	tcase_add_test(t, what_is_wrong_by_itself_is_the_played_phases);
	tcase_add_test(t, neither_a_preamble_nor_a_play_has_probes);
	suite_add_tcase(s, t);
	return s;
}
