/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "judge/explain/outcome.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"
#include <string.h>

#include <check.h>

#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define A1 "<receive id='a' at='agent1' message='EventA'/>"
#define B1 "<receive at='agent1' message='EventB'/>"
#define A2 "<receive at='agent2' message='EventA'/>"
#define SLOW_B1 "<receive at='agent1' message='EventB' within='20s'/>"
#define B2_AT_500MS                                                            \
	"<receive at='agent2' message='EventB' not-before='500ms' since='a'/>"
#define NO_A2_1S "<absent within='1s'>" A2 "</absent>"

static const struct {
	const char *steps, *script;
	enum finding finding; /* RUNNER_LATE: inconclusive, else a fail */
} plays[] = {
	/* at the deadline is in time, after it is not */
	{ A1, "at 5s\nagent1 EventA\nfence\n", FINDING_NONE },
	{ A1, "at 5s\nelapse\nagent1 EventA\nfence\n", FINDING_NONE },
	{ A1, "at 5001ms\nelapse\nfence\n", FINDING_MISSING },
	{ A1, "at 5001ms\nagent1 EventA since 5s\nfence\n",
	    FINDING_RUNNER_LATE },
	{ A1, "at 5002ms\nagent1 EventA since 5001ms\nfence\n",
	    FINDING_TOO_LATE },
	/* missed, then late: late it is */
	{ A1, "at 6s\nelapse\nat 7s\nagent1 EventA\nfence\n",
	    FINDING_TOO_LATE },
	/* the runner was not looking: neither in time nor late */
	{ A1, "at 9s\nagent1 EventA since 1s\nfence\n", FINDING_RUNNER_LATE },
	/* what is wrong either way is wrong */
	{ A1, "at 9s\nagent1 EventA since 1s\nagent1 EventB\nfence\n",
	    FINDING_UNEXPECTED },
	/* too early, for sure only */
	{ A1 B2_AT_500MS,
	    "at 1s\nagent1 EventA since 999ms\nat 1400ms\nagent2 EventB\n"
	    "fence\n",
	    FINDING_TOO_EARLY },
	{ A1 B2_AT_500MS,
	    "at 1s\nagent1 EventA since 900ms\nat 1400ms\nagent2 EventB\n"
	    "fence\n",
	    FINDING_NONE },
	{ A1 B2_AT_500MS,
	    "at 1s\nagent1 EventA since 999ms\nat 1600ms\n"
	    "agent2 EventB since 1100ms\nfence\n",
	    FINDING_NONE },
	/* a deadline that counts from what has not come either */
	{ "<optional>" A1 "</optional>"
	  "<receive at='agent2' message='EventB' within='1s' since='a'/>",
	    "at 6001ms\nelapse\nfence\n", FINDING_MISSING },
	{ "<optional>" A1 "</optional>"
	  "<receive at='agent2' message='EventB' within='1s' since='a'/>",
	    "at 5900ms\nagent2 EventB\nfence\n", FINDING_NONE },
	/* optional: not coming is fine, coming late is not */
	{ "<optional>" A1 "</optional>" SLOW_B1,
	    "at 6s\nelapse\nagent1 EventB\nfence\n", FINDING_NONE },
	{ "<optional>" A1 "</optional>" SLOW_B1,
	    "at 6s\nelapse\nat 7s\nagent1 EventA\nfence\n", FINDING_TOO_LATE },
	/* begun after the deadline of what belongs to it */
	{ "<optional>" A2 SLOW_B1 "</optional>"
	  "<receive at='agent3' message='EventA' within='30s'/>",
	    "at 6s\nelapse\nat 7s\nagent1 EventB\nat 8s\nelapse\nfence\n",
	    FINDING_MISSING },
	/* choice: the one branch is over, the other is not */
	{ "<choice>" A1 SLOW_B1 "</choice>",
	    "at 6s\nelapse\nagent1 EventB\nfence\n", FINDING_NONE },
	{ "<choice>" A1 SLOW_B1 "</choice>", "at 21s\nelapse\nfence\n",
	    FINDING_MISSING },
	/* ... until the other is given up, too */
	{ "<choice>" SLOW_B1 A2 "</choice>"
	  "<receive at='agent1' message='EventC' within='30s'/>",
	    "at 6s\nelapse\nat 7s\nagent1 EventC\nat 8s\nelapse\nfence\n",
	    FINDING_MISSING },
	/* absent for a time */
	{ NO_A2_1S, "at 1s\nelapse\nwait\nat 1001ms\nelapse\nfence\n",
	    FINDING_NONE },
	{ NO_A2_1S, "at 900ms\nagent2 EventA\nfence\n", FINDING_UNEXPECTED },
	{ NO_A2_1S A2, "at 900ms\nagent2 EventA\nfence\n", FINDING_UNEXPECTED },
	{ NO_A2_1S A2, "at 2s\nagent2 EventA since 1500ms\nfence\n",
	    FINDING_NONE },
	{ NO_A2_1S A2, "at 2s\nagent2 EventA since 500ms\nfence\n",
	    FINDING_RUNNER_LATE },
	{ NO_A2_1S B1, "at 900ms\nagent1 EventB\nfence\n",
	    FINDING_OUT_OF_ORDER },
	{ NO_A2_1S B1, "at 2s\nelapse\nagent1 EventB\nfence\n", FINDING_NONE },
	/* a message about others near the end of a wait changes nothing */
	{ NO_A2_1S,
	    "at 2s\nagent2 EventA since 500ms interactionId=ix-9\n"
	    "fence\n",
	    FINDING_UNEXPECTED },
	{ NO_A2_1S,
	    "at 2s\nagent2 EventB since 500ms interactionId=ix-9\n"
	    "wait\nelapse\nfence\n",
	    FINDING_NONE },
	/* absent for a time or coming after it, as a choice */
	{ "<choice>" NO_A2_1S A2 "</choice>",
	    "at 1001ms\nelapse\nagent2 EventA\nfence\n", FINDING_NONE },
	{ "<choice>" NO_A2_1S A2 "</choice>", "at 9s\nelapse\nfence\n",
	    FINDING_NONE },
	{ "<optional>" NO_A2_1S B1 "</optional>" SLOW_B1,
	    "at 19s\nelapse\nagent1 EventB\nfence\n", FINDING_NONE },
	/* a stimulus with its own time */
	{ A1 "<send from='agent1' message='RequestPing' not-before='2s'"
	     " since='a'/>",
	    "at 1s\nagent1 EventA since 100ms\nwait\nat 2900ms\nelapse\nwait\n"
	    "at 3s\nsend RequestPing\nfence\n",
	    FINDING_NONE },
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
	if (o->finding == FINDING_RUNNER_LATE)
		ck_assert_int_eq(o->verdict, VERDICT_INCONCLUSIVE);
	rig_close(&r);
}
END_TEST

