/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is judged at all: the closed world, what concerns others, and the rules
 * that apply whatever the fixture says.
 */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define PING                                                                   \
	"<send id='ping' from='agent1' message='RequestPing'>"                 \
	"<attribute name='interactionId' value='{unique}'/></send>"
#define ACK "<receive at='agent1' message='EventAck' answers='ping'/>"
#define A1 "<receive at='agent1' message='EventA'/>"
#define B1 "<receive at='agent1' message='EventB'/>"
#define A2 "<receive at='agent2' message='EventA'/>"
#define C9 "<receive at='reporting' message='EventC'/>"
#define OPEN "<reading name='R9' value='open'/>"

static const struct {
	const char *target, *steps, *script;
	enum finding finding;
} plays[] = {
	/* closed world */
	{ "", A1, "agent1 EventB\nfence\n", FINDING_UNEXPECTED },
	{ "", A1, "agent1 EventB interactionId=ix-1\nfence\n",
	    FINDING_UNEXPECTED },
	{ "", A1, "agent1 EventB interactionId=agent-1\nfence\n",
	    FINDING_UNEXPECTED },
	{ "", A1, "agent1 EventB interactionId=ix-9\nagent1 EventA\nfence\n",
	    FINDING_NONE },
	{ "", A1, "agent1 EventNoise\nagent1 EventA\nfence\n", FINDING_NONE },
	/* an interaction that a stimulus named is ours */
	{ "", PING A1 C9,
	    "send RequestPing\nreporting EventB interactionId=u1\nfence\n",
	    FINDING_UNEXPECTED },
	/* the Reporting engine is told about all agents */
	{ "", A1 C9,
	    "reporting EventB\nreporting EventC\nagent1 EventA\nfence\n",
	    FINDING_NONE },
	{ "", A1 C9, "reporting EventB interactionId=ix-1\nfence\n",
	    FINDING_UNEXPECTED },
	{ "", "<absent><receive at='reporting' message='EventC'/></absent>" A1,
	    "reporting EventC interactionId=ix-9\nagent1 EventA\nfence\n",
	    FINDING_NONE },
	{ "", A1 C9,
	    "reporting EventB interactionId=ix-9 as InteractionManagement\n"
	    "reporting EventC\nagent1 EventA\nfence\n",
	    FINDING_NONE },
	/* an absent counts even where the target expects noise */
	{ "", "<absent><receive at='agent1' message='EventNoise'/></absent>" A1,
	    "agent1 EventNoise\nfence\n", FINDING_UNEXPECTED },
	/* open world: what the case does not speak of at all */
	{ OPEN, A1, "agent1 EventB\nagent1 EventA\nfence\n", FINDING_NONE },
	{ OPEN, A1, "agent1 EventA\nagent1 EventA\nfence\n",
	    FINDING_DUPLICATE },
	{ OPEN, A1 B1, "agent1 EventB\nagent1 EventA\nfence\n",
	    FINDING_OUT_OF_ORDER },
	{ OPEN, PING ACK, "send RequestPing\nagent1 EventError ref=1\nfence\n",
	    FINDING_WRONG_ANSWER },
	{ OPEN, "<absent><receive at='agent1' message='EventB'/></absent>" A1,
	    "agent1 EventB\nfence\n", FINDING_UNEXPECTED },
	/* protocols */
	{ "", A1, "agent1 EventA as Reporting\nfence\n",
	    FINDING_WRONG_PROTOCOL },
	{ "", A1, "agent1 EventA as Other\nfence\n", FINDING_WRONG_PROTOCOL },
	{ "", A1, "agent1 EventNoise as Reporting\nfence\n",
	    FINDING_WRONG_PROTOCOL },
	/* the catalogue lets agents have this one, media servers not */
	{ "", "<receive at='agent1' message='EventStatus'/>",
	    "agent1 EventStatus as Reporting\nfence\n", FINDING_NONE },
	{ "", "<receive at='agent1' message='EventStatus'/>",
	    "agent1 EventStatus\nfence\n", FINDING_WRONG_PROTOCOL },
	{ "",
	    "<send id='p' from='media' message='RequestPing'/>"
	    "<receive at='media' message='EventAck' answers='p'/>",
	    "send RequestPing\nmedia EventAck ref=1\n"
	    "media EventStatus as Reporting\nfence\n",
	    FINDING_WRONG_PROTOCOL },
	/* a routing engine gets answers as everybody does, but no events */
	{ "",
	    "<send id='p' from='router' message='RequestPing'/>"
	    "<receive at='router' message='EventAck' answers='p'/>",
	    "send RequestPing\nrouter EventAck ref=1\nfence\n", FINDING_NONE },
	{ "",
	    "<send id='p' from='router' message='RequestPing'/>"
	    "<receive at='router' message='EventAck' answers='p'/>",
	    "send RequestPing\nrouter EventAck ref=1\n"
	    "router EventD\nfence\n",
	    FINDING_WRONG_PROTOCOL },
	/* except what the target expects, at any party */
	{ "", A1, "agent1 EventHum as Reporting\nagent1 EventA\nfence\n",
	    FINDING_NONE },
	{ "", A1 C9,
	    "reporting EventC as InteractionManagement\nreporting EventC\n"
	    "agent1 EventA\nfence\n",
	    FINDING_NONE },
	{ "", A1 C9,
	    "reporting EventC interactionId=ix-1 as InteractionManagement\n"
	    "fence\n",
	    FINDING_WRONG_PROTOCOL },
	{ "",
	    "<send id='p' from='reporting' message='RequestPing'/>"
	    "<receive at='reporting' message='EventAck' answers='p'"
	    " protocol='InteractionManagement'/>",
	    "send RequestPing\n"
	    "reporting EventAck ref=1 as InteractionManagement\nfence\n",
	    FINDING_NONE },
	{ "", PING ACK,
	    "send RequestPing\nagent1 EventAck ref=1 as Reporting\nfence\n",
	    FINDING_WRONG_PROTOCOL },
	/* names */
	{ "", A1, "agent1 EventWhat\nfence\n", FINDING_MALFORMED },
	/* answers */
	{ "", PING ACK, "send RequestPing\nagent1 EventAck ref=2\nfence\n",
	    FINDING_WRONG_ANSWER },
	{ "", PING ACK, "send RequestPing\nagent1 EventAck\nfence\n",
	    FINDING_WRONG_ANSWER },
	{ "", PING ACK,
	    "send RequestPing\nagent1 EventAck ref=1\nagent1 EventAck ref=1\n"
	    "fence\n",
	    FINDING_DUPLICATE },
	{ "", PING "<receive at='agent1' message='EventAck'/>",
	    "send RequestPing\nagent1 EventAck ref=9\nfence\n",
	    FINDING_WRONG_ANSWER },
	{ "", PING "<receive at='agent1' message='EventAck'/>",
	    "send RequestPing\nagent1 EventAck ref=1\nfence\n", FINDING_NONE },
	{ "", PING "<all>" ACK A2 "</all>",
	    "send RequestPing\nagent2 EventAck ref=1\nfence\n",
	    FINDING_WRONG_PARTY },
	{ "",
	    PING "<send id='pong' from='agent2' message='RequestPong'/>"
		 "<all>" ACK "<receive at='agent2' message='EventAck'"
		 " answers='pong'/></all>",
	    "send RequestPing\nsend RequestPong\nagent2 EventAck ref=1\n"
	    "fence\n",
	    FINDING_WRONG_PARTY },
	/* misdelivered */
	{ "", A1 "<receive at='agent2' message='EventB'/>",
	    "agent2 EventA\nfence\n", FINDING_WRONG_PARTY },
	/* the catalogue */
	{ "", "<receive at='agent1' message='EventTicket'/>",
	    "agent1 EventTicket ticketId=x\nfence\n", FINDING_WRONG_ATTRIBUTE },
	{ "", "<receive at='agent1' message='EventTicket'/>",
	    "agent1 EventTicket\nfence\n", FINDING_WRONG_ATTRIBUTE },
	{ "", "<receive at='agent1' message='EventTicket'/>",
	    "agent1 EventTicket ticketId=1 more=x\nfence\n", FINDING_NONE },
	/* frames and connections */
	{ "", A1, "malformed agent1 {\n", FINDING_BROKEN_BINDING },
	{ "", A1, "closed agent1 bye\nfence\n", FINDING_DISCONNECTED },
};

