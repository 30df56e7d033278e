/* SPDX-License-Identifier: Apache-2.0 */
/* A server that reads the document differently gets a hint, but still fails. */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define PING                                                                   \
	"<send id='ping' from='agent1' message='RequestPing'"                  \
	" answer='later'/>"
#define PONG                                                                   \
	"<send id='pong' from='agent2' message='RequestPong'"                  \
	" answer='later'/>"
#define EARLY                                                                  \
	"<receive when='R1=early' at='agent1' message='EventAck'"              \
	" answers='ping'/>"
#define LATE                                                                   \
	"<receive when='R1=late' at='agent1' message='EventAck'"               \
	" answers='ping'/>"
#define B2 "<receive at='agent2' message='EventB'/>"
#define A1 "<receive at='agent1' message='EventA'/>"
#define NOBODY "<attribute name='interactionId' value='no-such-{unique}'/>"
#define IS_EARLY "<reading name='R1' value='early'/>"
#define CANNOT(after)                                                          \
	"EventA reached agent1 after " after                                   \
	", but nothing in the fixture expects it there."

static const struct {
	const char *target, *steps, *script, *sentence;
} plays[] = {
	{ NULL, PING "<all>" EARLY B2 "</all>",
	    "send RequestPing\nagent1 EventAck ref=1\nagent2 EventB\nfence\n",
	    "RequestPing of agent1 was acknowledged; its answer is to come "
	    "later (phase.xml:4). This fits R1=early; the target says late." },
	{ NULL, PING "<all>" EARLY B2 "</all>" PONG "<all>" LATE A1 "</all>",
	    "send RequestPing\nagent1 EventAck ref=1\nagent2 EventB\nfence\n",
	    "RequestPing of agent1 was acknowledged; its answer must come "
	    "after RequestPong of agent2 (phase.xml:4). This fits R1=early; "
	    "the target says late." },
	{ IS_EARLY, PING "<all>" EARLY B2 "</all>",
	    "send RequestPing\nagent2 EventB\nat 6s\nelapse\nfence\n",
	    "RequestPing of agent1 was not answered within 5 s; it must be "
	    "acknowledged (phase.xml:4). This fits R1=late; the target says "
	    "early." },
	/* it has to fit in all */
	{ NULL, PING "<all>" EARLY B2 "</all>",
	    "send RequestPing\nagent1 EventAck ref=1\nagent2 EventC\nfence\n",
	    "RequestPing of agent1 was acknowledged; its answer is to come "
	    "later (phase.xml:4)." },
	{ NULL, PING "<all>" EARLY B2 "</all>",
	    "send RequestPing\nagent1 EventAck ref=1\nat 6s\nelapse\nfence\n",
	    "RequestPing of agent1 was acknowledged; its answer is to come "
	    "later (phase.xml:4)." },
	/* what was under way when the next stimulus was sent */
	{ IS_EARLY,
	    PING B2 "<optional when='R1=late'>" A1 "</optional>" PONG
		    "<receive at='agent2' message='EventD'/>",
	    "send RequestPing\nagent2 EventB\nsend RequestPong\n"
	    "agent1 EventA\nagent2 EventD\nfence\n",
	    CANNOT(
		"RequestPong of agent2") " This fits R1=late; the target says early." },
	/*
	 * an event that is allowed there, because it is not about the case yet,
	 * is no reason
	 */
	{ NULL,
	    A1
	    "<optional when='R1=early'>" B2 "</optional>"
	    "<send id='pong' from='agent1' message='RequestPong'>" NOBODY
	    "</send><all><receive at='agent1' message='EventAck'"
	    " answers='pong'/><absent><receive at='agent2' message='EventD'>" NOBODY
	    "</receive></absent></all>",
	    "agent1 EventA\nsend RequestPong\n"
	    "agent2 EventD interactionId=no-such-run-1\n"
	    "agent1 EventAck ref=1\nfence\n",
	    "EventD reached agent2 after RequestPong of agent1, which must not "
	    "happen here (phase.xml:4)." },
	/* no reading that the case uses */
	{ NULL, PING B2,
	    "send RequestPing\nagent1 EventA\nagent2 EventB\nfence\n",
	    CANNOT("RequestPing of agent1") },
};

START_TEST(says_which_reading_it_fits)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){
		.target = plays[_i].target, .steps = plays[_i].steps });
	r.lease.unique = "run-1";
	rig_play(&r, plays[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_str_eq(o->sentence, plays[_i].sentence);
	ck_assert_int_eq(o->verdict, VERDICT_FAIL);
	rig_close(&r);
}
END_TEST

Suite *
readings_suite(void)
{
	Suite *s = suite_create("readings");
	TCase *t = tcase_create("readings");
	tcase_add_loop_test(
	    t, says_which_reading_it_fits, 0, sizeof(plays) / sizeof(plays[0]));
	suite_add_tcase(s, t);
	return s;
}
