/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages about others: what the run has given to another case explains
 * nothing, and what it has given to no case may be ours under a wrong id.
 */
#include "judge/ledger.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define IS "<attribute name='interactionId' value='{interaction}'/>"
#define RECEIVE(at, message)                                                   \
	"<receive at='" at "' message='" message "'>" IS "</receive>"
#define A1 RECEIVE("agent1", "EventA")
#define C9 RECEIVE("reporting", "EventC")
#define LATE "at 6s\nelapse\nfence\n"
#define NO_A1 "EventA did not reach agent1 within 5 s of the start of the case."
#define NO_C9                                                                  \
	"EventC did not reach reporting within 5 s of the start of the "       \
	"case."

#define JOINED_AT(party)                                                       \
	"<receive at='" party "' message='EventJoined'>" IS                    \
	"<attribute name='who' value='{agent1.agentId}'/></receive>"
#define JOINED JOINED_AT("reporting")

static const struct {
	const char *steps, *script;
	unsigned number; /* of the message that is named, 0: none */
	const char *sentence;
} plays[] = {
	/* lent to nobody */
	{ A1, "agent1 EventA interactionId=ix-9\n" LATE, 1,
	    "EventA reached agent1 with interactionId 'ix-9'; it must be "
	    "'ix-1'." },
	{ A1, "agent1 EventA interactionId=null\n" LATE, 1,
	    "EventA reached agent1 with interactionId null; it must be "
	    "'ix-1'." },
	{ A1 C9,
	    "agent1 EventA interactionId=ix-1\n"
	    "reporting EventC interactionId=ix-9\n" LATE,
	    2,
	    "EventC reached reporting with interactionId 'ix-9'; it must be "
	    "'ix-1'." },
	/* and spoken of more than once */
	{ A1 RECEIVE("agent2", "EventB"),
	    "agent1 EventA interactionId=ix-1\n"
	    "agent2 EventB interactionId=ix-9\n"
	    "agent1 EventD interactionId=ix-9\n" LATE,
	    2,
	    "EventB reached agent2 with interactionId 'ix-9'; it must be "
	    "'ix-1'." },
	{ C9 RECEIVE("agent2", "EventB"),
	    "reporting EventC interactionId=ix-9\n"
	    "reporting EventD interactionId=ix-9\n"
	    "agent2 EventB interactionId=ix-9\n" LATE,
	    1,
	    "EventC reached reporting with interactionId 'ix-9'; it must be "
	    "'ix-1'." },
	/* but not if the Reporting engine hears of it what we wait not for */
	{ C9 RECEIVE("agent2", "EventB"),
	    "reporting EventC interactionId=ix-9\n"
	    "reporting EventD interactionId=ix-9\n"
	    "agent2 EventB interactionId=ix-1\n" LATE,
	    0, NO_C9 },
	/* given to another case: for a party of ours it can only be ours */
	{ A1, "agent1 EventA interactionId=ix-2\n" LATE, 1,
	    "EventA reached agent1 with interactionId 'ix-2', which belongs to "
	    "another case; it must be 'ix-1'." },
	{ JOINED, "reporting EventJoined interactionId=ix-2 who=agent-1\n" LATE,
	    1,
	    "EventJoined reached reporting with interactionId 'ix-2', which "
	    "belongs to another case; it must be 'ix-1'." },
	{ JOINED, "reporting EventJoined interactionId=ix-2 who=agent-4\n" LATE,
	    0,
	    "EventJoined did not reach reporting within 5 s of the start of "
	    "the case." },
	{ JOINED_AT("agent1"),
	    "agent1 EventJoined interactionId=ix-2 who=agent-3\n" LATE, 0,
	    "EventJoined did not reach agent1 within 5 s of the start of "
	    "the case." },
	{ A1 RECEIVE("agent1", "EventB"),
	    "agent1 EventB interactionId=ix-1\n"
	    "agent1 EventA interactionId=ix-1\n"
	    "agent1 EventB interactionId=ix-2\nfence\n",
	    1,
	    "EventB reached agent1 before EventA, which has to come first." },
	{ A1 C9,
	    "agent1 EventA interactionId=ix-1\n"
	    "reporting EventC interactionId=ix-2\n" LATE,
	    0, NO_C9 },
	/* built from another case's unique text */
	{ A1, "agent1 EventA interactionId=no-such-run-17\n" LATE, 1,
	    "EventA reached agent1 with interactionId 'no-such-run-17', which "
	    "belongs to another case; it must be 'ix-1'." },
	{ A1 C9,
	    "agent1 EventA interactionId=ix-1\n"
	    "reporting EventC interactionId=no-such-run-17\n" LATE,
	    0, NO_C9 },
	{ A1, "agent1 EventA interactionId=prun-17\n" LATE, 1,
	    "EventA reached agent1 with interactionId 'prun-17'; it must be "
	    "'ix-1'." },
	/* what must not come */
	{ "<absent><receive at='agent1' message='EventB'/></absent>" A1,
	    "agent1 EventB interactionId=ix-2\n" LATE, 0, NO_A1 },
	{ "<absent><receive at='agent1' message='EventB'/></absent>" A1,
	    "agent1 EventB interactionId=ix-9\nfence\n", 1,
	    "EventB reached agent1, which must not happen here "
	    "(phase.xml:4)." },
};

