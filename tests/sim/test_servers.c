/* SPDX-License-Identifier: Apache-2.0 */
/* Whole servers against cases: mutants of behaviour, variants, their score. */
#include "qualify/blame.h"
#include "qualify/score.h"
#include "qualify/server_score.h"
#include "tests/sim/shipped.h"
#include "tests/sim/suites.h"

#include <string.h>

/*
 * Few, because mutants that are illegal only at second glance do not matter
 * here.
 */
#define WALKS 100

static struct shipped shipped;
static struct planned_case cases[2];
static struct server_score score;
static unsigned stop_after;

static void
set_up(void)
{
	shipped_load(&shipped);
	cases[0].suite = cases[1].suite = shipped.suite;
	cases[0].test =
	    shipped_case(&shipped, "invitation-rejected", "agent-rejects");
	cases[1].test =
	    shipped_case(&shipped, "invitation-accepted", "two-agents");
	server_score_init(&score);
	stop_after = 0;
}

static void
tear_down(void)
{
	server_score_free(&score);
	shipped_free(&shipped);
}

static void
take(void *context, const struct qualified_conduct *one)
{
	server_score_take(context, one);
}

static bool
is_stopped(void *context)
{
	(void)context;
	return stop_after && --stop_after == 0;
}

static enum conduct_status
qualify(void)
{
	struct conduct_setup setup = { .target = shipped.target,
		.config = &shipped.config,
		.cases = cases,
		.case_count = 2,
		.seed = 1,
		.walk_count = WALKS,
		.context = &score,
		.report = take,
		.is_stopped = is_stopped };
	return qualify_conduct(&setup, &shipped.diag);
}

static const struct scored_conduct *
find(const char *fault)
{
	for (size_t i = 0; i < score.conducts.count; i++)
		if (strcmp(score.conducts.items[i].fault, fault) == 0)
			return &score.conducts.items[i];
	ck_abort_msg("%s was not tried", fault);
	return NULL;
}

static void
check_json(void)
{
	struct score whole = { .cases = { 0 } };
	struct score_facts facts = { .servers = &score };
	struct buf text;
	buf_init(&text, 1 << 20);
	score_print_json(&whole, &facts, &text);
	const char *json = buf_text(&text);
	ck_assert(strstr(json, "\"behaviour\":{\"killed\":"));
	ck_assert(strstr(json,
	    "{\"result\":\"untried\",\"class\":\"of-another-chapter\","
	    "\"fault\":\"misbehave RequestPull is-interaction-there never\""));
	buf_free(&text);
}

START_TEST(two_cases_meet_all_mutants)
{
	ck_assert_int_eq(qualify(), CONDUCTS_QUALIFIED);
	check_json();
	ck_assert_uint_gt(score.classes[CONDUCT_ILLEGAL], 300);
	ck_assert_uint_eq(score.results[CONDUCT_ACCUSED], 0);

	const struct scored_conduct *c =
	    find("misbehave RequestReject report-rejection not");
	ck_assert_int_eq(c->result, CONDUCT_KILLED);
	ck_assert_str_eq(
	    c->culprit, "conference/invitation-rejected/agent-rejects");
	ck_assert_int_eq(c->finding, FINDING_MISSING);
	ck_assert_uint_eq(c->jobs, 1);
	ck_assert_ptr_null(c->scenario);

	/* What neither of the two looks for. */
	c = find("misbehave RequestAccept ticket-ends not");
	ck_assert_int_eq(c->class, CONDUCT_ILLEGAL);
	ck_assert_int_eq(c->result, CONDUCT_SURVIVED);
	ck_assert(strstr(c->scenario, "-> RequestAccept x"));
	ck_assert_ptr_null(c->culprit);

	c = find("misbehave RequestAccept is-logged-in always");
	ck_assert_int_eq(c->class, CONDUCT_ALIKE);
	ck_assert_int_eq(c->result, CONDUCT_PASSED);
	c = find("misbehave RequestPull is-interaction-there never");
	ck_assert_int_eq(c->class, CONDUCT_ELSEWHERE);
	ck_assert_int_eq(c->result, CONDUCT_UNTRIED);
	c = find("misbehave disconnect report-queue not");
	ck_assert_int_eq(c->class, CONDUCT_ELSEWHERE);
	ck_assert(server_score_is_bad(&score));
}
END_TEST

START_TEST(it_can_be_stopped)
{
	stop_after = 3;
	ck_assert_int_eq(qualify(), CONDUCTS_STOPPED);
	ck_assert_uint_eq(score.conducts.count, 2);
}
END_TEST

START_TEST(cases_that_do_not_pass_prove_nothing)
{
	shipped.config.early_conference_answer = true;
	ck_assert_int_eq(qualify(), CONDUCTS_BROKEN);
	ck_assert_uint_eq(score.conducts.count, 0);
	ck_assert_uint_eq(shipped.diag.error_count, 1);
}
END_TEST

