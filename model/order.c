/* SPDX-License-Identifier: Apache-2.0 */
#include "model/order.h"

#include "model/walk.h"

#include <string.h>

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
		add_position(user, party_position_of(name, strcspn(name, ".")));
}

static void
add_parties(void *user, const struct step *s)
{
	if (s->party)
		add_position(user, party_position(s->party));
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

static void
add_play(void *user, const struct step *s)
{
	struct fixture_case *c = user;
	if (s->kind == STEP_PLAY)
		vec_push(&c->plays, s);
}

void
order_prepare(struct fixture_case *c)
{
	/* Of the body, in which probes are the last. */
	for (size_t i = 0; i < c->body->children.count; i++) {
		const struct step *s = c->body->children.items[i];
		walk_steps(s, add_parties, &c->parties);
		walk_steps(s, add_play, c);
		if (s->kind == STEP_PROBE)
			continue;
		c->parties_as_preamble = c->parties;
		c->plays_as_preamble = c->plays.count;
	}
	vec_fit(&c->plays);
}

unsigned
performance_parties(const struct performance *p)
{
	return p->is_preamble ? p->test->parties_as_preamble : p->test->parties;
}

size_t
performance_play_count(const struct performance *p)
{
	return p->is_preamble ? p->test->plays_as_preamble
			      : p->test->plays.count;
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

/* Is it the other one, or does it play that? */
static bool
is_or_plays(const struct performance *p, const struct performance *other)
{
	unsigned parties = other->test->parties_as_preamble;
	if (p->test == other->test &&
	    casts_agree(&p->cast, &other->cast, parties))
		return true;
	for (size_t i = 0; i < performance_play_count(p); i++) {
		const struct step *s = p->test->plays.items[i];
		if (s->played->target != other->test)
			continue;
		struct cast cast = cast_compose(&p->cast, &s->cast);
		if (casts_agree(&cast, &other->cast, parties))
			return true;
	}
	return false;
}

/* The last one of the order that is it or plays it, as position + 1; 0: none.
 */
static size_t
find_last(const struct order *o, const struct performance *wanted)
{
	size_t i = o->performances.count;
	while (i > 0 && !is_or_plays(&o->performances.items[i - 1], wanted))
		i--;
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
		struct performance earlier = { .test = preamble->target,
			.cast = cast_compose(&p->cast, &preamble->cast),
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
	/* It is the last one of its own order. */
	if (is_or_plays(p, other))
		return PERFORMANCE_NEAREST;
	order_performance(p, &order);
	size_t found = find_last(&order, other);
	order_free(&order);
	return (unsigned)found;
}

bool
performances_agree(const struct performance *a, const struct performance *b)
{
	return a->test == b->test &&
	    casts_agree(&a->cast, &b->cast, a->test->parties_as_preamble);
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
try_names(struct naming *n)
{
	const struct fixture_case *c = n->in->test;
	for (size_t i = 0; i < c->preambles.count; i++)
		try_name(
		    n, &c->preambles.items[i], &c->preambles.items[i].cast);
	for (size_t i = 0; i < performance_play_count(n->in); i++) {
		const struct step *s = c->plays.items[i];
		if (!s->play)
			try_name(n, s->played, &s->cast);
	}
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
		try_names(&n);
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

static unsigned
cast_set(const struct cast *cast, unsigned roles)
{
	unsigned actual = 0;
	for (unsigned i = 0; i < CAST_SIZE; i++)
		if (roles >> i & 1)
			actual |= 1u << cast->actual[i];
	return actual;
}

unsigned
order_players(const struct order *o)
{
	unsigned players = 0;
	for (size_t i = 0; i < o->performances.count; i++) {
		const struct performance *p = &o->performances.items[i];
		players |= cast_set(&p->cast, p->test->parties_as_preamble);
	}
	return players;
}

unsigned
order_second_players(const struct order *o)
{
	unsigned players = 0;
	for (size_t i = 0; i < o->performances.count; i++) {
		const struct performance *p = &o->performances.items[i];
		players |= cast_set(&p->cast, p->test->second);
		for (size_t j = 0; j < performance_play_count(p); j++) {
			const struct step *play = p->test->plays.items[j];
			const struct fixture_case *of = play->played->target;
			struct cast cast = cast_compose(&p->cast, &play->cast);
			players |= of ? cast_set(&cast, of->second) : 0;
		}
	}
	return players;
}
