/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The suites against the mock: every case passes, every kind of fault and
 * every reading that the server does not share is caught, and rightly named.
 */
#include "mock/config/fault.h"
#include "suites/trial.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ISSUED "conference/invitation-issued/one-invitee"
#define ACCEPTED "conference/invitation-accepted/two-agents"
#define REJECTED "conference/invitation-rejected/agent-rejects"
#define TIMES_OUT "conference/invitation-times-out/no-answer"
#define NOT_LOGGED_IN "conference/invitation-is-invalid/agent-is-not-logged-in"
#define LEAVES "conference/leave-the-conference/one-of-two-leaves"
#define TO_QUEUE                                                               \
	"conference/leave-the-conference/last-party-leaves-to-the-queue"
#define TO_WORKBIN                                                             \
	"conference/leave-the-conference/last-party-leaves-to-the-workbin"
#define NOT_INVITED                                                            \
	"conference/invitation-is-invalid/accepts-without-an-invitation"
#define OTHER_STAYS_OPEN                                                       \
	"conference/invitation-rejected/other-invitation-stays-open"
#define LATE_REJECT                                                            \
	"conference/invitation-rejected/rejects-after-the-acceptance"
#define ONE_OF_THREE "conference/leave-the-conference/one-of-three-leaves"
#define RETURNED                                                               \
	"conference/fail-to-leave-the-conference/interaction-has-returned"
#define OWN_TIMES                                                              \
	"conference/invitation-times-out/each-invitation-has-its-own-time"
#define LEAVES_TWICE "conference/fail-to-leave-the-conference/leaves-twice"

/* A message that never comes is waited for this long. */
#define SHORT_RESPONSE "response-timeout=700ms"
#define SHORT_INVITATION "invitation-timeout=150ms"
/*
 * A message far too early is still early if the machine is stopped meanwhile.
 */
#define LONGER_INVITATION "invitation-timeout=900ms"

