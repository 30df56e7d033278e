/* SPDX-License-Identifier: Apache-2.0 */
/* One message that could be any of several. */
#include "lint/concurrency.h"
#include "lint/lint_rules.h"
#include "lint/receive_overlap.h"

static bool
is_receive(const struct case_steps *s, unsigned index)
{
	return case_step_at(s, index)->kind == STEP_RECEIVE;
}

static void
report_ambiguous(const struct step_pair *p, struct diag *diag)
{
	const struct step *s = case_step_at(p->steps, p->second);
	if (p->first == p->second)
		diag_warning(diag, &s->at, "ambiguous-label",
		    "'%s' at %s can be this <receive> or its next repetition",
		    s->message, s->party);
	else
		diag_warning(diag, &s->at, "ambiguous-label",
		    "'%s' at %s can be this <receive> or the one in line %u: "
		    "both can be open at the same time",
		    s->message, s->party,
		    case_step_at(p->steps, p->first)->at.line);
	diag_note(diag,
	    "distinguish them by an <attribute> or answers=, or give their "
	    "number in one <repeat>");
}

/* The first step before it, or itself, that it is taken for. */
static void
check_label(const struct case_steps *s, unsigned index, struct diag *diag)
{
	for (unsigned i = 0; i <= index; i++) {
		if (!is_receive(s, i) ||
		    !receives_overlap(
			case_step_at(s, i), case_step_at(s, index)))
			continue;
		struct step_pair p = case_steps_pair(s, i, index);
		if (!pair_coexists(&p) || !pair_is_open_together(&p))
			continue;
		report_ambiguous(&p, diag);
		return;
	}
}

/* Two branches of a choice. */
struct branches {
	const struct case_steps *steps;
	unsigned one, other;
};

/* Is the branch sure to need this message, and can it start with it? */
static bool
needs_first(const struct step_pair *p, unsigned branch, unsigned index)
{
	const struct case_step *items = p->steps->items.items;
	if (!pair_can_start(p, branch, index))
		return false;
	for (unsigned i = index; i != branch; i = items[i].parent) {
		const struct step *outer = items[items[i].parent].step;
		if (outer->kind == STEP_OPTIONAL ||
		    outer->kind == STEP_CHOICE ||
		    (outer->kind == STEP_REPEAT && outer->min == 0))
			return false;
	}
	return true;
}

/* The message that the other branch needs first like this one, or 0. */
static unsigned
find_counterpart(const struct branches *b, unsigned index)
{
	const struct case_steps *s = b->steps;
	for (unsigned i = b->other; i < s->items.count; i++) {
		if (!case_step_is_within(s, i, b->other))
			break;
		if (!is_receive(s, i) ||
		    !receives_overlap(
			case_step_at(s, i), case_step_at(s, index)))
			continue;
		struct step_pair p = i < index ? case_steps_pair(s, i, index)
					       : case_steps_pair(s, index, i);
		if (pair_coexists(&p) && needs_first(&p, b->other, i))
			return i;
	}
	return 0;
}

/*
 * Does the other branch also need whatever the one branch starts with?  Then no
 * first message can decide for the one.  *ret_index, *ret_counterpart: such a
 * message in both.
 */
static bool
are_alike(
    const struct branches *b, unsigned *ret_index, unsigned *ret_counterpart)
{
	const struct case_steps *s = b->steps;
	bool found = false;
	for (unsigned i = b->one; i < s->items.count; i++) {
		struct step_pair self = case_steps_pair(s, i, i);
		if (!case_step_is_within(s, i, b->one))
			break;
		if (s->items.items[i].step->children.count ||
		    !pair_can_start(&self, b->one, i))
			continue;
		unsigned counterpart =
		    is_receive(s, i) ? find_counterpart(b, i) : 0;
		if (!counterpart)
			return false;
		*ret_index = found ? *ret_index : i;
		*ret_counterpart = found ? *ret_counterpart : counterpart;
		found = true;
	}
	return found;
}

static void
report_branches(const struct case_steps *s, unsigned index, unsigned other,
    struct diag *diag)
{
	const struct step *late =
	    case_step_at(s, index > other ? index : other);
	const struct step *early =
	    case_step_at(s, index > other ? other : index);
	diag_warning(diag, &late->at, "alike-branches",
	    "'%s' at %s cannot decide this <choice>: the branch with line %u "
	    "starts with it, too",
	    late->message, late->party, early->at.line);
	diag_note(diag,
	    "put what the branches share before the <choice>, or distinguish "
	    "the messages");
}

static void
check_branch(const struct case_steps *s, unsigned choice, unsigned branch,
    struct diag *diag)
{
	for (unsigned i = choice + 1; i < branch; i++) {
		unsigned index, other;
		if (s->items.items[i].parent != choice)
			continue;
		struct branches b = { s, i, branch }, back = { s, branch, i };
		if (!are_alike(&b, &index, &other) &&
		    !are_alike(&back, &index, &other))
			continue;
		report_branches(s, index, other, diag);
		return;
	}
}

void
lint_ambiguity(const struct fixture_case *c, struct diag *diag)
{
	struct case_steps s;
	if (!case_steps_collect(c, &s))
		return;
	for (unsigned i = 1; i < s.items.count; i++) {
		unsigned parent = s.items.items[i].parent;
		if (is_receive(&s, i))
			check_label(&s, i, diag);
		if (case_step_at(&s, parent)->kind == STEP_CHOICE)
			check_branch(&s, parent, i, diag);
	}
	case_steps_free(&s);
}
