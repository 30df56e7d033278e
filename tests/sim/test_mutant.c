/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of docs/qualify.md, each on a fixture of a few lines: a run that
 * passes is played, and the mutants derived from it are read as text.
 */
#include "qualify/message_mutant.h"
#include "tests/judge/rig.h"
#include "tests/sim/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)1 << 20)

static struct rig rig;
static struct trace trace;
static struct buf derived; /* a line "FAULT: legal" or "FAULT: FINDING" each */

static void
set_up(void)
{
	trace_init(&trace);
	buf_init(&derived, TEXT_MAX_BYTES);
}

static void
tear_down(void)
{
	buf_free(&derived);
	trace_clear(&trace);
	rig_close(&rig);
}

static void
emit(enum run_event_kind kind, const char *party,
    const struct observation *observation, const struct message *stimulus)
{
	struct run_event event = { .kind = kind,
		.case_time_ns = rig.now_ns,
		.party = party,
		.observation = observation };
	event.stimulus.message = stimulus;
	trace.sink.event(&trace.sink, &event);
}

/* "agent1 EventA [ref=N] [PATH=VALUE] ..." as rig.h has it. */
static void
keep_observation(char *line)
{
	char *rest;
	const char *party = strtok_r(line, " ", &rest);
	struct observation o = { .number = rig.number };
	o.message = message_new(strtok_r(NULL, " ", &rest));
	o.protocol = strcmp(party, "reporting")
	    ? PROTOCOL_INTERACTION_MANAGEMENT
	    : PROTOCOL_REPORTING;
	for (char *word; (word = strtok_r(NULL, " ", &rest));) {
		char *value = strchr(word, '=');
		*value++ = '\0';
		const char *path = strcmp(word, "ref") ? word : "referenceId";
		if (strspn(value, "0123456789") == strlen(value))
			message_set_integer(o.message, path, atoi(value));
		else
			message_set_string(o.message, path, value);
	}
	emit(RUN_OBSERVATION, party, &o, NULL);
	observation_clear(&o);
}

static void
play_line(const char *line)
{
	char *copy = mem_strdup(line);
	rig_play(&rig, line);
	if (strncmp(line, "send ", 5) == 0) {
		struct message *m = message_new(line + 5);
		emit(RUN_STIMULUS, "agent1", NULL, m);
		message_unref(m);
	} else if (strncmp(line, "agent", 5) == 0 ||
	    strncmp(line, "reporting", 9) == 0) {
		keep_observation(copy);
	}
	free(copy);
}

static void
play(const char *script)
{
	while (*script) {
		size_t size = strcspn(script, "\n");
		char *line = mem_strndup(script, size);
		play_line(line);
		free(line);
		script += size + (script[size] == '\n');
	}
}

/* Play a run that passes, and derive. */
static void
derive_from(const struct rig_text *text, const char *script)
{
	struct mutants mutants = { 0 };
	rig_open(&rig, text);
	play(script);
	const struct outcome *o = rig_outcome(&rig);
	ck_assert_msg(o->verdict == VERDICT_PASS, "%s", o->sentence);
	struct run_event ended = { .kind = RUN_CASE_ENDED, .outcome = o };
	trace.sink.event(&trace.sink, &ended);
	mutants_derive(rig.pattern, &trace, &mutants);
	for (size_t i = 0; i < mutants.items.count; i++) {
		const struct mutant *m = &mutants.items.items[i];
		fault_print(&m->fault, &derived);
		buf_printf(&derived, ": %s\n",
		    m->is_legal ? "legal" : finding_name(m->wanted));
	}
	vec_free(&mutants.items);
}

static void
derive(const char *steps, const char *script)
{
	derive_from(&(struct rig_text){ .steps = steps }, script);
}

static bool
has(const char *line)
{
	const char *at = strstr(buf_text(&derived), line);
	return at && (at == derived.bytes || at[-1] == '\n');
}

static void
expect(const char *line)
{
	ck_assert_msg(has(line), "no '%s' in\n%s", line, buf_text(&derived));
}

static void
expect_none(const char *line)
{
	ck_assert_msg(!has(line), "'%s' in\n%s", line, buf_text(&derived));
}

#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define ACK "<receive at='agent1' message='EventAck' answers='ping'/>"
#define A1 "<receive at='agent1' message='EventA'/>"
#define B1 "<receive at='agent1' message='EventB'/>"
#define A2 "<receive at='agent2' message='EventA'/>"
#define AT_AGENT1 " at agent1 as InteractionManagement #1"
#define A_CAME "agent1 EventA interactionId=ix-1\n"
#define B_CAME "agent1 EventB interactionId=ix-1\n"