/* Something is wrong in one case, and found: without it, the case passes. */
static const struct misbehaviour {
	const char *name;
	enum finding finding;
	struct trial_plan plan;
} misbehaviours[] = {
	{ "drop", FINDING_MISSING,
	    { .cases = REJECTED,
		.fault = "drop EventRejected at reporting",
		.timers = SHORT_RESPONSE } },
	{ "duplicate", FINDING_DUPLICATE,
	    { .cases = REJECTED,
		.fault = "duplicate EventRejected at reporting" } },
	{ "duplicate an answer", FINDING_DUPLICATE,
	    { .cases = LEAVES, .fault = "duplicate EventAck at agent2 #4" } },
	{ "delay", FINDING_TOO_LATE,
	    { .cases = ACCEPTED,
		.fault = "delay EventPartyAdded at agent1 by 1100ms",
		.timers = SHORT_RESPONSE } },
	{ "advance", FINDING_TOO_EARLY,
	    { .cases = TIMES_OUT,
		.fault = "advance EventRevoked at agent2 by 800ms",
		.timers = LONGER_INVITATION } },
	{ "retag for the agent", FINDING_WRONG_PROTOCOL,
	    { .cases = ISSUED,
		.fault = "retag EventInvite at agent2 to Reporting" } },
	{ "retag for the Reporting engine", FINDING_WRONG_PROTOCOL,
	    { .cases = TO_QUEUE,
		.fault =
		    "retag EventPlacedInQueue at reporting to InteractionManagement" } },
	{ "misdeliver", FINDING_WRONG_PARTY,
	    { .cases = ISSUED,
		.fault = "misdeliver EventInvite at agent2 to agent1" } },
	{ "misdeliver a report", FINDING_WRONG_PARTY,
	    { .cases = REJECTED,
		.fault = "misdeliver EventRejected at reporting to agent1" } },
	{ "alter", FINDING_WRONG_ATTRIBUTE,
	    { .cases = ACCEPTED,
		.fault =
		    "alter EventPartyAdded at agent1 party.agentId=nobody" } },
	{ "alter the type", FINDING_WRONG_ATTRIBUTE,
	    { .cases = ISSUED,
		.fault = "alter EventInvite at agent2 ticketId=abc" } },
	{ "alter the interaction", FINDING_WRONG_ATTRIBUTE,
	    { .cases = ACCEPTED,
		.fault = "alter EventPartyAdded at agent1 "
			 "interaction.interactionId=other",
		.timers = SHORT_RESPONSE } },
	{ "alter whose report it is", FINDING_WRONG_ATTRIBUTE,
	    { .cases = REJECTED,
		.fault = "alter EventRejected at reporting "
			 "interaction.interactionId=other",
		.timers = SHORT_RESPONSE } },
	{ "strip", FINDING_WRONG_ATTRIBUTE,
	    { .cases = ISSUED,
		.fault = "strip EventInvite at agent2 ticketId" } },
	{ "wrong-reference", FINDING_WRONG_ANSWER,
	    { .cases = NOT_LOGGED_IN,
		.fault = "wrong-reference EventError at agent1" } },
	{ "swap", FINDING_OUT_OF_ORDER,
	    { .cases = ACCEPTED,
		.fault = "swap EventAck at agent1",
		.readings = "R3=answer-first" } },
	{ "extra", FINDING_UNEXPECTED,
	    { .cases = REJECTED,
		.fault =
		    "extra EventPartyRemoved at agent1 after EventError" } },
	{ "extra invitation", FINDING_UNEXPECTED,
	    { .cases = NOT_LOGGED_IN,
		.fault = "extra EventInvite at agent1 after EventError" } },
	{ "malformed", FINDING_BROKEN_BINDING,
	    { .cases = REJECTED, .fault = "malformed EventError at agent1" } },
	{ "disconnect", FINDING_DISCONNECTED,
	    { .cases = TIMES_OUT,
		.fault = "disconnect EventRevoked at agent2",
		.timers = SHORT_INVITATION } },
	{ "rename", FINDING_MALFORMED,
	    { .cases = LEAVES_TWICE,
		.fault = "rename EventError at agent2 to EventBogus" } },
	{ "misbehave", FINDING_MISSING,
	    { .cases = REJECTED,
		.fault = "misbehave RequestReject report-rejection not",
		.timers = SHORT_RESPONSE } },

	/* A state that is lost without a word: the probes see it. */
	{ "an invitation is lost", FINDING_WRONG_ANSWER,
	    { .cases = NOT_INVITED,
		.fault = "misbehave RequestAccept after-refusal "
			 "forgets-all-offers" } },
	{ "another's invitation is lost", FINDING_WRONG_ANSWER,
	    { .cases = OTHER_STAYS_OPEN,
		.fault =
		    "misbehave RequestReject after-grant forgets-offers" } },
	{ "nobody joins", FINDING_WRONG_ANSWER,
	    { .cases = ACCEPTED,
		.fault = "misbehave RequestAccept party-joins not" } },
	{ "a party is put out", FINDING_WRONG_ANSWER,
	    { .cases = LATE_REJECT,
		.fault =
		    "misbehave RequestReject after-refusal forgets-sender" } },
	{ "others are put out", FINDING_WRONG_ANSWER,
	    { .cases = ONE_OF_THREE,
		.fault = "misbehave RequestLeaveInteraction after-grant "
			 "forgets-others" } },
	{ "one of two is told", FINDING_MISSING,
	    { .cases = ONE_OF_THREE,
		.fault = "misbehave RequestLeaveInteraction "
			 "tell-of-lost-party first-only",
		.timers = SHORT_RESPONSE } },
	{ "what has returned is lost", FINDING_WRONG_ANSWER,
	    { .cases = RETURNED,
		.fault = "misbehave RequestLeaveInteraction after-refusal "
			 "forgets-interaction" } },
	{ "one timer for two", FINDING_TOO_EARLY,
	    { .cases = OWN_TIMES,
		.fault =
		    "misbehave RequestConference when-time-is-over with-first",
		.timers = LONGER_INVITATION } },

	/* The server reads the document in another way than the target says. */
	{ "R1 late, the server early", FINDING_UNEXPECTED,
	    { .cases = ISSUED,
		.readings = "R1=late",
		.server_readings = "R1=early" } },
	{ "R1 early, the server late", FINDING_MISSING,
	    { .cases = ISSUED,
		.readings = "R1=early",
		.server_readings = "R1=late",
		.timers = SHORT_RESPONSE " invitation-timeout=5s" } },
	{ "R4 forbid, the server tells", FINDING_UNEXPECTED,
	    { .cases = ACCEPTED,
		.readings = "R4=forbid",
		.server_readings = "R4=require" } },
	{ "R4 require, the server does not", FINDING_MISSING,
	    { .cases = ACCEPTED,
		.readings = "R4=require",
		.server_readings = "R4=forbid",
		.timers = SHORT_RESPONSE } },
	{ "R5 workbin-only, the server reports both", FINDING_UNEXPECTED,
	    { .cases = TO_WORKBIN,
		.readings = "R5=workbin-only",
		.server_readings = "R5=queue-too" } },
	{ "R6 expired, the server gives no reason", FINDING_WRONG_ATTRIBUTE,
	    { .cases = TIMES_OUT,
		.readings = "R6=expired",
		.server_readings = "R6=free",
		.timers = SHORT_INVITATION } },
	{ "R9 closed, the server says more", FINDING_UNEXPECTED,
	    { .cases = REJECTED,
		.fault =
		    "extra EventPropertiesChanged at agent1 after EventError",
		.readings = "R9=closed" } },
};

