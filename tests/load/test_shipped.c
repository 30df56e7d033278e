/* SPDX-License-Identifier: Apache-2.0 */
/* What we ship loads and lints without a word. */
#include "lint/case_needs.h"
#include "lint/grammar.h"
#include "lint/lint.h"
#include "lint/target_check.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

static const char *const targets[] = { "targets/embedded.xml",
	"targets/example-server.xml" };

static struct suite *
load_conference(struct diag *diag)
{
	char *path = top_path("suites/conference.xml");
	struct suite *s = suite_load(path, NULL, diag);
	free(path);
	return s;
}

START_TEST(the_conference_suite_is_clean)
{
	struct diag diag;
	char *schema = top_path("schema");
	diag_init(&diag);
	struct suite *s = load_conference(&diag);
	assert_silent(&diag);
	ck_assert_ptr_nonnull(s);
	lint_suite(s, &diag);
	assert_silent(&diag);
	ck_assert(grammar_check_suite(s, schema, &diag));
	assert_silent(&diag);
	ck_assert_uint_eq(s->fixtures.count, 7);
	ck_assert_ptr_nonnull(s->teardown);
	suite_free(s);
	diag_free(&diag);
	free(schema);
}
END_TEST

/* Those of an older catalogue, which names no protocols, mean the same. */
START_TEST(the_usual_protocols_are_the_shipped_ones)
{
	struct diag diag;
	diag_init(&diag);
	struct suite *s = load_conference(&diag);
	struct catalogue *c = catalogue_new();
	const struct catalogue *shipped = s->catalogue;
	catalogue_add_usual_protocols(c);
	ck_assert_uint_eq(c->protocols.count, shipped->protocols.count);
	for (size_t i = 0; i < c->protocols.count; i++) {
		const struct protocol_spec *p = &c->protocols.items[i];
		const struct protocol_spec *q = &shipped->protocols.items[i];
		ck_assert_str_eq(p->name, q->name);
		ck_assert_uint_eq(p->clients, q->clients);
		ck_assert_uint_eq(p->events, q->events);
	}
	catalogue_free(c);
	suite_free(s);
	diag_free(&diag);
}
END_TEST

START_TEST(the_targets_fit_the_suite)
{
	struct diag diag;
	char *schema = top_path("schema");
	char *path = top_path(targets[_i]);
	diag_init(&diag);
	struct suite *s = load_conference(&diag);
	struct target *t = target_load(path, &diag);
	assert_silent(&diag);
	ck_assert(target_check(t, s, &diag));
	ck_assert(grammar_check_target(t, schema, &diag));
	assert_silent(&diag);
	ck_assert_int_eq(t->embedded, _i == 0);
	target_free(t);
	suite_free(s);
	diag_free(&diag);
	free(path);
	free(schema);
}
END_TEST

/* "agent1" in a report is a party; who plays it must not look like one. */
START_TEST(an_agent_is_not_called_like_a_party)
{
	struct diag diag;
	char *path = top_path(targets[_i]);
	diag_init(&diag);
	struct target *t = target_load(path, &diag);
	assert_silent(&diag);
	ck_assert_uint_gt(t->agents.count, 0);
	for (size_t i = 0; i < t->agents.count; i++)
		ck_assert_msg(strncmp(t->agents.items[i].agent_id, "agent",
				  strlen("agent")) != 0,
		    "%s", t->agents.items[i].agent_id);
	target_free(t);
	diag_free(&diag);
	free(path);
}
END_TEST

START_TEST(the_largest_case_needs_four_agents)
{
	struct diag diag;
	diag_init(&diag);
	struct suite *s = load_conference(&diag);
	ck_assert_ptr_nonnull(s);
	const struct fixture *f = suite_find_phase(s, "invitation-accepted");
	const struct fixture_case *c =
	    fixture_find_case(f, "fourth-agent-joins-a-conference-of-three");
	struct case_needs needs = case_needs(c);
	ck_assert_uint_eq(needs.agents, 4);
	ck_assert_uint_eq(needs.queues, 1);
	ck_assert_uint_eq(needs.workbins, 0);
	suite_free(s);
	diag_free(&diag);
}
END_TEST

Suite *
shipped_suite(void)
{
	Suite *s = suite_create("shipped");
	TCase *t = tcase_create("shipped");
	tcase_add_test(t, the_conference_suite_is_clean);
	tcase_add_test(t, the_usual_protocols_are_the_shipped_ones);
	tcase_add_loop_test(t, the_targets_fit_the_suite, 0, 2);
	tcase_add_loop_test(t, an_agent_is_not_called_like_a_party, 0, 2);
	tcase_add_test(t, the_largest_case_needs_four_agents);
	suite_add_tcase(s, t);
	return s;
}
