/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which order, and by which parties, a case and its preambles are played.
 *
 * A preamble may give its roles to other parties (<party name="agent"
 * is="agent2"/>), also through several levels; what results is a cast.  Each
 * preamble is played once in a case, even if it is named twice or was played
 * (<play>) by an earlier one: once per case and cast of the parties that it
 * uses itself.  The probes of a preamble are left out.
 *
 * For suites that were loaded without errors (no cycle of preambles).
 */
#ifndef IXC_MODEL_ORDER_H
#define IXC_MODEL_ORDER_H

#include "core/vec.h"
#include "model/fixture.h"
#include "model/walk.h"

#include <limits.h>
#include <stdbool.h>

/*
 * Preambles of a case that are looked at, with each of their casts.  The suites
 * have about ten; a chain of preambles that exchange roles has as many as there
 * are permutations.
 */
#define ORDER_MAX_CASTS 512

struct performance {
	const struct fixture_case *test; /* borrowed from the suite */
	struct cast cast;
	bool is_preamble; /* its probes are left out */
};

struct order {
	VEC(struct performance) performances;
	bool is_cut; /* there are more than ORDER_MAX_CASTS */
};

/*
 * Notes in the case what all orders need of it.  Once, when the steps of its
 * <play>s have been copied.
 */
void order_prepare(struct fixture_case *c);

/* Preambles first, the case itself last.  Release with order_free(). */
void order_of_case(const struct fixture_case *c, struct order *ret_order);

/* Visits the steps that are played, in document order. */
void performance_walk(
    const struct performance *p, step_visit *visit, void *user);

/*
 * Whose step it is, for a step in 'p': the case's own, or that of the case
 * which is played in it (<play>), as a separate performance.
 */
struct performance performance_of_step(
    const struct performance *p, const struct step *s);

/* Nothing is nearer; see below. */
#define PERFORMANCE_NEAREST UINT_MAX

/*
 * May a step of 'p' refer to the id of a step of 'other'?  It may if 'other' is
 * 'p', or comes before it by its <after>s, or is played in one of these, by the
 * same parties.  0: no; otherwise higher for a later place in the order of 'p':
 * a name in a nearer one hides the same name in others.
 */
unsigned performance_nearness(
    const struct performance *p, const struct performance *other);

/*
 * Is it the set-up of a party that is the run's in the case 'root'?  Then it
 * stands in the order, but is done once, when the run starts.
 */
static inline bool
performance_is_of_run(
    const struct performance *p, const struct fixture_case *root)
{
	return p->test != root && (p->test->sets_up & root->shared);
}

void order_free(struct order *o);

/* The same case, played by the same parties? */
bool performances_agree(
    const struct performance *a, const struct performance *b);

/*
 * What <after id="first"> or <play id="first"> lets a step of 'p' call
 * "first-conference": the step "conference", *ret_rest, of *ret.  False: no
 * case in the order of 'p' gives a name that begins so.
 */
bool performance_of_id(const struct performance *p, const char *id, size_t size,
    struct performance *ret, const char **ret_rest);

/* The parties that its steps name; see struct fixture_case. */
unsigned performance_parties(const struct performance *p);

/* So many of its <play>s are played; see struct fixture_case. */
size_t performance_play_count(const struct performance *p);

/* Who plays; see struct fixture_case. */
unsigned order_players(const struct order *o);

/* Who is opened at the second server; see struct fixture_case. */
unsigned order_second_players(const struct order *o);

#endif