/* What a conforming server may do, one way or another. */
static const struct variant {
	const char *name;
	struct trial_plan plan;
} variants[] = {
	{ "R1 late", { .readings = "R1=late" } },
	{ "R1 early", { .readings = "R1=early" } },
	{ "R3 free",
	    { .cases = "conference/invitation-accepted",
		.readings = "R3=free" } },
	{ "R3 free, the news comes first",
	    { .cases = ACCEPTED,
		.fault = "swap EventAck at agent1",
		.readings = "R3=free" } },
	{ "R3 answer-first",
	    { .cases = "conference/invitation-accepted",
		.readings = "R3=answer-first" } },
	{ "R4 allow, the server tells",
	    { .cases = "conference/invitation-accepted",
		.readings = "R4=allow",
		.server_readings = "R4=require" } },
	{ "R4 allow, the server does not",
	    { .cases = "conference/invitation-accepted",
		.readings = "R4=allow",
		.server_readings = "R4=forbid" } },
	{ "R4 require",
	    { .cases = "conference/invitation-accepted",
		.readings = "R4=require" } },
	{ "R4 forbid",
	    { .cases = "conference/invitation-accepted",
		.readings = "R4=forbid" } },
	{ "R5 queue-too, the server reports both",
	    { .cases = TO_WORKBIN, .readings = "R5=queue-too" } },
	{ "R5 queue-too, the server reports one",
	    { .cases = TO_WORKBIN,
		.readings = "R5=queue-too",
		.server_readings = "R5=workbin-only" } },
	{ "R5 workbin-only",
	    { .cases = TO_WORKBIN, .readings = "R5=workbin-only" } },
	{ "R6 free",
	    { .cases = TIMES_OUT,
		.readings = "R6=free",
		.timers = SHORT_INVITATION } },
	{ "R6 expired",
	    { .cases = TIMES_OUT,
		.readings = "R6=expired",
		.timers = SHORT_INVITATION } },
	{ "R9 closed",
	    { .cases = "conference/leave-the-conference",
		.readings = "R9=closed" } },
	{ "R9 open, the server says more",
	    { .cases = REJECTED,
		.fault =
		    "extra EventPropertiesChanged at agent1 after EventError",
		.readings = "R9=open" } },
	{ "talkative", { .variants = "talkative" } },
	/* Of many cases it keeps a processor busy for longer than it may. */
	{ "in small chunks",
	    { .cases = "conference/invitation-accepted",
		.variants = "small-chunks" } },
	{ "without fences, clock and tags",
	    { .variants = "no-fence no-clock derived-tags" } },
	{ "in any order", { .variants = "shuffled" } },
	{ "slow", { .variants = "slow late-open", .is_slow = true } },
	{ "nothing as by default",
	    { .readings = "R1=early R3=answer-first R4=require "
			  "R5=workbin-only R6=expired R9=open" } },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Made by main() before any test, so that all waits overlap; a Check test has
 * no other way to get them.
 */
static struct trial *whole;
static struct trial *accused[COUNT(misbehaviours)];
static struct trial *innocent[COUNT(misbehaviours)];
static struct trial *varied[COUNT(variants)];

static void
fail_unless_passed(const char *what, const struct trial_case *c)
{
	const struct outcome *o = &c->outcome;
	ck_assert_msg(o->verdict == VERDICT_PASS, "%s%s: %s (%s): %s", what,
	    c->path, verdict_name(o->verdict), finding_name(o->finding),
	    o->sentence ? o->sentence : "");
}

/* A variant may be such that a case could not be judged in time. */
static void
fail_if_accused(const struct trial_case *c)
{
	ck_assert_msg(c->outcome.verdict == VERDICT_PASS ||
		c->outcome.verdict == VERDICT_INCONCLUSIVE,
	    "%s: %s (%s): %s", c->path, verdict_name(c->outcome.verdict),
	    finding_name(c->outcome.finding),
	    c->outcome.sentence ? c->outcome.sentence : "");
}

static void
fail_unless_run(const struct trial *t)
{
	ck_assert_msg(!t->problem, "%s", t->problem);
	ck_assert_msg(t->cases.count > 0, "no case was run");
}

START_TEST(a_case_passes)
{
	fail_unless_passed("", &whole->cases.items[_i]);
}
END_TEST

START_TEST(the_whole_run_takes_place)
{
	fail_unless_run(whole);
}
END_TEST

START_TEST(a_misbehaviour_is_caught)
{
	fail_unless_run(accused[_i]);
	const struct outcome *o = &accused[_i]->cases.items[0].outcome;
	enum finding finding = misbehaviours[_i].finding;
	enum verdict verdict =
	    finding == FINDING_BROKEN_BINDING ? VERDICT_ERROR : VERDICT_FAIL;
	ck_assert_msg(o->verdict == verdict && o->finding == finding,
	    "%s (%s) instead of %s (%s): %s", verdict_name(o->verdict),
	    finding_name(o->finding), verdict_name(verdict),
	    finding_name(finding), o->sentence ? o->sentence : "");
	ck_assert_ptr_nonnull(o->sentence);
	fail_unless_run(innocent[_i]);
	fail_unless_passed("without it, ", &innocent[_i]->cases.items[0]);
}
END_TEST

START_TEST(a_variant_conforms)
{
	fail_unless_run(varied[_i]);
	size_t passed = 0;
	for (size_t i = 0; i < varied[_i]->cases.count; i++) {
		const struct trial_case *c = &varied[_i]->cases.items[i];
		if (c->outcome.verdict == VERDICT_SKIPPED)
			continue;
		fail_if_accused(c);
		passed++;
	}
	ck_assert_uint_gt(passed, 0);
}
END_TEST

static bool
is_tried(const char *kind)
{
	size_t size = strlen(kind);
	for (size_t i = 0; i < COUNT(misbehaviours); i++) {
		const char *fault = misbehaviours[i].plan.fault;
		if (fault && strncmp(fault, kind, size) == 0 &&
		    fault[size] == ' ')
			return true;
	}
	return false;
}

START_TEST(each_kind_of_fault_is_tried)
{
	for (int kind = 0; kind < FAULT_KIND_COUNT; kind++) {
		const char *name = fault_kind_name((enum fault_kind)kind);
		ck_assert_msg(is_tried(name), "'%s' is not", name);
	}
}
END_TEST

/* A separate group for each index, so that TAP shows its name. */
static void
add_one(Suite *s, const char *name, const TTest *test, size_t index)
{
	TCase *one = tcase_create(name);
	tcase_add_loop_test(one, test, (int)index, (int)index + 1);
	suite_add_tcase(s, one);
}

static Suite *
cases_suite(void)
{
	Suite *s = suite_create("cases");
	add_one(s, "run", the_whole_run_takes_place, 0);
	for (size_t i = 0; i < whole->cases.count; i++)
		add_one(s, whole->cases.items[i].path, a_case_passes, i);
	return s;
}

static Suite *
misbehaviours_suite(void)
{
	Suite *s = suite_create("misbehaviours");
	for (size_t i = 0; i < COUNT(misbehaviours); i++)
		add_one(s, misbehaviours[i].name, a_misbehaviour_is_caught, i);
	add_one(s, "faults", each_kind_of_fault_is_tried, 0);
	return s;
}

static Suite *
variants_suite(void)
{
	Suite *s = suite_create("variants");
	for (size_t i = 0; i < COUNT(variants); i++)
		add_one(s, variants[i].name, a_variant_conforms, i);
	return s;
}

static void
run_all(void)
{
	struct trial_plan innocents[COUNT(misbehaviours)];
	VEC(struct trial_order) orders = { 0 };
	for (size_t i = 0; i < COUNT(misbehaviours); i++) {
		struct trial_order bad = { &misbehaviours[i].plan,
			&accused[i] };
		struct trial_order good = { &innocents[i], &innocent[i] };
		innocents[i] = misbehaviours[i].plan;
		innocents[i].fault = NULL;
		innocents[i].server_readings = NULL;
		vec_push(&orders, bad);
		vec_push(&orders, good);
	}
	for (size_t i = 0; i < COUNT(variants); i++) {
		struct trial_order order = { &variants[i].plan, &varied[i] };
		vec_push(&orders, order);
	}
	trial_run_all(orders.items, orders.count);
	vec_free(&orders);
}

static void
free_all(void)
{
	trial_free(whole);
	for (size_t i = 0; i < COUNT(misbehaviours); i++) {
		trial_free(accused[i]);
		trial_free(innocent[i]);
	}
	for (size_t i = 0; i < COUNT(variants); i++)
		trial_free(varied[i]);
}

int
main(void)
{
	whole = trial_run(&(struct trial_plan){ 0 });
	run_all();
	SRunner *runner = srunner_create(cases_suite());
	srunner_add_suite(runner, misbehaviours_suite());
	srunner_add_suite(runner, variants_suite());
	/* The tests only read: none needs its own process. */
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	free_all();
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
