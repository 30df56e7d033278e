/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/case_needs.h"

#include "model/order.h"
#include "model/walk.h"

#include <string.h>

/* What a case gets besides agents, as bits of a set. */
enum { LENT_QUEUE, LENT_QUEUE2, LENT_WORKBIN, LENT_COUNT };

static void
note_name(void *user, const char *name, const struct place *at)
{
	(void)at;
	static const char *const names[LENT_COUNT] = { "queue", "queue2",
		"workbin" };
	unsigned *lent = user;
	for (unsigned i = 0; i < LENT_COUNT; i++)
		if (strcmp(name, names[i]) == 0)
			*lent |= 1u << i;
}

static void
note_step(void *user, const struct step *s)
{
	walk_names(s, note_name, user);
}

static unsigned
played_parties(const struct performance *p)
{
	unsigned own = performance_parties(p), actual = 0;
	for (unsigned i = 0; i < CAST_SIZE; i++)
		if (own >> i & 1)
			actual |= 1u << p->cast.actual[i];
	return actual;
}

struct case_needs
case_needs(const struct fixture_case *c)
{
	struct case_needs needs = { 0 };
	struct order order;
	unsigned parties = 0, lent = 0;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		parties |= played_parties(p);
		performance_walk(p, note_step, &lent);
	}
	order_free(&order);
	needs.queues = (lent >> LENT_QUEUE & 1) + (lent >> LENT_QUEUE2 & 1);
	needs.workbins = lent >> LENT_WORKBIN & 1;
	for (unsigned i = 0; i < CAST_SIZE; i++) {
		enum party_role role;
		if ((parties >> i & 1) &&
		    party_role_of(party_names()[i], &role) &&
		    role == PARTY_AGENT)
			needs.agents++;
	}
	return needs;
}
