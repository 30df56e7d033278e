/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/lint.h"

#include "lint/lint_rules.h"

static void
case_errors(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	if (!c->fixture->is_setup && c->requirements.count == 0) {
		lint_error(diag, &c->at, "missing-requirement",
		    "the case '%s' states no requirement", c->name);
		diag_note(diag,
		    "say what it tests in <requirement id=\"…\" "
		    "level=\"must\">");
	}
	lint_parties(c, diag);
	lint_windows(c, diag);
	lint_timers(s, c, diag);
	lint_documented(s, c, diag);
	lint_captures(c, diag);
	lint_attributes(s, c, LINT_ERRORS, diag);
	lint_references(s, c, LINT_ERRORS, diag);
	lint_width(s, c, diag);
}

static void
case_warnings(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	lint_blocks(c, diag);
	lint_states(s, c, diag);
	lint_answers(s, c, diag);
	lint_attributes(s, c, LINT_WARNINGS, diag);
	lint_references(s, c, LINT_WARNINGS, diag);
	lint_braces(c, diag);
	lint_cast(s, c, diag);
	lint_ambiguity(c, diag);
	lint_races(c, diag);
}

/* What each fixture is checked against. */
typedef void case_rules(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

static void
lint_cases(const struct suite *s, case_rules *rules, struct diag *diag)
{
	for (size_t i = 0; i < s->setups.count; i++)
		for (size_t j = 0; j < s->setups.items[i]->cases.count; j++)
			rules(s, s->setups.items[i]->cases.items[j], diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		for (size_t j = 0; j < s->fixtures.items[i]->cases.count; j++)
			rules(s, s->fixtures.items[i]->cases.items[j], diag);
}

void
lint_suite_errors(const struct suite *s, struct diag *diag)
{
	lint_cases(s, case_errors, diag);
}

void
lint_suite(const struct suite *s, struct diag *diag)
{
	lint_suite_errors(s, diag);
	lint_cases(s, case_warnings, diag);
	for (size_t i = 0; i < s->setups.count; i++)
		lint_rows(s->setups.items[i], diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		lint_rows(s->fixtures.items[i], diag);
}
