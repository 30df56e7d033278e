/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can only be judged while a timer of the server has not run out: agent1's
 * RequestPing starts one of 1 s, agent2 answers its result in time or not.
 */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <string.h>

#define WHILE "<while within='1s' since='ping'>"
#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define OFFER "<receive id='offer' at='agent2' message='EventC'/>"
#define PONG "<send id='pong' from='agent2' message='RequestPong'/>"
#define ACK "<receive at='agent2' message='EventAck' answers='pong'/>"
#define NEWS "<receive at='agent1' message='EventA'/>"
#define LATE_ANSWER "<receive at='agent1' message='EventAck' answers='ping'/>"
#define NO_END                                                                 \
	"<absent><receive at='agent2' message='EventB'/>"                      \
	"<receive at='agent1' message='EventError' answers='ping'/></absent>"

#define ANSWERED PING OFFER WHILE PONG "<all>" ACK NEWS NO_END "</all></while>"
#define THEN_SILENT ANSWERED "<receive at='agent2' message='EventD'/>"

#define OFFERED "send RequestPing\nat 100ms\nagent2 EventC\n"
#define ASKED OFFERED "send RequestPong\n"

static const struct {
	const char *steps, *script;
	enum verdict verdict;
	enum finding finding;
} plays[] = {
	/* in time, and as it must be */
	{ ANSWERED, ASKED "agent2 EventAck ref=2\nagent1 EventA\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	/* too late, but as it must be */
	{ ANSWERED,
	    ASKED "at 1300ms\nagent2 EventAck ref=2\nagent1 EventA\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	/* the stimulus would come too late, or just in time */
	{ ANSWERED, "send RequestPing\nat 1s\nagent2 EventC\ndone\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ ANSWERED,
	    "send RequestPing\nat 999ms\nagent2 EventC\nsend RequestPong\n"
	    "at 1200ms\nagent2 EventAck ref=2\nagent1 EventA\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	/* what must not come comes before the end, about it, after it */
	{ ANSWERED, ASKED "at 999ms\nagent2 EventB since 998ms\nfence\n",
	    VERDICT_FAIL, FINDING_MISSING },
	{ ANSWERED, ASKED "at 1001ms\nagent2 EventB since 998ms\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ ANSWERED, ASKED "at 1200ms\nagent2 EventB since 1100ms\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ ANSWERED, ASKED "at 1200ms\nagent1 EventError ref=1\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ ANSWERED, ASKED "at 1200ms\nagent2 EventError ref=2\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	/* what is wrong in any state is wrong at any time */
	{ ANSWERED,
	    ASKED
	    "at 1200ms\nagent2 EventB as Reporting\nagent2 EventAck ref=2\n"
	    "agent1 EventA\nfence\n",
	    VERDICT_FAIL, FINDING_WRONG_PROTOCOL },
	{ ANSWERED, ASKED "at 1200ms\nmalformed agent2 {\n", VERDICT_ERROR,
	    FINDING_BROKEN_BINDING },
	{ ANSWERED, ASKED "at 1200ms\nclosed agent2 gone\nfence\n",
	    VERDICT_FAIL, FINDING_DISCONNECTED },
	{ ANSWERED,
	    ASKED
	    "at 1200ms\nagent2 EventError ref=77\nagent2 EventAck ref=2\nagent1 EventA\nfence\n",
	    VERDICT_FAIL, FINDING_UNEXPECTED },
	{ ANSWERED,
	    ASKED "agent2 EventAck ref=2\nat 1200ms\n"
		  "agent2 EventAck ref=2\nagent1 EventA\nfence\n",
	    VERDICT_FAIL, FINDING_DUPLICATE },
	{ ANSWERED,
	    ASKED "agent2 EventAck ref=2\nat 1200ms\n"
		  "agent2 EventError ref=2\nagent1 EventA\nfence\n",
	    VERDICT_FAIL, FINDING_UNEXPECTED },
	/* an answer is owed in any state */
	{ ANSWERED, ASKED "at 6s\nelapse\nfence\n", VERDICT_FAIL,
	    FINDING_MISSING },
	{ ANSWERED, ASKED "at 1200ms\nagent1 EventA\nat 6s\nelapse\nfence\n",
	    VERDICT_FAIL, FINDING_MISSING },
	/* the rest only if the request came in time */
	{ ANSWERED,
	    ASKED "at 999ms\nagent2 EventAck ref=2\nat 6s\nelapse\nfence\n",
	    VERDICT_FAIL, FINDING_MISSING },
	{ ANSWERED,
	    ASKED "at 1s\nagent2 EventAck ref=2\nat 6s\nelapse\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	/* ... or if its own time was over before */
	{ PING OFFER WHILE PONG
	    "<all>" ACK "<receive at='agent1' message='EventA' within='500ms'/>"
	    "</all></while>",
	    ASKED "at 1s\nagent2 EventAck ref=2\nat 6s\nelapse\nfence\n",
	    VERDICT_FAIL, FINDING_MISSING },
	/* a block without requests proves nothing about any */
	{ PING WHILE OFFER "</while>",
	    "send RequestPing\nat 6s\nelapse\nfence\n", VERDICT_FAIL,
	    FINDING_MISSING },
	{ PING WHILE OFFER "</while>",
	    "send RequestPing\nat 1200ms\nagent2 EventB\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	/* the timer matters from its start on, not from the block's */
	{ PING "<receive at='agent1' message='EventB'/>" WHILE PONG ACK
	       "</while>",
	    "send RequestPing\nat 1200ms\nagent2 EventC\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ "<receive at='agent1' message='EventB'/>" PING WHILE PONG ACK
	  "</while>",
	    "at 1200ms\nagent2 EventC\nagent1 EventB\nfence\n", VERDICT_FAIL,
	    FINDING_UNEXPECTED },
	/* the case ends with the block: what comes afterwards is not judged */
	{ ANSWERED,
	    ASKED "agent2 EventAck ref=2\nagent1 EventA\nat 1200ms\n"
		  "agent2 EventB\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	{ ANSWERED,
	    ASKED "agent2 EventAck ref=2\nagent1 EventA\nat 900ms\n"
		  "agent2 EventB\nfence\n",
	    VERDICT_FAIL, FINDING_UNEXPECTED },
	{ ANSWERED,
	    ASKED "agent2 EventAck ref=2\nagent1 EventA\nat 1200ms\n"
		  "agent2 EventB as Reporting\nfence\n",
	    VERDICT_FAIL, FINDING_WRONG_PROTOCOL },
	/* it continues: the next steps say what the timer causes */
	{ THEN_SILENT,
	    ASKED "agent2 EventAck ref=2\nagent1 EventA\nat 1200ms\n"
		  "agent2 EventB\nagent2 EventD\nfence\n",
	    VERDICT_FAIL, FINDING_UNEXPECTED },
	{ THEN_SILENT,
	    ASKED "agent2 EventAck ref=2\nagent1 EventA\nat 1200ms\n"
		  "agent2 EventD\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	{ "<all>" PING WHILE OFFER "</while>" NEWS "</all>",
	    "send RequestPing\nagent2 EventC\nagent1 EventA\nat 1200ms\n"
	    "agent2 EventB\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	/* a disconnect has no answer that shows when it was seen */
	{ PING OFFER WHILE "<disconnect party='agent2'/></while>" NEWS,
	    OFFERED "disconnect\nat 1200ms\nagent1 EventA\nfence\n",
	    VERDICT_PASS, FINDING_NONE },
	{ PING OFFER WHILE "<disconnect party='agent2'/></while>" NEWS,
	    "send RequestPing\nat 1200ms\nagent2 EventC\ndone\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	/* of two around it, the one that runs out first counts */
	{ PING "<while within='9s' since='ping'>" OFFER WHILE PONG ACK
	       "</while></while>",
	    "send RequestPing\nat 1s\nagent2 EventC\ndone\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ PING WHILE OFFER "<while within='9s' since='ping'>" PONG ACK
			   "</while></while>",
	    "send RequestPing\nat 1s\nagent2 EventC\ndone\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	/* counted from a message: from the earliest time it can have come */
	{ PING OFFER "<while within='1s' since='offer'>" PONG ACK "</while>",
	    "send RequestPing\nat 200ms\nat 600ms\nagent2 EventC\n"
	    "send RequestPong\nat 1201ms\nagent2 EventError ref=2\nfence\n",
	    VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE },
	{ PING OFFER "<while within='1s' since='offer'>" PONG ACK "</while>",
	    "send RequestPing\nat 200ms\nat 600ms\nagent2 EventC\n"
	    "send RequestPong\nat 1199ms\nagent2 EventError ref=2\nfence\n",
	    VERDICT_FAIL, FINDING_WRONG_ANSWER },
	/* an absent with its own time also ends with the block's */
	{ PING OFFER WHILE "<absent within='3s'><receive at='agent2'"
			   " message='EventB'/></absent></while>",
	    OFFERED "at 999ms\nagent2 EventB\nfence\n", VERDICT_FAIL,
	    FINDING_UNEXPECTED },
	{ PING OFFER WHILE "<absent within='3s'><receive at='agent2'"
			   " message='EventB'/></absent></while>",
	    OFFERED "at 1001ms\nagent2 EventB\nfence\n", VERDICT_INCONCLUSIVE,
	    FINDING_RUNNER_LATE },
	/* a branch that was not taken is no reason to doubt */
	{ PING OFFER "<choice>" NEWS WHILE
		     "<receive at='agent1' message='EventB'/></while></choice>"
		     "<receive at='agent2' message='EventD'/>",
	    OFFERED
	    "agent1 EventA\nat 1200ms\nagent1 EventB\nagent2 EventD\nfence\n",
	    VERDICT_FAIL, FINDING_UNEXPECTED },
};

START_TEST(plays_right)
{
	struct rig r;
	rig_steps(&r, plays[_i].steps);
	rig_play(&r, plays[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_msg(
	    o->verdict == plays[_i].verdict && o->finding == plays[_i].finding,
	    "%s, %s: %s\n%s\n%s", verdict_name(o->verdict),
	    finding_name(o->finding), o->sentence ? o->sentence : "",
	    plays[_i].steps, plays[_i].script);
	rig_close(&r);
}
END_TEST

static const struct {
	const char *steps, *script, *sentence;
} sentences[] = {
	{ ANSWERED, "send RequestPing\nat 1300ms\nagent2 EventC\ndone\n",
	    "RequestPong of agent2 was not sent: it was due when 1.3 s had "
	    "passed since RequestPing, and from 1 s on the server's own timer may have run "
	    "out; the server, the path to it or the runner was too slow." },
	{ ANSWERED, ASKED "at 1200ms\nagent2 EventB\nfence\n",
	    "EventB reached agent2 after RequestPong of agent2, but nothing in the fixture expects it "
	    "there. But the server's own timer of 1 s may have run out before "
	    "RequestPong arrived: this came when 1.2 s had passed since "
	    "RequestPing of agent1." },
	{ ANSWERED,
	    ASKED "at 1s\nagent2 EventAck ref=2\nat 6s\nelapse\nfence\n",
	    "EventA did not reach agent1 within 5 s of RequestPong of agent2. But the "
	    "server's own timer of 1 s may have run out before RequestPong "
	    "arrived, and nothing shows that it was served in time." },
};

START_TEST(says_why_it_cannot_be_judged)
{
	struct rig r;
	rig_steps(&r, sentences[_i].steps);
	rig_play(&r, sentences[_i].script);
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE,
	    sentences[_i].sentence);
	rig_close(&r);
}
END_TEST

Suite *
while_suite(void)
{
	Suite *s = suite_create("while");
	TCase *t = tcase_create("while");
	tcase_add_loop_test(
	    t, plays_right, 0, sizeof(plays) / sizeof(plays[0]));
	tcase_add_loop_test(t, says_why_it_cannot_be_judged, 0,
	    sizeof(sentences) / sizeof(sentences[0]));
	suite_add_tcase(s, t);
	return s;
}
