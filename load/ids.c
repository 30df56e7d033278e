/* SPDX-License-Identifier: Apache-2.0 */
#include "load/ids.h"

#include "model/walk.h"

#include <string.h>

static bool
has_value(const struct condition *c, const char *value)
{
	for (size_t i = 0; i < c->values.count; i++)
		if (strcmp(c->values.items[i], value) == 0)
			return true;
	return false;
}

bool
conditions_exclude(const struct condition *a, const struct condition *b)
{
	if (!a->reading || !b->reading || strcmp(a->reading, b->reading) != 0)
		return false;
	for (size_t i = 0; i < a->values.count; i++)
		if (has_value(b, a->values.items[i]))
			return false;
	return true;
}

bool
conditions_imply(const struct condition *narrow, const struct condition *wide)
{
	if (!narrow->reading || strcmp(narrow->reading, wide->reading) != 0)
		return false;
	for (size_t i = 0; i < narrow->values.count; i++)
		if (!has_value(wide, narrow->values.items[i]))
			return false;
	return true;
}

static bool
contains(const struct step *tree, const struct step *s)
{
	if (tree == s)
		return true;
	for (size_t i = 0; i < tree->children.count; i++)
		if (contains(tree->children.items[i], s))
			return true;
	return false;
}

static const struct step *
branch_of(const struct step *tree, const struct step *s)
{
	for (size_t i = 0; i < tree->children.count; i++)
		if (contains(tree->children.items[i], s))
			return tree->children.items[i];
	return NULL;
}

/* Any condition from 'a' down to 'end' against one condition. */
static bool
path_excludes(
    const struct step *a, const struct step *end, const struct condition *when)
{
	for (; a; a = branch_of(a, end))
		if (conditions_exclude(a->when, when))
			return true;
	return false;
}

static bool
can_both_be(const struct step *tree, const struct step *a, const struct step *b)
{
	const struct step *x = branch_of(tree, a), *y = branch_of(tree, b);
	while (x && x == y) {
		tree = x;
		x = branch_of(tree, a);
		y = branch_of(tree, b);
	}
	if (tree->kind == STEP_CHOICE)
		return false;
	for (const struct step *s = y; s; s = branch_of(s, b))
		if (path_excludes(x, a, s->when))
			return false;
	return true;
}

struct check {
	const struct step *body;
	VEC(const struct step *) named;
	struct diag *diag;
};

static void
visit_step(void *user, const struct step *s)
{
	struct check *c = user;
	if (!s->id || s->play) /* a copy's is the other case's */
		return;
	for (size_t i = 0; i < c->named.count; i++) {
		const struct step *other = c->named.items[i];
		if (strcmp(other->id, s->id) != 0 ||
		    !can_both_be(c->body, other, s))
			continue;
		diag_error(c->diag, &s->at, "the id '%s' is used twice", s->id);
		diag_note(c->diag, "first in line %u", other->at.line);
		break;
	}
	vec_push(&c->named, s);
}

void
ids_check(const struct fixture_case *fixture_case, struct diag *diag)
{
	struct check c = { .body = fixture_case->body, .diag = diag };
	walk_steps(fixture_case->body, visit_step, &c);
	vec_free(&c.named);
}
