/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks and steps that can never be part of a run. */
#include "lint/concurrency.h"
#include "lint/lint_rules.h"
#include "load/ids.h"

#define UNREACHABLE "unreachable"

/* The conditions from the case down to a step. */
struct scope {
	const struct condition *when;
	const struct scope *outer;
};

static bool
report_excluded(
    const struct step *s, const struct scope *scope, struct diag *diag)
{
	for (; scope; scope = scope->outer) {
		if (!conditions_exclude(s->when, scope->when))
			continue;
		diag_warning(diag, &s->when->at, UNREACHABLE,
		    "this <%s> never happens: line %u asks for another value "
		    "of %s",
		    step_kind_name(s->kind), scope->when->at.line,
		    s->when->reading);
		return true;
	}
	return false;
}

static void
check_behind_absent(const struct step *s, struct diag *diag)
{
	for (size_t i = 0; i + 1 < s->children.count; i++) {
		const struct step *child = s->children.items[i];
		if (child->kind != STEP_ABSENT || child->window.within->given)
			continue;
		const struct step *next = s->children.items[i + 1];
		diag_warning(diag, &next->at, UNREACHABLE,
		    "this <%s> is never reached: the <absent> in line %u "
		    "lasts until its block is complete",
		    step_kind_name(next->kind), child->at.line);
		diag_note(diag,
		    "give the <absent> a within=, or put both "
		    "into an <all>");
		return;
	}
}

static void
check_step(const struct step *s, const struct scope *outer, struct diag *diag)
{
	struct scope scope = { .when = s->when, .outer = outer };
	if (report_excluded(s, outer, diag))
		return;
	if (s->kind == STEP_REPEAT && s->max == 0) {
		diag_warning(diag, &s->at, UNREACHABLE,
		    "nothing in this <repeat> happens: max is 0");
		return;
	}
	if (s->kind == STEP_CHOICE && s->children.count == 1)
		diag_warning(diag, &s->at, "single-branch",
		    "a <choice> of one branch leaves no choice");
	if (is_sequence(s->kind))
		check_behind_absent(s, diag);
	for (size_t i = 0; i < s->children.count; i++)
		check_step(s->children.items[i], &scope, diag);
}

void
lint_blocks(const struct fixture_case *c, struct diag *diag)
{
	struct scope scope = { .when = &c->when };
	check_step(c->body, &scope, diag);
}
