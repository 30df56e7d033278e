/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cases that traffic may turn out to be: what is sent in each of them, and
 * what has to be true of its agents before.  They begin with a request that
 * starts a timer of the server, as the catalogue says: an invitation.
 *
 * Sits between the suites and those who look for their cases in a log
 * (casting.h).  Setups and probes are left out: no production has them.
 */
#ifndef IXC_CASTING_CANDIDATES_H
#define IXC_CASTING_CANDIDATES_H

#include "core/vec.h"
#include "judge/pattern/pattern.h"
#include "model/suite.h"
#include "model/target.h"

#include <stdbool.h>

struct candidate {
	const struct suite *suite;
	const struct fixture_case *test;
	struct pattern *pattern; /* owned, of all that a log could show */
	VEC(unsigned)
	stimuli; /* what is sent or lost, in order: events of
		  * 'pattern' */
	/* Sets of positions in party_names(), as the setups leave them. */
	unsigned logged_in;
	unsigned handles; /* the interaction */
};

struct candidates {
	VEC(struct candidate) all; /* in the order of the suites */
	size_t most_stimuli;       /* of a case */
	VEC(const char *)
	beginnings; /* names of what is sent first, each
		     * once; the last one is NULL */
	/* What their patterns see: everything. */
	struct case_lease everything;
	struct sight sight;
	struct leased_party parties[CAST_SIZE];
};

/* The suites and the target must outlive them. */
struct candidates *candidates_new(
    struct suite *const *suites, unsigned count, const struct target *target);

/* Does a case send such a message? */
bool candidates_send(const struct candidates *c, const char *message);

/* Does a case lose a connection? */
bool candidates_lose(const struct candidates *c);

/* The longest time that a case waits for the server's timers. */
int64_t candidates_longest_ns(const struct candidates *c);

/* Does a case expect such a message? */
bool candidates_expect(const struct candidates *c, const char *message);

/* Is 'longer' the case after which 'shorter' is played first? */
bool candidate_extends(
    const struct candidate *longer, const struct candidate *shorter);

/* NULL is fine. */
void candidates_free(struct candidates *c);

#endif
