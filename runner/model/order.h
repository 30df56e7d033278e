/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which order a case and its preambles are played, and by whom.
 *
 * A preamble may give its roles to other parties (<party name="agent"
 * is="agent2"/>), also through several levels; what results is a cast.  Each
 * preamble is played once in a case, even when it is named twice on the way:
 * once per case and cast of the parties that it uses itself.
 *
 * For suites that were loaded without errors (no cycle of preambles).
 */
#ifndef IXC_RUNNER_MODEL_ORDER_H
#define IXC_RUNNER_MODEL_ORDER_H

#include "core/vec.h"
#include "runner/model/fixture.h"

#include <stdint.h>

/* As many as party_names() has. */
#define CAST_SIZE 12

/* For each position in party_names(): the position of who plays it. */
struct cast {
	uint8_t actual[CAST_SIZE];
};

struct performance {
	const struct fixture_case *test; /* borrowed from the suite */
	struct cast cast;
};

struct order {
	VEC(struct performance) performances;
};

/* Preambles first, the case itself last.  Release with order_free(). */
void order_of_case(const struct fixture_case *c, struct order *ret_order);

void order_free(struct order *o);

/* Who plays 'party' here; static text, NULL when it is no party name. */
const char *cast_actual(const struct cast *cast, const char *party);

/*
 * The parties that the steps of a case name, in from=, at= or in braces,
 * without its preambles: a set of bits by position in party_names().
 */
unsigned case_own_parties(const struct fixture_case *c);

#endif