static const struct {
	const char *fault;
	enum finding finding;
	const char *sentence;
	bool is_right;
} blames[] = {
	{ "misbehave RequestAccept grant not", FINDING_MISSING,
	    "EventAck did not reach agent2 within 1 s of RequestAccept.",
	    true },
	{ "misbehave RequestAccept grant not", FINDING_WRONG_PROTOCOL,
	    "EventAck did not reach agent2 within 1 s of RequestAccept.",
	    false },
	{ "misbehave RequestAccept grant not", FINDING_MISSING,
	    "EventAck did not reach agent2.", false },
	{ "misbehave RequestReject timer-stops not", FINDING_UNEXPECTED,
	    "EventRevoked reached agent2, which must not happen here.", true },
	{ "misbehave timeout tell-of-revocation not", FINDING_MISSING,
	    "X did not come within 2 s ({invitation-timeout}+{tolerance}).",
	    true },
	{ "misbehave timeout tell-of-revocation not", FINDING_MISSING,
	    "X did not come within 2 s ({response-timeout}).", false },
	{ "misbehave RequestLeaveInteraction after-grant forgets-others",
	    FINDING_UNEXPECTED,
	    "RequestConference of agent1 was refused with error 7.", true },
	{ "misbehave RequestLeaveInteraction interaction-handled-to-queued not",
	    FINDING_UNEXPECTED, "RequestPull of agent1 was refused.", true },
};

START_TEST(a_sentence_names_the_cause_or_does_not)
{
	struct conduct c = { 0 };
	char sentence[200];
	ck_assert(fault_parse(blames[_i].fault, &c.fault, &shipped.diag));
	ck_assert(behaviour_find_cause(c.fault.message, &c.cause));
	ck_assert(behaviour_find_point(c.fault.argument, &c.point));
	ck_assert(behaviour_find_way(c.point, c.fault.value, &c.way));
	strncpy(sentence, blames[_i].sentence, sizeof(sentence) - 1);
	sentence[sizeof(sentence) - 1] = '\0';
	struct outcome o = { .verdict = VERDICT_FAIL,
		.finding = blames[_i].finding,
		.sentence = sentence };
	ck_assert_int_eq(blame_is_right(&c, &o), blames[_i].is_right);
}
END_TEST

static void
take_variant(void *context, const struct qualified_variant *one)
{
	server_score_take_variant(context, NULL, one);
}

static bool
try_variants(void)
{
	struct variant_setup setup = { .target = shipped.target,
		.config = &shipped.config,
		.cases = cases,
		.case_count = 2,
		.seed = 1,
		.is_brief = true,
		.context = &score,
		.report = take_variant };
	return qualify_variants(&setup, &shipped.diag);
}

START_TEST(variants_pass)
{
	ck_assert(try_variants());
	ck_assert_uint_eq(score.variants.count, 3);
	const struct scored_variant *v = &score.variants.items[1];
	ck_assert_str_eq(v->name, "slow");
	ck_assert_uint_eq(v->failed + v->undecided, 0);
	ck_assert_uint_eq(v->passed, 2 * 2 * 8);
	ck_assert(!server_score_is_bad(&score));
}
END_TEST

START_TEST(a_server_that_is_accused_is_named)
{
	/* The target does not say so. */
	shipped.config.early_conference_answer = true;
	ck_assert(try_variants());
	const struct scored_variant *v = &score.variants.items[0];
	ck_assert_str_eq(v->name, "");
	ck_assert_uint_gt(v->failed + v->undecided, 0);
	ck_assert_ptr_nonnull(v->culprit);
	ck_assert_ptr_nonnull(v->sentence);
}
END_TEST

START_TEST(variants_are_in_the_json)
{
	struct score whole = { .cases = { 0 } };
	struct score_facts facts = { .servers = &score };
	struct buf text;
	ck_assert(try_variants());
	buf_init(&text, 1 << 20);
	score_print_json(&whole, &facts, &text);
	const char *json = buf_text(&text);
	ck_assert(strstr(json, "\"variant\":\"slow\",\"reading\":null"));
	buf_free(&text);
}
END_TEST

Suite *
servers_suite(void)
{
	Suite *s = suite_create("sim/servers");
	TCase *tc = tcase_create("servers");
	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, two_cases_meet_all_mutants);
	tcase_add_test(tc, it_can_be_stopped);
	tcase_add_test(tc, cases_that_do_not_pass_prove_nothing);
	tcase_add_loop_test(tc, a_sentence_names_the_cause_or_does_not, 0,
	    sizeof(blames) / sizeof(blames[0]));
	tcase_add_test(tc, variants_pass);
	tcase_add_test(tc, a_server_that_is_accused_is_named);
	tcase_add_test(tc, variants_are_in_the_json);
	suite_add_tcase(s, tc);
	return s;
}
