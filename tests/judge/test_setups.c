/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Setups are not under test, and what a preamble did wrong is the preamble's.
 */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define PING                                                                   \
	"<case name='is'>"                                                     \
	"<send id='ping' from='agent1' message='RequestPing'/>"                \
	"<all><receive at='agent1' message='EventAck' answers='ping'/>"        \
	"<optional><receive at='agent1' message='EventD'/></optional>"         \
	"<absent><receive at='agent1' message='EventB'/></absent></all>"       \
	"</case>"
#define PONG                                                                   \
	"<send id='pong' from='agent2' message='RequestPong'/>"                \
	"<receive at='agent2' message='EventAck' answers='pong'/>"             \
	"<receive at='agent1' message='EventA'/>"                              \
	"<optional><receive at='reporting' message='EventC'/></optional>"
#define PONG2                                                                  \
	"<send id='again' from='agent2' message='RequestPong'/>"               \
	"<receive at='agent2' message='EventAck' answers='again'/>"

/* After the setup; its own requests are only the second ones. */
#define BEGUN "send RequestPing\nagent1 EventAck ref=1\nfence\n"
#define REST "send RequestPong\nagent2 EventAck ref=2\nagent1 EventA\nfence\n"

/* What comes while the setup is running, and no step lists. */
static const char *const tolerated[] = {
	"agent1 EventC\n",
	"agent1 EventA\n",
	"agent1 EventD\nagent1 EventD\n",
	"agent1 EventC\nagent1 EventC\n",
	"agent2 EventB interactionId=ix-1\n",
	"agent1 EventTicket ticketId=1\n",
	"reporting EventB interactionId=agent-2\n",
	"reporting EventC interactionId=ix-1\n",
};

static void
open_case(struct rig *r)
{
	rig_open(r,
	    &(struct rig_text){ .setup = PING,
		.after = "<after phase='setup/ready'/>",
		.steps = PONG });
}

START_TEST(what_is_right_by_itself_is_tolerated)
{
	struct rig r;
	open_case(&r);
	rig_play(&r, "send RequestPing\n");
	rig_play(&r, tolerated[_i]);
	rig_play(&r, "agent1 EventAck ref=1\n");
	rig_play(&r, tolerated[_i]);
	rig_play(&r, "fence\n" REST);
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

/* Nor under another name: it came before the request. */
START_TEST(what_was_tolerated_is_no_step_gone_wrong)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = PING,
		.after = "<after phase='setup/ready'/>",
		.steps = "<send id='pong' from='agent2' message='RequestPong'/>"
			 "<receive at='agent2' message='EventAck'"
			 " answers='pong'/>"
			 "<receive at='reporting' message='EventC'><attribute"
			 " name='interactionId' value='{interaction}'/>"
			 "</receive>" });
	rig_play(&r,
	    "send RequestPing\nreporting EventC interactionId=agent-1\n"
	    "agent1 EventAck ref=1\nfence\nsend RequestPong\n"
	    "agent2 EventAck ref=2\nat 6s\nelapse\nfence\n");
	rig_fails(&r, FINDING_MISSING,
	    "EventC did not reach reporting within 5 s of RequestPong of "
	    "agent2.");
	rig_close(&r);
}
END_TEST

/* A message that no step took is not the cause of what follows. */
START_TEST(what_was_tolerated_explains_nothing)
{
	struct rig r;
	open_case(&r);
	rig_play(&r,
	    "send RequestPing\nagent1 EventA\nagent1 EventAck ref=1\nfence\n"
	    "send RequestPong\nagent2 EventAck ref=2\nat 6s\nelapse\nfence\n");
	rig_fails(&r, FINDING_MISSING,
	    "EventA did not reach agent1 within 5 s of RequestPong of "
	    "agent2.");
	rig_close(&r);
}
END_TEST

