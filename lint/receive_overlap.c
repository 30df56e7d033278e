/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/receive_overlap.h"

#include "core/text/ere.h"

#include <string.h>

bool
receives_share_label(const struct step *a, const struct step *b)
{
	return strcmp(a->party, b->party) == 0 &&
	    strcmp(a->message, b->message) == 0 &&
	    strcmp(a->protocol, b->protocol) == 0;
}

static bool
is_literal(const struct attribute_test *t)
{
	return !strchr(t->text, '{');
}

/* Braces in either could mean anything. */
static bool
may_match(
    const struct attribute_test *expression, const struct attribute_test *value)
{
	struct ere_problem problem;
	if (!is_literal(expression) || !is_literal(value))
		return true;
	struct ere *ere =
	    ere_compile(expression->text, ERE_MAX_STATES, &problem);
	bool matches =
	    !ere || ere_matches(ere, value->text, strlen(value->text));
	ere_free(ere);
	return matches;
}

/* Is there no value that both tests accept? */
static bool
are_disjoint(const struct attribute_test *a, const struct attribute_test *b)
{
	if (a->kind == TEST_MISSING || b->kind == TEST_MISSING)
		return a->kind != b->kind;
	if (a->kind == TEST_VALUE && b->kind == TEST_VALUE)
		return strcmp(a->text, b->text) != 0;
	if (a->kind == TEST_MATCHES && b->kind == TEST_MATCHES)
		return strcmp(a->text, b->text) != 0;
	if (a->kind == TEST_MATCHES && b->kind == TEST_VALUE)
		return !may_match(a, b);
	if (a->kind == TEST_VALUE && b->kind == TEST_MATCHES)
		return !may_match(b, a);
	return a->kind == TEST_TYPE && b->kind == TEST_TYPE &&
	    a->type != b->type && a->type != ATTRIBUTE_ANY &&
	    b->type != ATTRIBUTE_ANY;
}

/* In steps played by other parties, an id names what those did. */
static bool
are_of_others(const struct step *a, const struct step *b)
{
	return a->play && b->play &&
	    memcmp(&a->play->cast, &b->play->cast, sizeof(a->play->cast)) != 0;
}

bool
receives_overlap(const struct step *a, const struct step *b)
{
	if (!receives_share_label(a, b))
		return false;
	if (a->answers && b->answers &&
	    (strcmp(a->answers, b->answers) != 0 || are_of_others(a, b)))
		return false;
	for (size_t i = 0; i < a->attributes.count; i++) {
		const struct attribute_test *x = &a->attributes.items[i];
		for (size_t j = 0; j < b->attributes.count; j++) {
			const struct attribute_test *y =
			    &b->attributes.items[j];
			if (strcmp(x->path, y->path) == 0 && are_disjoint(x, y))
				return false;
		}
	}
	return true;
}