START_TEST(what_is_required_may_not_be_dropped)
{
	derive(A1 "<optional>" B1 "</optional>", A_CAME B_CAME "fence\ndone");
	expect("drop EventA" AT_AGENT1 ": missing\n");
	expect("drop EventB" AT_AGENT1 ": legal\n");
}
END_TEST

/* The stage's table documents EventA. */
START_TEST(what_is_documented_has_to_be_required_somewhere)
{
	derive("<optional>" A1 "</optional><optional>" B1 "</optional>",
	    A_CAME B_CAME "fence\ndone");
	expect("drop EventA" AT_AGENT1 ": missing\n");
	expect("drop EventB" AT_AGENT1 ": legal\n");
}
END_TEST

START_TEST(half_of_an_optional_may_not_be_dropped)
{
	derive("<optional>" A1 B1 "</optional>", A_CAME B_CAME "fence\ndone");
	expect("drop EventA" AT_AGENT1 ": missing\n");
	expect("drop EventB" AT_AGENT1 ": missing\n");
}
END_TEST

START_TEST(a_branch_that_others_can_replace_is_still_needed)
{
	derive("<choice>" A1 B1 "</choice>", A_CAME "fence\ndone");
	expect("drop EventA" AT_AGENT1 ": missing\n");
}
END_TEST

START_TEST(what_waits_for_a_dropped_message_does_not_come)
{
	derive("<optional>" B1 PING ACK "</optional>",
	    B_CAME "send RequestPing\nagent1 EventAck ref=1\nfence\ndone");
	expect("drop EventB" AT_AGENT1 ": legal\n");
	expect("drop EventAck" AT_AGENT1 ": missing\n");
}
END_TEST

START_TEST(a_copy_of_a_repeat_may_come_again)
{
	derive("<repeat min='1' max='2'>" A1 "</repeat>", A_CAME "fence\ndone");
	expect("duplicate EventA" AT_AGENT1 ": legal\n");
	expect("drop EventA" AT_AGENT1 ": missing\n");
}
END_TEST

START_TEST(the_last_copy_of_a_repeat_may_not)
{
	derive("<repeat min='1' max='2'>" A1 "</repeat>",
	    A_CAME A_CAME "fence\ndone");
	expect("duplicate EventA at agent1 as InteractionManagement #2"
	       ": duplicate\n");
	expect("drop EventA" AT_AGENT1 ": legal\n");
	expect("swap EventA" AT_AGENT1 ": legal\n");
}
END_TEST

START_TEST(a_round_of_a_repeat_is_dropped_as_a_whole)
{
	derive("<repeat min='1' max='2'>" A1 B1 "</repeat>",
	    A_CAME B_CAME A_CAME B_CAME "fence\ndone");
	expect("drop EventA" AT_AGENT1 ": missing\n");
	expect("drop EventB at agent1 as InteractionManagement #2: missing\n");
}
END_TEST

START_TEST(some_faults_are_never_legal)
{
	derive("<optional>" A1 "</optional>", A_CAME "fence\ndone");
	expect("malformed EventA" AT_AGENT1 ": broken binding\n");
	expect("disconnect EventA" AT_AGENT1 ": disconnected\n");
	expect("retag EventA" AT_AGENT1 " to Reporting: wrong protocol\n");
	expect("rename EventA" AT_AGENT1 " to EventBogus: malformed\n");
	expect_none("wrong-reference EventA");
}
END_TEST

START_TEST(an_answer_may_have_a_wrong_reference)
{
	derive(
	    PING ACK, "send RequestPing\nagent1 EventAck ref=1\nfence\ndone");
	expect("wrong-reference EventAck" AT_AGENT1 ": wrong answer\n");
}
END_TEST

START_TEST(an_extra_message_is_one_that_nothing_is_said_of)
{
	derive(A1, A_CAME "fence\ndone");
	expect("extra EventPropertiesChanged at agent1 as "
	       "InteractionManagement #1 after EventA: unexpected\n");
}
END_TEST

START_TEST(an_extra_message_is_legal_in_an_open_world)
{
	derive_from(&(struct rig_text){ .steps = A1,
			.target = "<reading name='R9' value='open'/>" },
	    A_CAME "fence\ndone");
	expect("extra EventPropertiesChanged at agent1 as "
	       "InteractionManagement #1 after EventA: legal\n");
}
END_TEST

START_TEST(a_message_goes_to_a_party_that_expects_no_such)
{
	derive("<all>" A1 A2 "<receive at='agent3' message='EventB'/></all>",
	    A_CAME "agent2 EventA\nagent3 EventB\nfence\ndone");
	expect("misdeliver EventA" AT_AGENT1 " to agent3: wrong party\n");
	expect("misdeliver EventB at agent3 as InteractionManagement #1 "
	       "to agent1: wrong party\n");
}
END_TEST