static const struct fault {
	const char *script;
	enum finding finding;
	bool is_proven;
} faults[] = {
	/* wrong in every case */
	{ "agent1 EventC as Reporting\nfence\n", FINDING_WRONG_PROTOCOL, true },
	{ "agent1 EventD as Reporting\nfence\n", FINDING_WRONG_PROTOCOL, true },
	{ "agent1 EventWhat\nfence\n", FINDING_MALFORMED, true },
	{ "agent1 EventTicket\nfence\n", FINDING_WRONG_ATTRIBUTE, true },
	{ "agent1 EventTicket ticketId=x\nfence\n", FINDING_WRONG_ATTRIBUTE,
	    true },
	{ "agent1 EventAck ref=7\nfence\n", FINDING_WRONG_ANSWER, true },
	{ "agent1 EventAck ref=1\nagent1 EventAck ref=1\nfence\n",
	    FINDING_DUPLICATE, true },
	{ "agent1 EventAck ref=1\nagent1 EventError ref=1\nfence\n",
	    FINDING_UNEXPECTED, true },
	/* what the setup demands */
	{ "at 6s\nelapse\nfence\n", FINDING_MISSING, false },
	{ "agent1 EventError ref=1\nfence\n", FINDING_WRONG_ANSWER, false },
	{ "agent1 EventB\nfence\n", FINDING_UNEXPECTED, false },
	{ "closed agent1 bye\nfence\n", FINDING_DISCONNECTED, false },
};

static void
check_fault(struct rig *r, const struct fault *f, enum verdict verdict,
    const struct fixture_case *preamble)
{
	rig_play(r, "send RequestPing\n");
	rig_play(r, f->script);
	const struct outcome *o = rig_outcome(r);
	ck_assert_msg(o->finding == f->finding && o->verdict == verdict &&
		o->is_proven == f->is_proven,
	    "%s, %s: %s\n%s", verdict_name(o->verdict),
	    finding_name(o->finding), o->sentence, f->script);
	ck_assert_ptr_eq(
	    o->blamed.phase, preamble ? preamble->fixture->phase : NULL);
}

START_TEST(a_setup_fails_no_case)
{
	struct rig r;
	open_case(&r);
	check_fault(&r, &faults[_i], VERDICT_INCONCLUSIVE,
	    r.suite->setups.items[0]->cases.items[0]);
	rig_close(&r);
}
END_TEST

START_TEST(a_line_that_is_no_frame_fails_nobody)
{
	struct rig r;
	open_case(&r);
	rig_play(&r, "send RequestPing\nmalformed agent1 {\ndone\n");
	const struct outcome *o = rig_outcome(&r);
	ck_assert_int_eq(o->verdict, VERDICT_ERROR);
	ck_assert_int_eq(o->finding, FINDING_BROKEN_BINDING);
	ck_assert_ptr_null(o->blamed.phase);
	rig_close(&r);
}
END_TEST

START_TEST(a_setup_by_itself_fails_by_what_is_always_wrong)
{
	struct rig r;
	open_case(&r);
	rig_start(&r, r.suite->setups.items[0]->cases.items[0]);
	check_fault(&r, &faults[_i],
	    faults[_i].is_proven ? VERDICT_FAIL : VERDICT_INCONCLUSIVE, NULL);
	rig_close(&r);
}
END_TEST

/* The fence has proved that nothing of the setup was under way. */
START_TEST(behind_the_fence_it_is_the_case)
{
	static const struct fault late[] = {
		{ "agent1 EventC\nfence\n", FINDING_UNEXPECTED, true },
		{ "agent1 EventD\nfence\n", FINDING_UNEXPECTED, true },
		{ "agent1 EventD as Reporting\nfence\n", FINDING_WRONG_PROTOCOL,
		    true },
		{ "agent1 EventAck ref=1\nfence\n", FINDING_DUPLICATE, true },
		{ "agent1 EventWhat\nfence\n", FINDING_MALFORMED, true },
	};
	for (size_t i = 0; i < sizeof(late) / sizeof(late[0]); i++) {
		struct rig r;
		open_case(&r);
		rig_play(&r, BEGUN "send RequestPong\n");
		rig_play(&r, late[i].script);
		const struct outcome *o = rig_outcome(&r);
		ck_assert_msg(o->verdict == VERDICT_FAIL &&
			o->finding == late[i].finding && !o->blamed.phase,
		    "%s, %s: %s", verdict_name(o->verdict),
		    finding_name(o->finding), o->sentence);
		rig_close(&r);
	}
}
END_TEST

/* --- after a tested phase --- */

#define OTHERS                                                                     \
	"<receive at='agent1' message='EventB'/>"                                  \
	"<send id='pong' from='agent1' message='RequestPong'/>"                    \
	"<receive at='agent1' message='EventAck' answers='pong'/></case>"          \
	"<case name='two'><requirement id='T-2' level='must'>Holds.</requirement>" \
	"<send id='ping' from='agent1' message='RequestPing'/>"                    \
	"<receive at='agent1' message='EventAck' answers='ping'/>"                 \
	"<receive at='reporting' message='EventA'/>"