/* The wall clock alone proves nothing: only quiet time does. */
START_TEST(nothing_is_missed_by_the_time_of_a_demand)
{
	struct rig r;
	unsigned event;
	rig_steps(&r, A1);
	ck_assert_int_eq(
	    match_demand(r.match, 60 * NS_PER_S, &event), MATCH_WAIT);
	match_elapse(r.match, 4 * NS_PER_S);
	ck_assert_int_eq(
	    match_demand(r.match, 60 * NS_PER_S, &event), MATCH_WAIT);
	ck_assert(!match_has_diverged(r.match));
	rig_close(&r);
}
END_TEST

START_TEST(each_deadline_is_told_once)
{
	struct rig r;
	rig_steps(&r, "<optional>" A1 "</optional>" SLOW_B1);
	ck_assert_int_eq(match_deadline(r.match), 5 * NS_PER_S + 1);
	match_elapse(r.match, 5 * NS_PER_S);
	ck_assert_int_eq(match_deadline(r.match), 5 * NS_PER_S + 1);
	match_elapse(r.match, 5 * NS_PER_S + 1);
	ck_assert_int_eq(match_deadline(r.match), 20 * NS_PER_S + 1);
	match_elapse(r.match, 20 * NS_PER_S + 1);
	ck_assert(match_has_diverged(r.match));
	ck_assert_int_eq(match_deadline(r.match), TIME_NEVER_NS);
	rig_close(&r);
}
END_TEST

/* Jump from deadline to deadline, as a virtual clock does. */
START_TEST(a_virtual_clock_comes_to_an_end)
{
	struct rig r;
	unsigned rounds = 0;
	rig_steps(&r,
	    "<choice>" NO_A2_1S A2 "</choice>"
	    "<repeat min='0' max='3'>" B1 "</repeat>"
	    "<optional><absent within='2s'>" B1 "</absent>" A2 "</optional>"
	    "<receive at='agent3' message='EventA' within='30s'/>");
	while (match_deadline(r.match) != TIME_NEVER_NS) {
		int64_t now_ns = match_deadline(r.match);
		match_elapse(r.match, now_ns);
		ck_assert_int_gt(match_deadline(r.match), now_ns);
		ck_assert_uint_lt(rounds++, 20);
	}
	ck_assert(match_has_diverged(r.match));
	rig_close(&r);
}
END_TEST

/*
 * What is missed while we were stopped may be our own fault, and so may what
 * comes instead, whatever the explanation calls it: a timer of the server may
 * have run out.  A wrong tag is always wrong.
 */
