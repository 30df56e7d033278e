/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can happen at the same time in a case: how its steps relate to one
 * another, decided only from the text of the fixture.  For lint; the judge has
 * its own, exact method, unrelated to this.
 *
 * Questions about two steps are asked for all readings under which both are
 * part of the case.
 */
#ifndef IXC_LINT_CONCURRENCY_H
#define IXC_LINT_CONCURRENCY_H

#include "core/vec.h"
#include "model/fixture.h"

#include <stdbool.h>

/* A step and its place; 0 is the body of the case. */
struct case_step {
	const struct step *step;
	unsigned parent;   /* of the body: itself */
	unsigned position; /* among the parent's children */
	unsigned depth;
};

/* All steps in document order, except those inside an <absent>. */
struct case_steps {
	VEC(struct case_step) items;
};

/* The two steps in question, by index; 'first' comes before 'second'. */
struct step_pair {
	const struct case_steps *steps;
	unsigned first, second;
	unsigned fork;         /* the innermost block around both */
	unsigned one, another; /* its children that hold first and second */
};

/*
 * False, and nothing to free, for a case of more steps than the judge accepts.
 * Borrows the case.
 */
bool case_steps_collect(const struct fixture_case *c, struct case_steps *ret);

void case_steps_free(struct case_steps *s);

const struct step *case_step_at(const struct case_steps *s, unsigned index);

/* Is 'index' inside 'block', or 'block' itself? */
bool case_step_is_within(
    const struct case_steps *s, unsigned index, unsigned block);

/* For two different steps, neither inside the other. */
struct step_pair case_steps_pair(
    const struct case_steps *s, unsigned first, unsigned second);

/* Is there a reading of the document under which the case has both? */
bool pair_coexists(const struct step_pair *p);

/* Do the children of such a block come one after the other? */
bool is_sequence(enum step_kind kind);

/*
 * Can the step be complete without any message at the party (NULL: at any), and
 * without anything that the runner does or waits for?
 */
bool pair_is_silent(
    const struct step_pair *p, const struct step *s, const char *party);

/* Can the index be the first in the block that happens at its party? */
bool pair_can_start(const struct step_pair *p, unsigned block, unsigned index);

/*
 * While the index can happen: can the block around it also do without it, and
 * without any further message at its party?
 */
bool pair_can_skip(const struct step_pair *p, unsigned block, unsigned index);

/* Can both be what the runner waits for, at the same time? */
bool pair_is_open_together(const struct step_pair *p);

/*
 * Does the runner do something, or wait for a time, after the first and before
 * the second, in every run?
 */
bool pair_has_barrier(const struct step_pair *p);

#endif