START_TEST(plays_right)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){
		.steps = plays[_i].steps, .target = plays[_i].target });
	rig_play(&r, plays[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_msg(o->finding == plays[_i].finding, "%s: %s\n%s",
	    finding_name(o->finding), o->sentence ? o->sentence : "",
	    plays[_i].script);
	rig_close(&r);
}
END_TEST

#define READY "<case name='is'><receive at='agent1' message='EventA'/></case>"

static const struct {
	const char *script, *sentence;
	enum verdict verdict;
} preambles[] = {
	{ "at 6s\nelapse\nfence\n",
	    "Preamble setup/ready did not hold: EventA did not reach agent1 "
	    "within 5 s of the start of the case.",
	    VERDICT_INCONCLUSIVE },
	{ "agent1 EventWhat\nfence\n",
	    "Preamble setup/ready did not hold: EventWhat reached agent1, a "
	    "message that the catalogue does not know.",
	    VERDICT_INCONCLUSIVE },
	{ "agent1 EventA\nagent1 EventC\nfence\n",
	    "EventC reached agent1, but nothing in the fixture expects it "
	    "there.",
	    VERDICT_FAIL },
	{ "agent1 EventA\nat 6s\nelapse\nfence\n",
	    "EventB did not reach agent1 within 5 s of the start of the "
	    "case.",
	    VERDICT_FAIL },
};

START_TEST(a_preamble_that_does_not_hold)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = READY,
		.after = "<after phase='setup/ready'/>",
		.steps = B1 });
	rig_play(&r, preambles[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_str_eq(o->sentence, preambles[_i].sentence);
	ck_assert_int_eq(o->verdict, preambles[_i].verdict);
	rig_close(&r);
}
END_TEST

Suite *
relevance_suite(void)
{
	Suite *s = suite_create("relevance");
	TCase *t = tcase_create("relevance");
	tcase_add_loop_test(
	    t, plays_right, 0, sizeof(plays) / sizeof(plays[0]));
	tcase_add_loop_test(t, a_preamble_that_does_not_hold, 0,
	    sizeof(preambles) / sizeof(preambles[0]));
	suite_add_tcase(s, t);
	return s;
}