START_TEST(a_late_runner_does_not_blame_the_server)
{
	static const struct {
		int64_t lag_ns;
		const char *play;
		enum verdict verdict;
	} runs[] = {
		{ MATCH_LAG_LIMIT_NS - 1, "at 31s\nelapse\nfence\n",
		    VERDICT_FAIL },
		{ MATCH_LAG_LIMIT_NS, "at 31s\nelapse\nfence\n",
		    VERDICT_INCONCLUSIVE },
		{ MATCH_LAG_LIMIT_NS, "agent1 EventA as Reporting\nfence\n",
		    VERDICT_FAIL },
		{ 0, "agent1 EventA text=late\nfence\n", VERDICT_FAIL },
		{ MATCH_LAG_LIMIT_NS, "agent1 EventA text=late\nfence\n",
		    VERDICT_INCONCLUSIVE },
		{ MATCH_LAG_LIMIT_NS, "agent2 EventA text=ok\nfence\n",
		    VERDICT_INCONCLUSIVE },
		{ MATCH_LAG_LIMIT_NS, "malformed agent1 oops\n",
		    VERDICT_ERROR },
		{ MATCH_LAG_LIMIT_NS, "closed agent1 bye\nfence\n",
		    VERDICT_FAIL },
	};
	struct rig r;
	rig_steps(&r,
	    "<receive at='agent1' message='EventA' within='30s'>"
	    "<attribute name='text' value='ok'/></receive>"
	    "<optional><receive at='agent2' message='EventB'/></optional>");
	match_note_lag(r.match, runs[_i].lag_ns);
	rig_play(&r, runs[_i].play);
	match_outcome(r.match, &r.outcome);
	ck_assert_int_eq(r.outcome.verdict, runs[_i].verdict);
	ck_assert_int_eq(
	    strstr(r.outcome.sentence, "the runner itself") != NULL,
	    runs[_i].verdict == VERDICT_INCONCLUSIVE);
	rig_close(&r);
}
END_TEST

#define BUFFERED                                                               \
	" What was missing came together with the answer to a later request: " \
	"something between the server and the runner seems to buffer; see "    \
	"docs/binding.md."

/* Late by itself, or held back until the server had something else to say? */
static const struct {
	const char *script, *sentence;
} late[] = {
	{ "send RequestPing\nat 6s\nelapse\nask\nat 6003ms\nagent1 EventA\n"
	  "fence\n",
	    "EventA reached agent1 too late: 6.003 s from RequestPing of agent1; the "
	    "latest is 5 s." BUFFERED },
	{ "send RequestPing\nat 6s\nelapse\nask\nat 6300ms\nagent1 EventA\n"
	  "fence\n",
	    "EventA reached agent1 too late: 6.3 s from RequestPing of agent1; the "
	    "latest is 5 s." },
	{ "send RequestPing\nat 300ms\nagent1 EventAck ref=1\nat 6s\nelapse\n"
	  "ask\nat 6305ms\nagent1 EventA\nfence\n",
	    "EventA reached agent1 too late: 6.305 s from RequestPing of agent1; the "
	    "latest is 5 s." BUFFERED },
	{ "send RequestPing\nat 300ms\nagent1 EventAck ref=1\nat 6s\nelapse\n"
	  "ask\nat 6003ms\nagent1 EventA\nfence\n",
	    "EventA reached agent1 too late: 6.003 s from RequestPing of agent1; the "
	    "latest is 5 s." },
	/* as the server's clock says, which is 1 s ahead */
	{ "send RequestPing\nat 1ms\nagent1 EventAck sent 1s ref=1\n"
	  "at 6s\nelapse\nask\nat 6003ms\nagent1 EventA sent 3s\nfence\n",
	    "EventA reached agent1 too late: 6.003 s from RequestPing of agent1; the "
	    "latest is 5 s." BUFFERED },
	{ "send RequestPing\nat 1ms\nagent1 EventAck sent 1s ref=1\n"
	  "at 6s\nelapse\nask\nat 6003ms\nagent1 EventA sent 7s\nfence\n",
	    "EventA reached agent1 too late: 6.003 s from RequestPing of agent1; the "
	    "latest is 5 s." },
	{ "send RequestPing\nat 6s\nat 6003ms\nagent1 EventA\nfence\n",
	    "EventA reached agent1 too late: 6.003 s from RequestPing of agent1; the "
	    "latest is 5 s." },
};

START_TEST(says_what_was_held_back)
{
	struct rig r;
	rig_steps(&r,
	    "<send id='ping' from='agent1' message='RequestPing'/>"
	    "<optional><receive at='agent1' message='EventAck'"
	    " answers='ping'/></optional>"
	    "<receive at='agent1' message='EventA'/>");
	rig_play(&r, late[_i].script);
	rig_fails(&r, FINDING_TOO_LATE, late[_i].sentence);
	rig_close(&r);
}
END_TEST

Suite *
time_suite(void)
{
	Suite *s = suite_create("time");
	TCase *t = tcase_create("time");
	tcase_add_loop_test(
	    t, plays_right, 0, sizeof(plays) / sizeof(plays[0]));
	tcase_add_test(t, nothing_is_missed_by_the_time_of_a_demand);
	tcase_add_test(t, each_deadline_is_told_once);
	tcase_add_test(t, a_virtual_clock_comes_to_an_end);
	tcase_add_loop_test(t, a_late_runner_does_not_blame_the_server, 0, 8);
	tcase_add_loop_test(
	    t, says_what_was_held_back, 0, sizeof(late) / sizeof(late[0]));
	suite_add_tcase(s, t);
	return s;
}
