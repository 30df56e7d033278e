/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences about answers: of the wrong kind, second ones, early ones. */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define LATER                                                                  \
	"<send id='ping' from='agent1' message='RequestPing'"                  \
	" answer='later'/>"
#define PONG "<send id='pong' from='agent2' message='RequestPong'/>"
#define ACK "<receive at='agent1' message='EventAck' answers='ping'/>"
#define ERROR "<receive at='agent1' message='EventError' answers='ping'/>"
#define PONG_ACK "<receive at='agent2' message='EventAck' answers='pong'/>"
#define PONG_ERROR "<receive at='agent2' message='EventError' answers='pong'/>"
#define MORE_ERROR "<receive at='agent1' message='EventError' answers='more'/>"
#define A1 "<receive at='agent1' message='EventA'/>"
#define B2 "<receive at='agent2' message='EventB'/>"
#define C9                                                                     \
	"<receive at='reporting' message='EventC'><attribute"                  \
	" name='interactionId' value='{interaction}'/></receive>"
#define SENT "send RequestPing\nat 10ms\n"
#define REFUSAL "agent1 EventError ref=1 errorCode=7 errorDescription=why\n"
#define LATE "at 6s\nelapse\nfence\n"

static const struct {
	const char *steps, *script;
	enum finding finding;
	const char *sentence;
} plays[] = {
	/* of the wrong kind */
	{ PING ACK, SENT REFUSAL "fence\n", FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "acknowledged (phase.xml:4)." },
	{ PING ERROR, SENT "agent1 EventAck ref=1\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was acknowledged; it must be refused "
	    "(phase.xml:4)." },
	{ PING "<receive at='agent1' message='EventList' answers='ping'/>",
	    SENT "agent1 EventAck ref=1\nfence\n", FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was acknowledged; it must be answered by "
	    "EventList (phase.xml:4)." },
	{ PING "<choice>" ERROR ACK "</choice>",
	    SENT "agent1 EventList ref=1\nfence\n", FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was answered by EventList; it must be "
	    "refused or acknowledged (phase.xml:4)." },
	{ PING "<optional>" ACK "</optional>" B2, SENT REFUSAL "fence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was refused with error 7, 'why'; it may "
	    "only be acknowledged (phase.xml:4)." },
	{ "<choice><seq>" PING ERROR "</seq></choice>"
	  "<send id='more' from='agent1' message='RequestPing'/>"
	  "<receive at='agent1' message='EventError' answers='more'/>",
	    SENT REFUSAL "send RequestPing\nagent1 EventAck ref=2\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 (#3) was acknowledged; it must be refused "
	    "(phase.xml:4)." },
	/* whatever else is missing or too much for that reason */
	{ PING "<all>" ACK A1 C9 "</all>", SENT REFUSAL LATE,
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "acknowledged (phase.xml:4)." },
	{ PING "<all>" ERROR "<absent>" C9 "</absent></all>",
	    SENT "reporting EventC interactionId=ix-1\nat 20ms\n"
		 "agent1 EventAck ref=1\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was acknowledged, and EventC reached "
	    "reporting (#2); the request must be refused (phase.xml:4)." },
	{ PING "<all>" ERROR B2 "</all>",
	    SENT "agent1 EventAck ref=1\nagent2 EventB\nagent2 EventD\n"
		 "fence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was acknowledged, and EventD reached agent2 "
	    "(#4); the request must be refused (phase.xml:4)." },
	/* but a timer that ends says nothing about what was missing before */
	{ PING "<all within='20s' since='ping'>" ACK "</all>" A1,
	    SENT "at 2s\n" REFUSAL LATE, FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "acknowledged (phase.xml:4)." },
	{ PING "<all><all within='20s' since='ping'>" ACK "</all>" C9 "</all>",
	    SENT "at 2s\n" REFUSAL LATE, FINDING_MISSING,
	    "EventC did not reach reporting after RequestPing of agent1, and "
	    "the server has nothing more under way." },
	/* due later, after another stimulus */
	{ LATER B2 PONG "<all>" PONG_ACK ACK "</all>", SENT REFUSAL "fence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "acknowledged (phase.xml:4)." },
	{ LATER B2 PONG "<all>" PONG_ACK ACK "</all>",
	    SENT "agent1 EventAck ref=1\nfence\n", FINDING_UNEXPECTED,
	    "RequestPing of agent1 was acknowledged; its answer must come "
	    "after RequestPong of agent2 (phase.xml:4)." },
	{ LATER "<send id='more' from='agent1' message='RequestPing'"
		" answer='later'/><all>" B2 ACK "</all>",
	    SENT REFUSAL "fence\n", FINDING_WRONG_ANSWER,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "acknowledged (phase.xml:4)." },
	{ LATER "<send id='more' from='agent1' message='RequestPing'"
		" answer='later'/><all>" B2 ERROR "</all>",
	    "send RequestPing\n" REFUSAL "fence\n", FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "served, and may fail only after another RequestPing of agent1 "
	    "(phase.xml:4)." },
	{ LATER B2, SENT "agent1 EventAck ref=1\nagent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was acknowledged; its answer is to come "
	    "later (phase.xml:4)." },
	{ PING B2, SENT REFUSAL "agent2 EventB\nfence\n", FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, 'why', but the "
	    "fixture expects no answer to it." },
	{ PING "<all>" B2 "<absent>" ACK "</absent></all>",
	    SENT "agent1 EventAck ref=1\nagent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was acknowledged, which must not happen "
	    "here (phase.xml:4)." },
	/* a second one */
	{ PING ACK, SENT "agent1 EventAck ref=1\n" REFUSAL "fence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, 'why', though it "
	    "had been acknowledged already (#2); no second answer may come." },
	{ PING ACK, SENT REFUSAL "agent1 EventAck ref=1\nfence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, 'why', and "
	    "acknowledged as well (#3); it must be acknowledged only "
	    "(phase.xml:4)." },
	{ PING "<all>" ERROR "<absent>" A1 "</absent></all>",
	    SENT "agent1 EventAck ref=1\nat 20ms\n" REFUSAL "fence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was acknowledged, and refused with error "
	    "7, 'why' as well (#3); it must be refused only (phase.xml:4)." },
	{ PING "<choice><seq>" ACK A1 "</seq>" ERROR "</choice>",
	    SENT "agent1 EventAck ref=1\nagent1 EventA\n" REFUSAL "fence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, 'why', though it "
	    "had been acknowledged already (#2); no second answer may come." },
	{ PING ACK,
	    SENT "agent1 EventAck ref=1\nagent1 EventAck ref=1\nfence\n",
	    FINDING_DUPLICATE,
	    "RequestPing of agent1 was acknowledged twice, as #2 and again as "
	    "#3." },
	/* of one request, though another one is open */
	{ LATER PONG "<all>" PONG_ACK ACK "</all>",
	    "send RequestPing\nsend RequestPong\nagent1 EventError ref=2\n"
	    "agent2 EventAck ref=2\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventError reached agent1 with reference 2, which is no request "
	    "of this party." },
	{ LATER "<send id='leave' from='agent1' message='RequestPong'/>"
		"<receive at='agent1' message='EventAck' answers='leave'/>"
		"<optional>" ERROR "</optional>",
	    "send RequestPing\nsend RequestPong\n"
	    "agent1 EventError ref=2 errorCode=9\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPong of agent1 was refused with error 9; it must be "
	    "acknowledged (phase.xml:4)." },
	/* under the reference of another one */
	{ PING ACK "<send id='more' from='agent1' message='RequestPong'/>"
		   "<receive at='agent1' message='EventError' answers='more'/>",
	    "send RequestPing\nagent1 EventAck ref=1\nsend RequestPong\n"
	    "agent1 EventError ref=1 errorCode=7\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "EventError reached agent1 with reference 1, which has its answer "
	    "(#2); the request it must answer is 2 (RequestPong)." },
	/* though the case could go on without an answer to it */
	{ LATER B2 "<send id='more' from='agent1' message='RequestPong'/>"
		   "<choice>" MORE_ERROR A1 "</choice>" PONG ACK,
	    "send RequestPing\nagent2 EventB\nsend RequestPong\n"
	    "agent1 EventError ref=1 errorCode=7\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "EventError reached agent1 with reference 1; the request it must "
	    "answer is 2 (RequestPong)." },
	{ LATER ACK "<send id='more' from='agent1' message='RequestPong'/>"
		    "<choice>" MORE_ERROR A1 "</choice>",
	    "send RequestPing\nagent1 EventAck ref=1\nsend RequestPong\n"
	    "agent1 EventError ref=1 errorCode=7\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "EventError reached agent1 with reference 1, which has its answer "
	    "(#2); the request it must answer is 2 (RequestPong)." },
	/* but not if that has its own, or may not have it yet */
	{ LATER ACK "<send id='more' from='agent1' message='RequestPong'/>"
		    "<choice>" MORE_ERROR A1 "</choice>",
	    "send RequestPing\nagent1 EventAck ref=1\nsend RequestPong\n"
	    "agent1 EventError ref=1 errorCode=7\n"
	    "agent1 EventError ref=2 errorCode=8\nfence\n",
	    FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, though it had "
	    "been acknowledged already (#2); no second answer may come." },
	{ LATER "<receive at='agent1' message='EventError' answers='ping'/>"
		"<send id='more' from='agent1' message='RequestPong'/>"
		"<receive at='agent1' message='EventError' answers='more'"
		" not-before='1s' since='more'/>",
	    "send RequestPing\nagent1 EventError ref=1 errorCode=7\n"
	    "send RequestPong\nat 100ms\n"
	    "agent1 EventError ref=1 errorCode=7\nfence\n",
	    FINDING_DUPLICATE,
	    "RequestPing of agent1 was refused with error 7 twice, as #2 and "
	    "again as #4 after RequestPong of agent1." },
	{ LATER "<send id='more' from='agent1' message='RequestPong'/>"
		"<receive at='agent1' message='EventAck' answers='more'/>"
		"<optional>" ERROR "</optional>",
	    "send RequestPing\nsend RequestPong\nagent1 EventAck ref=1\n"
	    "fence\n",
	    FINDING_WRONG_ANSWER,
	    "EventAck reached agent1 with reference 1; the request it must "
	    "answer is 2 (RequestPong)." },
	/* two at a time: what answers the newer request says why */
	{ LATER PONG "<all>" PONG_ERROR "<absent>" ACK "</absent></all>",
	    "send RequestPing\nsend RequestPong\nagent1 EventAck ref=1\n"
	    "agent2 EventAck ref=2\nfence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPong of agent2 was acknowledged; it must be refused "
	    "(phase.xml:4)." },
	{ LATER B2, SENT REFUSAL "agent2 EventB\nfence\n", FINDING_UNEXPECTED,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "served, and answered later (phase.xml:4)." },
	/* of another branch */
	{ PING PONG "<choice><seq>" ACK PONG_ACK "</seq><seq>" ERROR PONG_ERROR
		    "</seq></choice>",
	    "send RequestPing\nsend RequestPong\n"
	    "agent1 EventError ref=1 errorCode=7\nagent2 EventAck ref=2\n"
	    "fence\n",
	    FINDING_WRONG_ANSWER,
	    "RequestPong of agent2 was acknowledged; it must be refused "
	    "(phase.xml:4)." },
	/* none */
	{ PING ACK, SENT LATE, FINDING_MISSING,
	    "RequestPing of agent1 was not answered within 5 s; it must be "
	    "acknowledged (phase.xml:4)." },
	{ PING "<choice>" ACK ERROR "</choice>", SENT LATE, FINDING_MISSING,
	    "RequestPing of agent1 was not answered within 5 s; it must be "
	    "acknowledged or refused (phase.xml:4)." },
	{ PING "<all>" ACK C9 "</all>", SENT LATE, FINDING_MISSING,
	    "RequestPing of agent1 was not answered within 5 s; it must be "
	    "acknowledged (phase.xml:4); nothing else came, either." },
	{ LATER PONG "<all>" PONG_ACK ACK "</all>",
	    "send RequestPing\nsend RequestPong\nagent2 EventAck ref=2\n" LATE,
	    FINDING_MISSING,
	    "RequestPing of agent1 was not answered within 5 s of "
	    "RequestPong of agent2; it must be acknowledged (phase.xml:4)." },
	/*
	 * nor is the answer of another one, where it belongs, though that had
	 * time left
	 */
	{ LATER "<all><all within='2s' since='ping'>" ERROR "</all><seq>"
		"<send id='more' from='agent1' message='RequestPong'"
		" not-before='1800ms' since='ping'/><receive at='agent1'"
		" message='EventError' answers='more'/></seq></all>",
	    "send RequestPing\nat 1900ms\nsend RequestPong\nat 1910ms\n"
	    "agent1 EventError ref=2\nat 2500ms\nelapse\nfence\n",
	    FINDING_MISSING,
	    "RequestPing of agent1 was not answered within 2 s; it must be "
	    "refused (phase.xml:4)." },
	/* in time or not */
	{ PING "<receive at='agent1' message='EventError' answers='ping'"
	       " not-before='1s' since='ping'/>",
	    SENT REFUSAL "fence\n", FINDING_TOO_EARLY,
	    "RequestPing of agent1 was refused with error 7, 'why', too early: "
	    "10 ms from its sending; the earliest is 1 s." },
	{ LATER "<receive at='agent1' message='EventError' answers='ping'"
		" not-before='1s' since='ping'/>",
	    SENT REFUSAL "fence\n", FINDING_TOO_EARLY,
	    "RequestPing of agent1 was refused with error 7, 'why', too early: "
	    "10 ms from its sending; it must be served, and must not fail "
	    "before 1 s." },
	{ LATER B2 "<receive at='agent1' message='EventError' answers='ping'"
		   " not-before='1s' since='ping'/>",
	    SENT "agent2 EventB\n" REFUSAL "fence\n", FINDING_TOO_EARLY,
	    "RequestPing of agent1 was refused with error 7, 'why', too early: "
	    "10 ms from its sending; the earliest is 1 s." },
};

START_TEST(says_what_is_wrong_with_an_answer)
{
	struct rig r;
	rig_steps(&r, plays[_i].steps);
	rig_play(&r, plays[_i].script);
	rig_fails(&r, plays[_i].finding, plays[_i].sentence);
	rig_close(&r);
}
END_TEST

/* That a request fails is perhaps no more than a "should". */
START_TEST(a_should_hides_no_must)
{
	static const struct {
		const char *after, *script;
		enum finding finding;
		const char *sentence;
	} runs[] = {
		{ "<requirement id='T-2' level='should'>Fails.</requirement>",
		    SENT "agent1 EventAck ref=1\nat 20ms\nagent2 EventB\n",
		    FINDING_UNEXPECTED,
		    "EventB reached agent2 after RequestPing of agent1, which "
		    "must not happen here (phase.xml:4); the request was "
		    "acknowledged, and is to be refused (phase.xml:4)." },
		{ "<requirement id='T-2' level='should'>Fails.</requirement>",
		    SENT "agent2 EventB\nagent1 EventAck ref=1\n",
		    FINDING_UNEXPECTED,
		    "EventB reached agent2 after RequestPing of agent1, which "
		    "must not happen here (phase.xml:4); the request was "
		    "acknowledged, and is to be refused (phase.xml:4)." },
		{ "<requirement id='T-2' level='should'>Fails.</requirement>",
		    SENT "agent1 EventAck ref=1\nat 20ms\nagent2 EventD\n",
		    FINDING_WRONG_ANSWER,
		    "RequestPing of agent1 was acknowledged, and EventD "
		    "reached agent2 (#3); the request must be refused "
		    "(phase.xml:4)." },
		{ "", SENT "agent1 EventAck ref=1\nat 20ms\nagent2 EventB\n",
		    FINDING_WRONG_ANSWER,
		    "RequestPing of agent1 was acknowledged, and EventB "
		    "reached agent2 (#3); the request must be refused "
		    "(phase.xml:4)." },
	};
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .after = runs[_i].after,
		.steps = PING "<all>" ERROR "<absent>" B2 "</absent></all>" });
	rig_play(&r, runs[_i].script);
	rig_play(&r, "fence\n");
	rig_fails(&r, runs[_i].finding, runs[_i].sentence);
	rig_close(&r);
}
END_TEST