START_TEST(explains_by_no_other_case)
{
	struct rig r;
	rig_steps(&r, plays[_i].steps);
	r.lease.unique = "run-1";
	rig_play(&r, plays[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_str_eq(o->sentence, plays[_i].sentence);
	ck_assert_uint_eq(o->place.observed, plays[_i].number);
	rig_close(&r);
}
END_TEST

#define AGENT2 "<attribute name='who' value='{agent2.agentId}'/>"
#define ABOUT2 "<receive at='agent1' message='EventA'>" AGENT2 "</receive>"
#define B2 "<receive at='agent2' message='EventB'/>"

/* One too many, or the expected one gone wrong? */
static const struct {
	const char *steps, *script;
	enum finding finding;
	const char *sentence;
} extras[] = {
	{ ABOUT2 B2, "agent1 EventA who=agent-1\nagent2 EventB\n" LATE,
	    FINDING_WRONG_ATTRIBUTE,
	    "EventA reached agent1 with who 'agent-1'; it must be 'agent-2'." },
	{ ABOUT2 B2,
	    "agent1 EventA who=agent-1\nagent1 EventA who=agent-2\n"
	    "agent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventA reached agent1 with who 'agent-1', but nothing in the "
	    "fixture expects that there." },
	/* what need not come has not come about others */
	{ "<optional>" ABOUT2 "</optional>" B2,
	    "agent1 EventA who=agent-1\nagent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventA reached agent1 with who 'agent-1', but nothing in the "
	    "fixture expects that there." },
	{ "<optional>" ABOUT2 "</optional>" B2,
	    "agent1 EventA who=agent-3\nagent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventA reached agent1 with who 'agent-3', which belongs to "
	    "another case." },
	{ "<optional>" ABOUT2 "</optional>" B2,
	    "agent1 EventA who=me\nagent2 EventB\nfence\n",
	    FINDING_WRONG_ATTRIBUTE,
	    "EventA reached agent1 with who 'me'; it must be 'agent-2'." },
	/* which another case has caused */
	{ ABOUT2 B2,
	    "agent1 EventA interactionId=ix-1 who=agent-3\n"
	    "agent1 EventA who=agent-2\nagent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventA reached agent1 with this case's interaction, but with who "
	    "'agent-3', which belongs to another case." },
	{ ABOUT2 B2, "agent1 EventA who=agent-3\nagent2 EventB\n" LATE,
	    FINDING_WRONG_ATTRIBUTE,
	    "EventA reached agent1 with who 'agent-3', which belongs to "
	    "another case; it must be 'agent-2'." },
	/* before its time, or after all of it */
	{ B2 "<send from='agent1' message='RequestPing' answer='later'/>"
	     "<receive at='agent1' message='EventA'/>",
	    "agent1 EventA\nfence\n", FINDING_UNEXPECTED,
	    "EventA reached agent1, but the fixture expects it only after "
	    "RequestPing of agent1 (phase.xml:4)." },
	{ B2
	    "<send from='agent1' message='RequestPing' answer='later'/>" ABOUT2,
	    "agent1 EventA who=agent-1\nfence\n", FINDING_UNEXPECTED,
	    "EventA reached agent1 with who 'agent-1', but nothing in the "
	    "fixture expects that there." },
	{ "<choice><seq><receive at='agent1' message='EventA'/>" B2
	  "</seq><seq><receive at='agent1' message='EventC'/>"
	  "<receive at='agent2' message='EventD'/></seq></choice>",
	    "agent1 EventC\nagent2 EventD\nagent1 EventA\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventA reached agent1, but can no longer come after EventC (#1)." },
};

START_TEST(an_extra_message_is_one_too_many)
{
	struct rig r;
	rig_steps(&r, extras[_i].steps);
	rig_play(&r, extras[_i].script);
	rig_fails(&r, extras[_i].finding, extras[_i].sentence);
	rig_close(&r);
}
END_TEST

START_TEST(a_strangers_message_is_not_held_against_the_server)
{
	struct rig r;
	rig_steps(&r, A1 C9);
	rig_play(&r,
	    "agent1 EventB interactionId=ix-2\n"
	    "agent1 EventB interactionId=ix-9\n"
	    "reporting EventB interactionId=ix-9\n"
	    "reporting EventC interactionId=ix-9\n"
	    "agent1 EventA interactionId=ix-1\n"
	    "reporting EventC interactionId=ix-1\nfence\n");
	rig_passes(&r);
	/* The transcript has what may have been meant for us. */
	ck_assert_uint_eq(r.number, 4);
	rig_close(&r);
}
END_TEST

START_TEST(a_ledger_knows_what_was_lent)
{
	struct ledger *l = ledger_new();
	ck_assert(!ledger_has(l, "1"));
	for (unsigned round = 0; round < 2; round++) {
		for (unsigned i = 0; i < 1000; i++) {
			char *name = mem_printf("%u", i);
			ledger_add(l, name);
			free(name);
		}
	}
	ledger_add(l, NULL);
	ck_assert(ledger_has(l, "0"));
	ck_assert(ledger_has(l, "999"));
	ck_assert(!ledger_has(l, "1000"));
	ledger_clear(l);
	ck_assert(!ledger_has(l, "0"));
	ledger_add(l, "");
	ck_assert(ledger_has(l, ""));
	ledger_free(l);
	ledger_free(NULL);
}
END_TEST

Suite *
strangers_suite(void)
{
	Suite *s = suite_create("strangers");
	TCase *t = tcase_create("strangers");
	tcase_add_loop_test(
	    t, explains_by_no_other_case, 0, sizeof(plays) / sizeof(plays[0]));
	tcase_add_loop_test(t, an_extra_message_is_one_too_many, 0,
	    sizeof(extras) / sizeof(extras[0]));
	tcase_add_test(t, a_strangers_message_is_not_held_against_the_server);
	tcase_add_test(t, a_ledger_knows_what_was_lent);
	suite_add_tcase(s, t);
	return s;
}
