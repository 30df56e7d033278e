/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/model/order.h"

#include "runner/model/walk.h"

#include <string.h>

/* The position of a party that need not end in a NUL, or -1. */
static int
position_of(const char *name, size_t size)
{
	const char *const *names = party_names();
	for (int i = 0; names[i]; i++)
		if (strlen(names[i]) == size &&
		    memcmp(names[i], name, size) == 0)
			return i;
	return -1;
}

static void
add_position(unsigned *set, int position)
{
	if (position >= 0)
		*set |= 1u << position;
}

static void
add_named_party(void *user, const char *name, const struct place *at)
{
	(void)at;
	if (strchr(name, '.'))
		add_position(user, position_of(name, strcspn(name, ".")));
}

static void
add_parties(void *user, const struct step *s)
{
	if (s->party)
		add_position(user, position_of(s->party, strlen(s->party)));
	walk_names(s, add_named_party, user);
}

unsigned
case_own_parties(const struct fixture_case *c)
{
	unsigned set = 0;
	walk_steps(c->body, add_parties, &set);
	return set;
}

const char *
cast_actual(const struct cast *cast, const char *party)
{
	int position = position_of(party, strlen(party));
	return position < 0 ? NULL : party_names()[cast->actual[position]];
}

/* The cast of a preamble: its roles, played by parties of 'outer'. */
static struct cast
compose(const struct cast *outer, const struct preamble *p)
{
	struct cast inner = *outer;
	for (size_t i = 0; i < p->bindings.count; i++) {
		const struct party_binding *b = &p->bindings.items[i];
		int role = position_of(b->name, strlen(b->name));
		int actual = position_of(b->actual, strlen(b->actual));
		if (role >= 0 && actual >= 0)
			inner.actual[role] = outer->actual[actual];
	}
	return inner;
}

static bool
casts_agree(const struct cast *a, const struct cast *b, unsigned parties)
{
	for (unsigned i = 0; i < CAST_SIZE; i++)
		if ((parties >> i & 1) && a->actual[i] != b->actual[i])
			return false;
	return true;
}

static bool
contains(const struct order *o, const struct fixture_case *c,
    const struct cast *cast, unsigned parties)
{
	for (size_t i = 0; i < o->performances.count; i++) {
		const struct performance *p = &o->performances.items[i];
		if (p->test == c && casts_agree(&p->cast, cast, parties))
			return true;
	}
	return false;
}

/* 'visited' keeps diamonds of preambles from being walked again and again. */
static void
add_case(struct order *o, struct order *visited, const struct fixture_case *c,
    const struct cast *cast)
{
	struct performance p = { .test = c, .cast = *cast };
	if (contains(visited, c, cast, ~0u))
		return;
	vec_push(&visited->performances, p);
	for (size_t i = 0; i < c->preambles.count; i++) {
		const struct preamble *preamble = &c->preambles.items[i];
		struct cast inner = compose(cast, preamble);
		if (preamble->target)
			add_case(o, visited, preamble->target, &inner);
	}
	if (!contains(o, c, cast, case_own_parties(c)))
		vec_push(&o->performances, p);
}

void
order_of_case(const struct fixture_case *c, struct order *ret_order)
{
	struct order visited = { 0 };
	struct cast everybody;
	for (unsigned i = 0; i < CAST_SIZE; i++)
		everybody.actual[i] = (uint8_t)i;
	*ret_order = (struct order){ 0 };
	add_case(ret_order, &visited, c, &everybody);
	order_free(&visited);
}

void
order_free(struct order *o)
{
	vec_free(&o->performances);
}