START_TEST(a_delay_is_legal_within_the_deadline)
{
	derive(PING ACK,
	    "send RequestPing\nat 1s\nagent1 EventAck ref=1\n"
	    "fence\ndone");
	expect("delay EventAck" AT_AGENT1 " by 4400000001ns: too late\n");
	/* a quarter of the 4 s that are left */
	expect("delay EventAck" AT_AGENT1 " by 1000000000ns: legal\n");
}
END_TEST

START_TEST(what_times_count_from_is_not_delayed_legally)
{
	derive(PING "<receive id='a' at='agent1' message='EventA'/>"
		    "<receive at='agent1' message='EventB' since='a'"
		    " not-before='2s' within='9s'/>",
	    "send RequestPing\n" A_CAME "at 3s\n" B_CAME "fence\ndone");
	expect("delay EventA" AT_AGENT1 " by 5500000001ns: too late\n");
	expect_none("delay EventA" AT_AGENT1 " by 1250000000ns");
}
END_TEST

START_TEST(an_advance_is_legal_within_its_margin)
{
	derive(PING "<receive at='agent1' message='EventA' not-before='2s'"
		    " within='9s'/>" B1,
	    "send RequestPing\nat 3s\n" A_CAME B_CAME "fence\ndone");
	expect("advance EventA" AT_AGENT1 " by 2000000000ns: too early\n");
	expect("advance EventA" AT_AGENT1 " by 500000000ns: legal\n");
	expect_none("advance EventB");
}
END_TEST

START_TEST(a_tested_attribute_may_not_change)
{
	derive("<receive at='agent1' message='EventA'>"
	       "<attribute name='v' value='1'/>"
	       "<attribute name='m' matches='[0-9]+'/>"
	       "<attribute name='any' matches='.+'/>"
	       "<attribute name='p' present='yes'/>"
	       "<attribute name='t' type='string'/>"
	       "<attribute name='gone' missing='yes'/></receive>",
	    "agent1 EventA v=1 m=22 any=x p=3 t=text\nfence\ndone");
	expect("strip EventA" AT_AGENT1 " v: wrong attribute\n");
	expect("alter EventA" AT_AGENT1 " v=mutated: wrong attribute\n");
	expect("alter EventA" AT_AGENT1 " m=mutated: wrong attribute\n");
	expect("strip EventA" AT_AGENT1 " any: wrong attribute\n");
	expect_none("alter EventA" AT_AGENT1 " any");
	expect("strip EventA" AT_AGENT1 " p: wrong attribute\n");
	expect_none("alter EventA" AT_AGENT1 " p");
	expect("alter EventA" AT_AGENT1 " t=7: wrong attribute\n");
	expect_none("strip EventA" AT_AGENT1 " gone");
}
END_TEST

START_TEST(what_the_catalogue_says_holds_too)
{
	derive("<receive at='agent1' message='EventTicket'/>",
	    "agent1 EventTicket ticketId=4 note=hello\nfence\ndone");
	expect("strip EventTicket" AT_AGENT1 " ticketId: wrong attribute\n");
	expect("alter EventTicket" AT_AGENT1
	       " ticketId=mutated: wrong attribute\n");
	expect("alter EventTicket" AT_AGENT1 " note=7: wrong attribute\n");
	expect("alter EventTicket" AT_AGENT1 " note=mutated: legal\n");
	expect("strip EventTicket" AT_AGENT1 " note: legal\n");
}
END_TEST

START_TEST(what_nothing_speaks_of_is_free)
{
	derive("<receive at='agent1' message='EventA'>"
	       "<attribute name='a.b' value='1'/></receive>",
	    "agent1 EventA a.b=1 a.c=2 word=x\nfence\ndone");
	expect("strip EventA" AT_AGENT1 " a.c: legal\n");
	expect("alter EventA" AT_AGENT1 " word=mutated: legal\n");
	expect("alter EventA" AT_AGENT1 " mutation=mutated: legal\n");
	expect_none("strip EventA" AT_AGENT1 " a: ");
}
END_TEST

START_TEST(what_others_refer_to_is_not_free)
{
	derive("<receive id='a' at='agent1' message='EventA'/>"
	       "<receive at='agent1' message='EventB'>"
	       "<attribute name='w' value='{a.word}'/></receive>",
	    "agent1 EventA word=x\nagent1 EventB w=x\nfence\ndone");
	expect_none("strip EventA" AT_AGENT1 " word");
	expect_none("alter EventA" AT_AGENT1 " word");
	expect("alter EventA" AT_AGENT1 " mutation=mutated: legal\n");
}
END_TEST

