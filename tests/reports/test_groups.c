/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/suites.h"

#include "core/mem.h"
#include "reports/groups.h"

#include <stdlib.h>

#define CASES 14

static const struct run_case cases[CASES] = {
	{ .index = 0, .suite = "s", .phase = "first-phase", .name = "a" },
	{ .index = 1, .suite = "s", .phase = "first-phase", .name = "b" },
	{ .index = 2, .suite = "s", .phase = "other-phase", .name = "c" },
	{ .index = 3,
	    .suite = "s",
	    .phase = "other-phase",
	    .name = "\x1b[31m" },
};

static bool
take(struct groups *g, unsigned index, enum verdict verdict,
    const char *preamble, const char *sentence)
{
	char *copy = mem_strdup(sentence);
	struct outcome o = { .verdict = verdict,
		.finding = FINDING_MISSING,
		.blamed = { preamble, "x" },
		.sentence = copy };
	struct buf text;
	buf_init(&text, 1000);
	buf_printf(&text, "%s\n", cases[index].name ? cases[index].name : "?");
	bool taken = groups_take(g, &cases[index], &o, &text);
	buf_free(&text);
	free(copy);
	return taken;
}

static void
expect(struct groups *g, const char *wanted)
{
	struct buf text;
	buf_init(&text, 10000);
	groups_print(g, 60, &text);
	ck_assert_str_eq(buf_text(&text), wanted);
	buf_free(&text);
}

START_TEST(only_what_could_not_be_judged_has_a_reason)
{
	struct groups *g = groups_new();
	ck_assert(!take(g, 0, VERDICT_FAIL, NULL, "It is missing."));
	ck_assert(!take(g, 0, VERDICT_PASS, NULL, ""));
	ck_assert(!take(g, 0, VERDICT_INCONCLUSIVE, NULL, "It was late."));
	ck_assert(!take(g, 0, VERDICT_EXPECTED, "setup/x", "It is known."));
	expect(g, "");
	groups_free(g);
}
END_TEST

START_TEST(numbers_make_no_difference_and_parties_do)
{
	struct groups *g = groups_new();
	enum verdict v = VERDICT_INCONCLUSIVE;
	ck_assert(take(g, 0, v, "setup/x", "EventAck reached agent1 as #7."));
	ck_assert(take(g, 1, v, "setup/x", "EventAck reached agent2 as #7."));
	ck_assert(take(g, 2, v, "setup/x", "EventAck reached agent1 as #9."));
	ck_assert(take(g, 3, v, "setup/x", "EventAck reached agent1 as #2."));
	expect(g,
	    "a\n"
	    "  and 2 more cases for the same reason: other-phase/c,\n"
	    "  other-phase/\\x1B[31m\n"
	    "b\n");
	expect(g, "");
	groups_free(g);
}
END_TEST

/* What the server said of it, and what should have come, is of the case. */
START_TEST(what_came_is_the_reason)
{
	struct groups *g = groups_new();
	enum verdict v = VERDICT_INCONCLUSIVE;
	take(g, 0, v, "x", "Preamble x: It failed with 7, 'no'; it must not.");
	take(g, 1, v, "x", "Preamble x: It failed with 8, 'nope'.");
	take(g, 2, v, "x", "Preamble x: It failed with 9; it came early.");
	expect(g,
	    "a\n"
	    "  and 2 more cases for the same reason: first-phase/b,\n"
	    "  other-phase/c\n");
	groups_free(g);
}
END_TEST

START_TEST(another_preamble_is_another_reason)
{
	struct groups *g = groups_new();
	take(g, 0, VERDICT_INCONCLUSIVE, "setup/x", "It is missing.");
	take(g, 1, VERDICT_INCONCLUSIVE, "setup/y", "It is missing.");
	take(g, 2, VERDICT_ERROR, NULL, "It is missing.");
	expect(g, "a\nb\nc\n");
	groups_free(g);
}
END_TEST

START_TEST(some_are_named)
{
	struct groups *g = groups_new();
	for (unsigned i = 0; i < CASES; i++)
		take(g, i > 1 ? 1 : i, VERDICT_ERROR, NULL, "It is gone.");
	expect(g,
	    "a\n"
	    "  and 13 more cases for the same reason: first-phase/b,\n"
	    "  first-phase/b, first-phase/b, first-phase/b,\n"
	    "  first-phase/b, first-phase/b, first-phase/b,\n"
	    "  first-phase/b, first-phase/b, first-phase/b, …\n");
	groups_free(g);
}
END_TEST

Suite *
groups_suite(void)
{
	Suite *suite = suite_create("groups");
	TCase *tests = tcase_create("groups");
	tcase_add_test(tests, only_what_could_not_be_judged_has_a_reason);
	tcase_add_test(tests, numbers_make_no_difference_and_parties_do);
	tcase_add_test(tests, what_came_is_the_reason);
	tcase_add_test(tests, another_preamble_is_another_reason);
	tcase_add_test(tests, some_are_named);
	suite_add_tcase(suite, tests);
	return suite;
}
