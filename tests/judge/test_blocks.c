/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each block by example: scripts that pass and scripts that do not.  The oracle
 * covers the rest; this covers what it does not know: stimuli and absences.
 */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define ACK "<receive at='agent1' message='EventAck' answers='ping'/>"
#define A1 "<receive at='agent1' message='EventA'/>"
#define A2 "<receive at='agent2' message='EventA'/>"
#define B1 "<receive at='agent1' message='EventB'/>"
#define B2 "<receive at='agent2' message='EventB'/>"
#define NO(step) "<absent>" step "</absent>"

#define DIAL "<send from='agent2' message='RequestDial'/>"
#define PONG "<send from='agent2' message='RequestPong'/>"

#define GO "send RequestPing\n"
#define GA1 "agent1 EventA\n"
#define GA2 "agent2 EventA\n"
#define GB1 "agent1 EventB\n"
#define GB2 "agent2 EventB\n"
#define END "fence\ndone\n"

static const struct {
	const char *steps, *script;
	enum finding finding;
} plays[] = {
	/* seq: per party only */
	{ A1 B1 A2, GA1 GB1 GA2 END, FINDING_NONE },
	{ A1 B1 A2, GA2 GA1 GB1 END, FINDING_NONE },
	{ A1 B1, GB1 GA1 "fence\n", FINDING_OUT_OF_ORDER },
	/* strict: across parties */
	{ "<strict>" A1 A2 "</strict>", GA1 GA2 END, FINDING_NONE },
	{ "<strict>" A1 A2 "</strict>", GA2 GA1 "fence\n",
	    FINDING_OUT_OF_ORDER },
	/* all */
	{ "<all>" A1 B1 A2 "</all>", GB1 GA2 GA1 END, FINDING_NONE },
	/* choice: one, and only one, of the branches */
	{ "<choice>" A1 A2 "</choice>", GA2 END, FINDING_NONE },
	{ "<choice>" A1 A2 "</choice>", GA2 GA1 "fence\n", FINDING_UNEXPECTED },
	/* optional */
	{ "<optional>" A1 "</optional>" B1, GB1 END, FINDING_NONE },
	{ "<optional>" A1 "</optional>" B1, GA1 GB1 END, FINDING_NONE },
	{ "<optional>" A1 A2 "</optional>" B1, GA2 GB1 "fence\n",
	    FINDING_MISSING },
	{ "<optional>" A1 A2 "</optional>" B1, GA2 GB1 GA1 "fence\n",
	    FINDING_OUT_OF_ORDER },
	/* repeat */
	{ "<repeat min='0' max='0'>" A1 "</repeat>" B1, GB1 END, FINDING_NONE },
	{ "<repeat min='0' max='0'>" A1 "</repeat>" B1, GA1 "fence\n",
	    FINDING_UNEXPECTED },
	{ "<repeat min='1' max='3'>" A1 "</repeat>" B1,
	    "agent1 EventA n=1\nagent1 EventA n=2\n" GB1 END, FINDING_NONE },
	{ "<repeat min='1' max='2'>" A1 "</repeat>",
	    "agent1 EventA n=1\nagent1 EventA n=2\nagent1 EventA n=3\nfence\n",
	    FINDING_UNEXPECTED },
	{ "<repeat min='2' max='2'>" A1 "</repeat>" B1, GA1 GB1 "fence\n",
	    FINDING_MISSING },
	/* a stimulus waits for everything before it, at all parties */
	{ A2 PING ACK, "wait\n" GA2 GO "agent1 EventAck ref=1\n" END,
	    FINDING_NONE },
	{ A2 PING B1, GB1 "fence\n", FINDING_UNEXPECTED },
	{ "<all>" A2 PING ACK "</all>", GO "agent1 EventAck ref=1\n" GA2 END,
	    FINDING_NONE },
	/* ... one that was given up holds back none after it */
	{ "<all><optional>" A1 PING "</optional>" DIAL "</all>" PONG,
	    "send RequestDial\nfence\nsend RequestPong\n" END, FINDING_NONE },
	{ "<optional>" A1 PING "</optional>" DIAL PONG,
	    "fence\nsend RequestDial\nsend RequestPong\n" END, FINDING_NONE },
	/* ... an optional block has to be ruled out first */
	{ A2 "<optional>" A1 "</optional>" PING,
	    GA2 "fence\n" GO "fence\ndone\n", FINDING_NONE },
	{ A2 "<optional>" A1 "</optional>" PING, GA2 GA1 GO END, FINDING_NONE },
	{ A2 "<optional>" A1 "</optional>" PING, GA2 "fence\n" GO GA1 "fence\n",
	    FINDING_OUT_OF_ORDER },
	/* ... and so does a disconnect */
	{ A2 "<disconnect party='agent2'/>" A1, GA2 "disconnect\n" GA1 END,
	    FINDING_NONE },
	{ A2 "<disconnect party='agent2'/>" B1, GB1 "fence\n",
	    FINDING_UNEXPECTED },
	{ "<disconnect party='agent2' not-before='1s'/>",
	    "wait\nat 1s\ndisconnect\n" END, FINDING_NONE },
	/* a branch with a stimulus: only if the other has not begun */
	{ "<choice><seq>" A1 PING "</seq>" A2 "</choice>", GA2 END,
	    FINDING_NONE },
	{ "<choice><seq>" A1 PING "</seq>" A2 "</choice>", GA1 GO END,
	    FINDING_NONE },
	/*
	 * absent: to the end of its block or, directly in the case, of the case
	 */
	{ "<all>" A1 NO(A2) "</all>" B1 A2, GA1 GA2 GB1 END, FINDING_NONE },
	{ "<all>" A1 NO(A2) "</all>" B1 A2, GA2 "fence\n", FINDING_UNEXPECTED },
	{ A1 NO(A2), GA1 GA2 "fence\n", FINDING_UNEXPECTED },
	/* absent in a branch: once that has begun */
	{ "<choice><seq>" NO(A2) A1 B1 "</seq><seq>" A2 B2 "</seq></choice>",
	    GA2 GB2 END, FINDING_NONE },
	{ "<choice><seq>" NO(A2) A1 B1 "</seq><seq>" B2 A2 "</seq></choice>",
	    GA1 GA2 "fence\n", FINDING_UNEXPECTED },
	{ "<optional>" NO(A2) A1 B1 "</optional>" B2 A2, GA1 GB2 GA2 "fence\n",
	    FINDING_UNEXPECTED },
	{ "<repeat min='0' max='2'>" NO(A2) A1 B1 "</repeat>" A2, GA2 END,
	    FINDING_NONE },
	/* ... of an answer: to that request, not to another */
	{ PING ACK "<send id='other' from='agent1' message='RequestPing'/>"
		   "<all><receive at='agent1' message='EventAck' "
		   "answers='other'/>" NO(ACK) "</all>",
	    GO "agent1 EventAck ref=1\n" GO "agent1 EventAck ref=2\n" END,
	    FINDING_NONE },
	{ "<all>" PING NO(ACK) A1 "</all>", GO "agent1 EventAck ref=1\nfence\n",
	    FINDING_UNEXPECTED },
	/* nothing left to do at all */
	{ "<seq when='R1=early'>" A1 "</seq>", "fence\ndone\n", FINDING_NONE },
	{ "<choice when='R1=early'>" A1 "</choice>" B1, GB1 END, FINDING_NONE },
	{ "<choice><seq>" A1 "</seq><seq when='R1=early'>" A2 "</seq></choice>",
	    GA1 END, FINDING_NONE },
};

START_TEST(plays_right)
{
	struct rig r;
	rig_steps(&r, plays[_i].steps);
	rig_play(&r, plays[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_msg(o->finding == plays[_i].finding, "%s: %s\n%s",
	    finding_name(o->finding), o->sentence ? o->sentence : "",
	    plays[_i].script);
	ck_assert_int_eq(o->verdict, o->finding ? VERDICT_FAIL : VERDICT_PASS);
	rig_close(&r);
}
END_TEST

START_TEST(quiet_holds_until_something_happens)
{
	struct rig r;
	rig_steps(&r, A1 "<optional>" A2 "</optional>");
	rig_play(&r, GA1);
	unsigned epoch = match_epoch(r.match);
	rig_play(&r, "fence\n" GA2);
	ck_assert_uint_ne(match_epoch(r.match), epoch);
	rig_play(&r, END);
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

Suite *
blocks_suite(void)
{
	Suite *s = suite_create("blocks");
	TCase *t = tcase_create("blocks");
	tcase_add_loop_test(
	    t, plays_right, 0, sizeof(plays) / sizeof(plays[0]));
	tcase_add_test(t, quiet_holds_until_something_happens);
	suite_add_tcase(s, t);
	return s;
}