#define SECOND                                                                 \
	"<case name='is'>"                                                     \
	"<send id='go' from='agent2' message='RequestPing'/>"                  \
	"<receive at='agent2' message='EventAck' answers='go'/></case>"

static void
open_middle(struct rig *r)
{
	rig_open(r,
	    &(struct rig_text){ .second = SECOND,
		.after = "<after phase='phase' case='two'/>"
			 "<after phase='setup/second'/>",
		.steps = OTHERS });
	rig_play(r,
	    "send RequestPing\nagent1 EventAck ref=1\n"
	    "reporting EventA\n");
}

static const struct {
	const char *script;
	enum verdict verdict;
	unsigned preamble; /* which is to blame; 0: two, 1: the setup */
} middles[] = {
	/* what follows it begins after a fence */
	{ "send RequestPing\nagent2 EventAck ref=2\nagent1 EventB\n"
	  "fence\nsend RequestPong\nagent1 EventAck ref=3\nfence\n",
	    VERDICT_PASS, 0 },
	/* about its own party, and of a kind that no step mentions */
	{ "send RequestPing\nagent2 EventC\n"
	  "reporting EventD interactionId=agent-2\nagent2 EventAck ref=2\n"
	  "agent1 EventB\nfence\nsend RequestPong\nagent1 EventAck ref=3\nfence\n",
	    VERDICT_PASS, 0 },
	/* nothing else */
	{ "send RequestPing\nagent1 EventC\nfence\n", VERDICT_INCONCLUSIVE, 1 },
	{ "send RequestPing\nreporting EventC interactionId=ix-1\n"
	  "fence\n",
	    VERDICT_INCONCLUSIVE, 1 },
	{ "send RequestPing\nreporting EventA interactionId=agent-2\n"
	  "fence\n",
	    VERDICT_INCONCLUSIVE, 1 },
	/* before it begins, all is of the phase */
	{ "agent2 EventC\nfence\n", VERDICT_INCONCLUSIVE, 0 },
	{ "reporting EventD interactionId=agent-2\nfence\n",
	    VERDICT_INCONCLUSIVE, 0 },
	/* what a phase is known by is the phase's, even later */
	{ "send RequestPing\nagent1 EventAck ref=1\nfence\n",
	    VERDICT_INCONCLUSIVE, 0 },
	{ "send RequestPing\nreporting EventA\nagent2 EventAck ref=2\n"
	  "agent1 EventB\nfence\nsend RequestPong\nagent1 EventAck ref=3\n"
	  "fence\n",
	    VERDICT_PASS, 0 },
};

START_TEST(a_setup_behind_a_phase)
{
	struct rig r;
	open_middle(&r);
	rig_play(&r, middles[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_msg(o->verdict == middles[_i].verdict, "%s: %s\n%s",
	    verdict_name(o->verdict), o->sentence ? o->sentence : "",
	    middles[_i].script);
	const struct fixture_case *blamed[] = {
		r.suite->fixtures.items[0]->cases.items[1],
		r.suite->setups.items[1]->cases.items[0]
	};
	if (o->verdict != VERDICT_PASS)
		ck_assert_ptr_eq(
		    o->blamed.name, blamed[middles[_i].preamble]->name);
	rig_close(&r);
}
END_TEST

/* A phase that serves as a preamble fails no case either. */
/* The case looks at something by it: what it demands is the case's. */
START_TEST(a_setup_that_the_case_plays)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .setup = PING,
		.steps = PONG "<play phase='setup/ready'/>" PONG2 });
	rig_play(&r,
	    "send RequestPong\nagent2 EventAck ref=1\nagent1 EventA\nfence\n"
	    "send RequestPing\nagent1 EventC\nagent1 EventAck ref=2\n"
	    "reporting EventB interactionId=ix-1\nfence\n"
	    "send RequestPong\nagent2 EventAck ref=3\nfence\ndone\n");
	rig_passes(&r);
	rig_again(&r);
	rig_play(&r,
	    "send RequestPong\nagent2 EventAck ref=1\nagent1 EventA\nfence\n"
	    "send RequestPing\nagent1 EventError ref=2\nfence\ndone\n");
	ck_assert_int_eq(rig_outcome(&r)->verdict, VERDICT_FAIL);
	rig_again(&r);
	rig_play(&r,
	    "send RequestPong\nagent2 EventAck ref=1\nagent1 EventA\nfence\n"
	    "send RequestPing\nagent1 EventAck ref=2\nfence\n"
	    "send RequestPong\nagent1 EventC\nfence\ndone\n");
	ck_assert_int_eq(rig_outcome(&r)->verdict, VERDICT_FAIL);
	rig_close(&r);
}
END_TEST

