/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"
#include "record/concession/concessions.h"
#include "tests/reports/suites.h"

#include <string.h>

#define MAX_CASES 5
#define NAMED(key, value)                                                      \
	{                                                                      \
		.name = (char *)(key), .text = (char *)(value)                 \
	}

static const struct run_reading readings[] = { { "R4", "allow" },
	{ "R9", "closed" } };
static const struct run_suite suite = { .name = "conference",
	.case_count = 3,
	.readings = readings,
	.reading_count = 2 };

/* Of a whole run, against a server, that concedes nothing. */
struct rig {
	struct target target;
	struct run_case cases[MAX_CASES];
	struct run_facts run;
};

static void
set_up(struct rig *r)
{
	*r = (struct rig){ .run = { .server_name = "vendor's",
			       .wall_start_s = 1,
			       .case_count = 4,
			       .suites = &suite,
			       .suite_count = 1 } };
	r->run.target = &r->target;
	r->run.cases = r->cases;
	r->cases[3].is_assumption = true;
}

static void
assert_terms(const struct rig *r, bool has_derived_tags, const char *wanted)
{
	struct buf line;
	buf_init(&line, 4096);
	concessions_print_of(&line, &r->run, has_derived_tags);
	ck_assert_str_eq(buf_text(&line), wanted);
	buf_free(&line);
}

START_TEST(a_whole_run_concedes_nothing)
{
	struct rig r;
	set_up(&r);
	assert_terms(&r, false, "judged without concessions");
}
END_TEST

START_TEST(some_cases_are_not_all)
{
	struct rig r;
	set_up(&r);
	r.cases[2].is_assumption = true;
	assert_terms(
	    &r, false, "2 of the suite's 3 cases, judged without concessions");
	r.run.shard =
	    (struct run_shard){ .number = 1, .total = 2, .case_count = 3 };
	assert_terms(&r, false, "judged without concessions");
	r.run.shard.total = 0;
	r.run.is_load = true;
	assert_terms(&r, false, "judged without concessions");
}
END_TEST

START_TEST(mock_and_simulation_are_facts)
{
	static const char *const orders[] = { "fault 'drop EventInvite'",
		"variant 'x'" };
	struct rig r;
	set_up(&r);
	r.run.server_name = "ixconform mock";
	assert_terms(&r, false, "judged against the mock without concessions");
	r.run.wall_start_s = 0;
	assert_terms(&r, false,
	    "judged in a simulation of the mock without concessions");
	r.run.orders = orders;
	r.run.order_count = 2;
	assert_terms(&r, false,
	    "judged in a simulation of the mock with fault 'drop "
	    "EventInvite', variant 'x', without concessions");
}
END_TEST

/* Of which each is one, and is counted. */
START_TEST(each_concession_is_named)
{
	struct named_text said[] = { NAMED("R4", "allow"),
		NAMED("R9", "open") };
	struct named_text background[] = { NAMED("EventPlaceAgentState", NULL),
		NAMED("EventPartyAdded", "Reporting") };
	struct substitute substitute = { .phase = (char *)"setup/login" };
	struct named_timer timers[] = {
		{ .name = (char *)"tolerance", .ns = INT64_C(50000000000) },
		{ .name = (char *)"response-timeout",
		    .ns = INT64_C(5000000000) },
	};
	struct rig r;
	set_up(&r);
	vec_push(&r.target.readings, said[0]);
	vec_push(&r.target.background, background[0]);
	vec_push(&r.target.timers, timers[1]);
	assert_terms(&r, false, "judged without concessions");
	vec_push(&r.target.readings, said[1]);
	assert_terms(&r, false, "judged with 1 concession: R9=open");
	vec_push(&r.target.timers, timers[0]);
	vec_push(&r.target.background, background[1]);
	vec_push(&r.target.substitutes, substitute);
	r.target.is_unverified = true;
	assert_terms(&r, true,
	    "judged with 6 concessions: R9=open, tolerance 50 s instead of "
	    "2 s, background EventPartyAdded (Reporting), substitute for "
	    "setup/login, the server's certificate was not checked "
	    "(--insecure), protocols derived, not sent");
	vec_free(&r.target.readings);
	vec_free(&r.target.timers);
	vec_free(&r.target.background);
	vec_free(&r.target.substitutes);
}
END_TEST

/* Its defaults are not known, so nothing is taken for one. */
START_TEST(an_old_recording_lists_all_it_knows)
{
	struct named_text said = NAMED("R4", "allow");
	struct rig r;
	set_up(&r);
	r.run.suite_count = 0;
	vec_push(&r.target.readings, said);
	assert_terms(&r, false, "judged with 1 concession: R4=allow");
	r.run.target = NULL;
	assert_terms(&r, false, "judged by timers and readings not recorded");
	vec_free(&r.target.readings);
}
END_TEST

START_TEST(hostile_names_stay_on_the_line)
{
	struct named_text said = NAMED("R9", "a\nb\033");
	struct rig r;
	set_up(&r);
	vec_push(&r.target.readings, said);
	assert_terms(&r, false, "judged with 1 concession: R9=a\\nb\\x1B");
	vec_free(&r.target.readings);
}
END_TEST

Suite *
concessions_suite(void)
{
	Suite *suite_of_all = suite_create("concessions");
	TCase *tests = tcase_create("concessions");
	tcase_add_test(tests, a_whole_run_concedes_nothing);
	tcase_add_test(tests, some_cases_are_not_all);
	tcase_add_test(tests, mock_and_simulation_are_facts);
	tcase_add_test(tests, each_concession_is_named);
	tcase_add_test(tests, an_old_recording_lists_all_it_knows);
	tcase_add_test(tests, hostile_names_stay_on_the_line);
	suite_add_tcase(suite_of_all, tests);
	return suite_of_all;
}