/* It may be the runner's fault: a timer ended before it asked. */
START_TEST(a_refusal_of_a_late_runner_is_inconclusive)
{
	struct rig r;
	rig_steps(&r, PING ACK);
	rig_play(&r, SENT REFUSAL "fence\n");
	match_note_lag(r.match, MATCH_LAG_LIMIT_NS);
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_RUNNER_LATE,
	    "RequestPing of agent1 was refused with error 7, 'why'; it must be "
	    "acknowledged (phase.xml:4). But the runner itself was late by "
	    "250 ms, which may be the reason.");
	rig_close(&r);
}
END_TEST

/*
 * After an answer with closes= the server may disconnect, elsewhere it may not.
 */
START_TEST(an_answer_may_close_its_connection)
{
	static const char steps[] =
	    PING "<all><receive at='agent1' message='EventError' "
		 "answers='ping' closes='maybe'/>" C9 "</all>";
	static const struct {
		const char *play;
		enum finding finding;
	} runs[] = {
		{ "reporting EventC interactionId=ix-1\nfence\n",
		    FINDING_NONE },
		{ "closed agent1 bye\nreporting EventC interactionId=ix-1\n"
		  "fence\n",
		    FINDING_NONE },
		{ "closed agent1 bye\nat 9s\nelapse\nfence\n",
		    FINDING_MISSING },
	};
	struct rig r;
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		rig_steps(&r, steps);
		rig_play(&r, SENT REFUSAL);
		rig_play(&r, runs[i].play);
		ck_assert_int_eq(rig_outcome(&r)->finding, runs[i].finding);
		rig_close(&r);
	}
	rig_steps(&r, steps);
	rig_play(&r, SENT "closed agent1 bye\nfence\n");
	ck_assert_int_eq(rig_outcome(&r)->finding, FINDING_DISCONNECTED);
	rig_close(&r);
}
END_TEST

Suite *
answers_suite(void)
{
	Suite *s = suite_create("answers");
	TCase *t = tcase_create("answers");
	tcase_add_loop_test(t, says_what_is_wrong_with_an_answer, 0,
	    sizeof(plays) / sizeof(plays[0]));
	tcase_add_loop_test(t, a_should_hides_no_must, 0, 4);
	tcase_add_test(t, a_refusal_of_a_late_runner_is_inconclusive);
	tcase_add_test(t, an_answer_may_close_its_connection);
	suite_add_tcase(s, t);
	return s;
}
