/* SPDX-License-Identifier: Apache-2.0 */
#include "model/order.h"

#include "model/walk.h"

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

void
performance_walk(const struct performance *p, step_visit *visit, void *user)
{
	const struct step *body = p->test->body;
	for (size_t i = 0; i < body->children.count; i++)
		if (!p->is_preamble ||
		    body->children.items[i]->kind != STEP_PROBE)
			walk_steps(body->children.items[i], visit, user);
}

unsigned
case_own_parties(const struct fixture_case *c, bool as_preamble)
{
	unsigned set = 0;
	struct performance p = { .test = c, .is_preamble = as_preamble };
	performance_walk(&p, add_parties, &set);
	return set;
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
contains(
    const struct order *o, const struct performance *wanted, unsigned parties)
{
	for (size_t i = 0; i < o->performances.count; i++) {
		const struct performance *p = &o->performances.items[i];
		if (p->test == wanted->test &&
		    casts_agree(&p->cast, &wanted->cast, parties))
			return true;
	}
	return false;
}

struct search {
	const struct performance *in, *other;
	unsigned parties; /* of 'other' */
	bool found;
};

/* All steps of a <play> belong to the same performance. */
static void
look_into_play(void *user, const struct step *s)
{
	struct search *search = user;
	if (s->kind != STEP_PLAY || search->found)
		return;
	struct cast cast = cast_compose(&search->in->cast, &s->cast);
	search->found = s->played->target == search->other->test &&
	    casts_agree(&cast, &search->other->cast, search->parties);
}

static bool
is_or_plays(struct search *search)
{
	search->found = search->in->test == search->other->test &&
	    casts_agree(
		&search->in->cast, &search->other->cast, search->parties);
	if (!search->found)
		performance_walk(search->in, look_into_play, search);
	return search->found;
}

/* The last one of the order that is it or plays it, as position + 1; 0: none.
 */
static size_t
find_last(const struct order *o, const struct performance *wanted)
{
	struct search search = { .other = wanted,
		.parties = case_own_parties(wanted->test, true) };
	size_t i = o->performances.count;
	for (; i > 0; i--) {
		search.in = &o->performances.items[i - 1];
		if (is_or_plays(&search))
			break;
	}
	return i;
}

/* 'visited' keeps diamonds of preambles from being walked again and again. */
static void
add_performance(
    struct order *o, struct order *visited, const struct performance *p)
{
	if (contains(visited, p, ~0u))
		return;
	if (visited->performances.count == ORDER_MAX_CASTS) {
		o->is_cut = true;
		return;
	}
	vec_push(&visited->performances, *p);
	for (size_t i = 0; i < p->test->preambles.count; i++) {
		const struct preamble *preamble = &p->test->preambles.items[i];
		struct cast inner = preamble_cast(preamble);
		struct performance earlier = { .test = preamble->target,
			.cast = cast_compose(&p->cast, &inner),
			.is_preamble = true };
		if (preamble->target)
			add_performance(o, visited, &earlier);
	}
	if (!find_last(o, p))
		vec_push(&o->performances, *p);
}

static void
order_performance(const struct performance *p, struct order *ret)
{
	struct order visited = { 0 };
	*ret = (struct order){ 0 };
	add_performance(ret, &visited, p);
	order_free(&visited);
}

void
order_of_case(const struct fixture_case *c, struct order *ret_order)
{
	struct performance p = { .test = c, .cast = cast_of_everybody() };
	order_performance(&p, ret_order);
}

struct performance
performance_of_step(const struct performance *p, const struct step *s)
{
	if (!s->play)
		return *p;
	return (struct performance){ .test = s->play->played->target,
		.cast = cast_compose(&p->cast, &s->play->cast),
		.is_preamble = true };
}

unsigned
performance_nearness(
    const struct performance *p, const struct performance *other)
{
	struct order order;
	order_performance(p, &order);
	size_t found = find_last(&order, other);
	order_free(&order);
	return (unsigned)found;
}

bool
performances_agree(const struct performance *a, const struct performance *b)
{
	return a->test == b->test &&
	    casts_agree(&a->cast, &b->cast, case_own_parties(a->test, true));
}

/* Which case has given the name? */
struct naming {
	const char *id;
	size_t size;
	const struct performance *in;
	struct performance found;
	const char *rest; /* NULL: not found yet */
};

static void
try_name(struct naming *n, const struct preamble *p, const struct cast *cast)
{
	size_t size = p->id ? strlen(p->id) : 0;
	if (!size || size + 1 >= n->size || n->id[size] != '-' ||
	    memcmp(p->id, n->id, size) != 0 || !p->target)
		return;
	n->rest = n->id + size + 1;
	n->found = (struct performance){ .test = p->target,
		.cast = cast_compose(&n->in->cast, cast),
		.is_preamble = true };
}

static void
try_play(void *user, const struct step *s)
{
	struct naming *n = user;
	if (s->kind == STEP_PLAY && !s->play)
		try_name(n, s->played, &s->cast);
}

bool
performance_of_id(const struct performance *p, const char *id, size_t size,
    struct performance *ret, const char **ret_rest)
{
	struct naming n = { .id = id, .size = size };
	struct order order;
	order_performance(p, &order);
	for (size_t i = order.performances.count; i-- > 0 && !n.rest;) {
		n.in = &order.performances.items[i];
		const struct fixture_case *c = n.in->test;
		for (size_t j = 0; j < c->preambles.count; j++) {
			struct cast cast =
			    preamble_cast(&c->preambles.items[j]);
			try_name(&n, &c->preambles.items[j], &cast);
		}
		performance_walk(n.in, try_play, &n);
	}
	order_free(&order);
	*ret = n.found;
	*ret_rest = n.rest;
	return n.rest != NULL;
}

void
order_free(struct order *o)
{
	vec_free(&o->performances);
}

unsigned
case_players(const struct fixture_case *c)
{
	struct order order;
	unsigned roles = 0;
	order_of_case(c, &order);
	for (size_t i = 0; i < order.performances.count; i++) {
		const struct performance *p = &order.performances.items[i];
		unsigned own = case_own_parties(p->test, true);
		for (unsigned j = 0; j < CAST_SIZE; j++)
			if (own >> j & 1)
				roles |= 1u << p->cast.actual[j];
	}
	order_free(&order);
	return roles;
}
