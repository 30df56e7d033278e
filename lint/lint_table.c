/* SPDX-License-Identifier: Apache-2.0 */
/* The document's table against what the cases receive. */
#include "lint/lint_rules.h"
#include "model/order.h"

#include <string.h>

static bool
is_row(const struct documented_message *row, const struct step *s)
{
	return strcmp(row->name, s->message) == 0 &&
	    strcmp(row->protocol, s->protocol) == 0;
}

static bool
receives_row(const struct step *s, const struct documented_message *row)
{
	if (s->kind == STEP_RECEIVE)
		return is_row(row, s);
	if (s->kind == STEP_ABSENT || s->kind == STEP_PROBE ||
	    (s->kind == STEP_REPEAT && s->max == 0))
		return false;
	for (size_t i = 0; i < s->children.count; i++)
		if (receives_row(s->children.items[i], row))
			return true;
	return false;
}

void
lint_rows(const struct fixture *f, struct diag *diag)
{
	for (size_t i = 0; i < f->documented.count; i++) {
		const struct documented_message *row = &f->documented.items[i];
		bool exercised = false;
		for (size_t j = 0; j < f->cases.count && !exercised; j++)
			exercised = receives_row(f->cases.items[j]->body, row);
		if (!exercised)
			diag_warning(diag, &row->at, "unexercised-row",
			    "no case of this phase receives '%s' by %s",
			    row->name, row->protocol);
	}
}

struct table {
	const struct suite *suite;
	struct order order;   /* whose tables count */
	bool is_of_any_phase; /* ... or those of every phase */
	struct diag *diag;
};

static bool
has_row(const struct fixture *f, const struct step *s)
{
	for (size_t i = 0; i < f->documented.count; i++)
		if (is_row(&f->documented.items[i], s))
			return true;
	return false;
}

static bool
is_documented(const struct table *t, const struct step *s)
{
	for (size_t i = 0; i < t->order.performances.count; i++)
		if (has_row(t->order.performances.items[i].test->fixture, s))
			return true;
	for (size_t i = 0; t->is_of_any_phase && i < t->suite->fixtures.count;
	     i++)
		if (has_row(t->suite->fixtures.items[i], s))
			return true;
	return false;
}

static bool
is_required(const struct table *t, const struct step *s)
{
	return lint_holds_by_default(t->suite, s->when) &&
	    s->kind != STEP_OPTIONAL && s->kind != STEP_ABSENT &&
	    !(s->kind == STEP_REPEAT && s->min == 0);
}

/* Is all that is required from the step on documented? */
static bool
is_covered(const struct table *t, const struct step *s)
{
	if (!is_required(t, s) || s->kind == STEP_PLAY)
		return true;
	if (s->kind == STEP_RECEIVE && !is_documented(t, s))
		return false;
	for (size_t i = 0; i < s->children.count; i++)
		if (!is_covered(t, s->children.items[i]))
			return false;
	return true;
}

/* Where one branch keeps to the tables, the others may be other phases. */
static bool
has_own_outcome(const struct table *t, const struct step *s)
{
	for (size_t i = 0; s->kind == STEP_CHOICE && i < s->children.count; i++)
		if (is_covered(t, s->children.items[i]))
			return true;
	return false;
}

/* Played steps are checked against the tables of their own case. */
static void
check_required(const struct table *t, const struct step *s)
{
	if (!is_required(t, s) || s->kind == STEP_PLAY)
		return;
	if (s->kind == STEP_RECEIVE && !is_documented(t, s)) {
		lint_error(t->diag, &s->at, "undocumented-message",
		    "'%s' by %s is required, but %s has it", s->message,
		    s->protocol,
		    t->is_of_any_phase ? "no phase's table"
				       : "neither this phase's table nor one "
					 "of its preambles'");
		diag_note(t->diag,
		    "put it into an <optional>, explain it by a reading "
		    "(when=), or into a <probe> if it shows the state "
		    "afterwards");
	}
	struct table below = *t;
	below.is_of_any_phase |= s->kind == STEP_PROBE || has_own_outcome(t, s);
	for (size_t i = 0; i < s->children.count; i++)
		check_required(&below, s->children.items[i]);
}

void
lint_documented(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	if (c->fixture->is_setup || !lint_holds_by_default(s, &c->when))
		return;
	struct table t = { .suite = s, .diag = diag };
	order_of_case(c, &t.order);
	check_required(&t, c->body);
	order_free(&t.order);
}