START_TEST(about_another_interaction_is_as_good_as_dropped)
{
	derive("<optional><receive at='agent1' message='EventB'><attribute "
	       "name='interactionId' value='{interaction}'/></receive>"
	       "</optional><receive at='agent1' message='EventA'><attribute "
	       "name='interactionId' value='{interaction}'/></receive>",
	    B_CAME A_CAME "fence\ndone");
	expect("alter EventB" AT_AGENT1 " interactionId=mutated: legal\n");
	expect("alter EventA" AT_AGENT1
	       " interactionId=mutated: wrong attribute\n");
	expect("strip EventB" AT_AGENT1 " interactionId: wrong attribute\n");
}
END_TEST

START_TEST(at_reporting_it_may_be_about_others)
{
	derive("<optional><receive at='reporting' message='EventA' "
	       "protocol='Reporting'><attribute name='interactionId' "
	       "value='{interaction}'/></receive></optional>" B1,
	    "reporting EventA interactionId=ix-1\n" B_CAME "fence\ndone");
	expect("strip EventA at reporting as Reporting #1 interactionId"
	       ": legal\n");
}
END_TEST

START_TEST(a_swap_is_legal_where_no_order_is)
{
	derive("<all>" A1 B1 "</all>", A_CAME B_CAME "fence\ndone");
	expect("swap EventA" AT_AGENT1 ": legal\n");
	expect_none("swap EventB"); /* it has no successor */
}
END_TEST

START_TEST(a_swap_in_a_seq_is_out_of_order)
{
	derive(A1 B1, A_CAME B_CAME "fence\ndone");
	expect("swap EventA" AT_AGENT1 ": out of order\n");
}
END_TEST

START_TEST(what_a_stimulus_parts_is_not_swapped)
{
	derive(A1 PING B1 ACK,
	    A_CAME "send RequestPing\n" B_CAME
		   "agent1 EventAck ref=1\nfence\ndone");
	expect_none("swap EventA");
	expect("swap EventB" AT_AGENT1 ": out of order\n");
}
END_TEST

START_TEST(preambles_are_not_mutated)
{
	derive_from(&(struct rig_text){ .after = "<after phase='setup/ready'/>",
			.setup = "<case name='c'><receive at='agent1' "
				 "message='EventB'/></case>",
			.steps = A1 },
	    B_CAME A_CAME "fence\ndone");
	expect("drop EventA");
	expect_none("drop EventB");
}
END_TEST

START_TEST(an_absent_is_broken_in_the_middle_of_its_window)
{
	derive(PING ACK "<absent within='2s'><receive at='agent1' "
			"message='EventA'/></absent>",
	    "send RequestPing\nat 1s\nagent1 EventAck ref=1\n"
	    "at 3s\nelapse\nfence\ndone");
	expect("extra EventA" AT_AGENT1
	       " after EventAck by 500000000ns: unexpected\n");
}
END_TEST

START_TEST(an_absent_without_end_is_broken_at_its_start)
{
	derive(A1 PING "<all>" ACK "<absent><receive at='agent1' "
		       "message='EventB'/></absent></all>",
	    A_CAME "at 2s\nsend RequestPing\nat 3s\n"
		   "agent1 EventAck ref=1\nfence\ndone");
	expect("extra EventB" AT_AGENT1
	       " after EventA by 2001000000ns: unexpected\n");
}
END_TEST

Suite *
mutant_suite(void)
{
	const TTest *const tests[] = {
		what_is_required_may_not_be_dropped,
		what_is_documented_has_to_be_required_somewhere,
		half_of_an_optional_may_not_be_dropped,
		a_branch_that_others_can_replace_is_still_needed,
		what_waits_for_a_dropped_message_does_not_come,
		a_copy_of_a_repeat_may_come_again,
		the_last_copy_of_a_repeat_may_not,
		a_round_of_a_repeat_is_dropped_as_a_whole,
		some_faults_are_never_legal,
		an_answer_may_have_a_wrong_reference,
		an_extra_message_is_one_that_nothing_is_said_of,
		an_extra_message_is_legal_in_an_open_world,
		a_message_goes_to_a_party_that_expects_no_such,
		a_delay_is_legal_within_the_deadline,
		what_times_count_from_is_not_delayed_legally,
		an_advance_is_legal_within_its_margin,
		a_tested_attribute_may_not_change,
		what_the_catalogue_says_holds_too,
		what_nothing_speaks_of_is_free,
		what_others_refer_to_is_not_free,
		about_another_interaction_is_as_good_as_dropped,
		at_reporting_it_may_be_about_others,
		a_swap_is_legal_where_no_order_is,
		a_swap_in_a_seq_is_out_of_order,
		what_a_stimulus_parts_is_not_swapped,
		preambles_are_not_mutated,
		an_absent_is_broken_in_the_middle_of_its_window,
		an_absent_without_end_is_broken_at_its_start,
	};
	Suite *s = suite_create("sim/mutant");
	TCase *tc = tcase_create("rules");
	tcase_add_checked_fixture(tc, set_up, tear_down);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tc, tests[i]);
	suite_add_tcase(s, tc);
	return s;
}
