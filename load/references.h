/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Resolves what a case refers to by name: ids in since=, answers= and braces,
 * captures, parties.  Names that only a target can provide are passed on.
 */
#ifndef IXC_LOAD_REFERENCES_H
#define IXC_LOAD_REFERENCES_H

#include "core/diag.h"
#include "model/order.h"
#include "model/suite.h"

/* What is known at some step of a case; all borrowed from the suite. */
struct known_step {
	const char *id;
	const struct step *step;
	const char *party; /* the party that really sends or receives */
	struct performance whose;
};

struct known_capture {
	const char *name;
	struct performance whose;
};

struct reference_scope {
	VEC(struct known_step) steps;
	VEC(struct known_capture) captures;
};

/* Callbacks for the references of a case; any may be NULL. */
struct reference_listener {
	void *user;
	/* A name that is neither known here nor built in: a target's value? */
	void (*foreign)(void *user, const struct reference_scope *known,
	    const char *name, const struct place *at);
	/* {step.path}, of a step that has a message. */
	void (*attribute)(void *user, const struct step *step, const char *path,
	    const struct place *at);
	/* Each step of the case itself, with what is known before it. */
	void (*step)(void *user, const struct reference_scope *known,
	    const struct step *step);
};

/* Is it one of the names that every case has: "interaction"? */
bool references_is_built_in(const char *name);

/*
 * Check all references of the case itself (not of its preambles, which are
 * separate cases) and report to 'diag'.  'listener' may be NULL.
 */
void references_check(const struct fixture_case *c, struct diag *diag,
    const struct reference_listener *listener);

#endif