/* What came long enough after the case's own request may be its result. */
START_TEST(a_second_answer_is_whose_request_was_the_last)
{
	static const struct {
		const char *script, *sentence;
		enum verdict verdict;
	} runs[] = {
		{ "at 12ms\nagent1 EventAck ref=1\nat 20ms\n"
		  "agent1 EventAck ref=2\nfence\n",
		    "Preamble phase did not hold: RequestPing of agent1 was "
		    "acknowledged twice, as #2 and again as #6.",
		    VERDICT_INCONCLUSIVE },
		{ "at 20ms\nagent1 EventAck ref=2\nat 30ms\n"
		  "agent1 EventAck ref=1\nfence\n",
		    "RequestPing of agent1 was acknowledged twice, as #2 and "
		    "again as #7 after RequestPong of agent1.",
		    VERDICT_FAIL },
		{ "at 12ms\nagent1 EventError ref=1\nfence\n",
		    "Preamble phase did not hold: RequestPing of agent1 was "
		    "refused, though it had been acknowledged already (#2); no "
		    "second answer may come.",
		    VERDICT_INCONCLUSIVE },
		{ "at 30ms\nagent1 EventError ref=1\nfence\n",
		    "RequestPing of agent1 was refused after RequestPong of "
		    "agent1, though it had been acknowledged already (#2); no "
		    "second answer may come.",
		    VERDICT_FAIL },
	};
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .after = "<after phase='phase' case='two'/>",
		.steps = OTHERS });
	rig_play(&r,
	    "send RequestPing\nat 10ms\nagent1 EventAck ref=1\n"
	    "reporting EventA interactionId=agent-1\nagent1 EventB\n"
	    "send RequestPong\n");
	rig_play(&r, runs[_i].script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_str_eq(o->sentence, runs[_i].sentence);
	ck_assert_int_eq(o->verdict, runs[_i].verdict);
	rig_close(&r);
}
END_TEST

START_TEST(what_a_phase_did_is_the_phases)
{
	struct rig r;
	rig_open(&r,
	    &(struct rig_text){ .after = "<after phase='phase' case='two'/>",
		.steps = OTHERS });
	rig_play(&r,
	    "send RequestPing\nagent1 EventAck ref=1\n"
	    "reporting EventA interactionId=agent-1\nagent1 EventB\n"
	    "send RequestPong\nreporting EventA interactionId=agent-1\n"
	    "fence\n");
	rig_ends(&r, VERDICT_INCONCLUSIVE, FINDING_DUPLICATE,
	    "Preamble phase did not hold: EventA reached reporting twice after "
	    "RequestPong of agent1, as #3 and again as #6.");
	ck_assert_str_eq(r.outcome.blamed.name, "two");
	ck_assert(r.outcome.is_proven);
	rig_close(&r);
}
END_TEST

Suite *
setups_suite(void)
{
	Suite *s = suite_create("setups");
	TCase *t = tcase_create("setups");
	tcase_add_loop_test(t, what_is_right_by_itself_is_tolerated, 0,
	    sizeof(tolerated) / sizeof(tolerated[0]));
	tcase_add_test(t, what_was_tolerated_explains_nothing);
	tcase_add_test(t, what_was_tolerated_is_no_step_gone_wrong);
	tcase_add_loop_test(
	    t, a_setup_fails_no_case, 0, sizeof(faults) / sizeof(faults[0]));
	tcase_add_test(t, a_line_that_is_no_frame_fails_nobody);
	tcase_add_loop_test(t, a_setup_by_itself_fails_by_what_is_always_wrong,
	    0, sizeof(faults) / sizeof(faults[0]));
	tcase_add_test(t, behind_the_fence_it_is_the_case);
	tcase_add_loop_test(
	    t, a_setup_behind_a_phase, 0, sizeof(middles) / sizeof(middles[0]));
	tcase_add_test(t, a_setup_that_the_case_plays);
	tcase_add_test(t, what_a_phase_did_is_the_phases);
	tcase_add_loop_test(
	    t, a_second_answer_is_whose_request_was_the_last, 0, 4);
	suite_add_tcase(s, t);
	return s;
}
