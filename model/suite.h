/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A suite: the fixtures of one model, its setups, readings and catalogue, with
 * every reference between them resolved.
 *
 * Built by load/suite_file.h; immutable afterwards.
 */
#ifndef IXC_MODEL_SUITE_H
#define IXC_MODEL_SUITE_H

#include "core/vec.h"
#include "model/catalogue.h"
#include "model/fixture.h"
#include "model/target.h"

/* A decision about what the document means; see docs/interpretations.md. */
struct reading {
	char *name; /* "R4" */
	char *title;
	VEC(char *) values;
	VEC(char *) meanings; /* of each value, a sentence; NULL: none given */
	char *fallback;       /* the default, one of 'values' */
	struct place at;
};

/* <party scope="run"/>: one for all cases, set up once. */
struct run_party {
	unsigned position;                /* in party_names() */
	const struct fixture_case *setup; /* borrowed; NULL after an error */
	struct place at;                  /* of the phase */
};

/* The id of a requirement that no longer stands; it is never given again. */
struct retired_id {
	char *id;
	char *why; /* a sentence */
};

struct suite {
	struct source *source;
	char *name; /* "conference" */
	char *title;
	char *document;     /* what <source> says */
	bool is_on_request; /* only run when it is named */
	struct catalogue *catalogue;
	VEC(struct reading) readings;
	VEC(struct fixture *) fixtures; /* phases, in the document's order */
	VEC(struct fixture *) setups;
	struct hash phases; /* both, by their names; of two, the first */
	VEC(struct run_party) run_parties;
	VEC(struct retired_id) retired;
	const struct fixture_case *teardown; /* borrowed, or NULL */
};

void suite_free(struct suite *s);

/* Adds a phase, or a setup if it is one; the suite owns it. */
void suite_add(struct suite *s, struct fixture *f);

/* "invitation-issued" or "setup/log-in"; NULL if unknown. */
const struct fixture *suite_find_phase(
    const struct suite *s, const char *phase);

/* The requirement of that id, and the case that states it, or NULL. */
const struct requirement *suite_find_requirement(const struct suite *s,
    const char *id, const struct fixture_case **ret_case);

/* Is that request sent in one of its phases?  Setups do not count. */
bool suite_sends(const struct suite *s, const char *request);

const struct reading *suite_find_reading(
    const struct suite *s, const char *name);

/*
 * The target's choice, or the suite's if it makes none; NULL: no such reading.
 */
const char *suite_choice(
    const struct suite *s, const struct target *target, const char *reading);

/* What a choice of the reading means, as a sentence, or NULL. */
const char *reading_meaning(const struct reading *r, const char *value);

/*
 * Does the condition hold with the target's choice of readings, or with the
 * suite's own where it makes none?  'target' may be NULL.
 */
bool suite_condition_holds(const struct suite *s, const struct target *target,
    const struct condition *when);

/* That of a case with a party at a second server, where there is none. */
extern const struct exclusion needs_second_server;

/*
 * Why the case cannot be judged at this target: it needs a second server, or an
 * <unless> of its own, of its phase, or of a case that it plays or follows.
 * NULL: it can; borrowed.
 */
const struct exclusion *suite_exclusion(
    const struct target *t, const struct fixture_case *c);

#endif
