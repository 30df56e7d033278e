/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/share.h"

#include "core/buf.h"
#include "core/mem.h"
#include "model/order.h"
#include "model/walk.h"
#include "shards/division.h"
#include "shards/durations.h"

#include <stdint.h>
#include <stdlib.h>

/* The whole run. */
struct whole {
	struct planned_case *cases; /* with assumptions, after 'named' */
	unsigned count, named;
	unsigned *shards; /* of each of 'named' */
};

static void
add_name(struct buf *into, const struct planned_case *p)
{
	buf_printf(into, "%s/%s/%s %u\n", p->suite->name,
	    p->test->fixture->phase, p->test->name, p->repetition);
}

static void
print_digests(const struct whole *w, unsigned total, struct share *ret)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	buf_printf(&text, "%u\n", w->named);
	for (unsigned i = 0; i < w->count; i++)
		add_name(&text, &w->cases[i]);
	digest_print(ret->plan, buf_text(&text), text.size);
	buf_clear(&text);
	buf_printf(&text, "%u\n", total);
	for (unsigned i = 0; i < w->named; i++)
		buf_printf(&text, "%u\n", w->shards[i]);
	digest_print(ret->division, buf_text(&text), text.size);
	buf_free(&text);
}

/* --- what a shard needs of it --- */

struct entry {
	const struct fixture_case *test;
	unsigned place;
};

/* Which cases of the whole run a shard runs. */
struct reach {
	const struct whole *whole;
	struct entry *entries; /* to find places */
	bool *is_reached;      /* by place */
	VEC(unsigned) fresh;   /* places whose own needs are not yet known */
};

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->test != y->test)
		return (uintptr_t)x->test < (uintptr_t)y->test ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void
reach_place(struct reach *r, unsigned place)
{
	if (r->is_reached[place])
		return;
	r->is_reached[place] = true;
	vec_push(&r->fresh, place);
}

/*
 * Of a case that is repeated the first repetition, on which others rest.  What
 * the whole run does not have, no shard has.
 */
static void
reach_case(struct reach *r, const struct fixture_case *test)
{
	const struct entry wanted = { test, 0 };
	unsigned low = 0, high = r->whole->count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (compare_entries(&r->entries[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < r->whole->count && r->entries[low].test == test)
		reach_place(r, r->entries[low].place);
}

static void
reach_played(void *user, const struct step *s)
{
	if (s->kind == STEP_PLAY)
		reach_case(user, s->played->target);
}

/* Its preambles, and what its probes play: each may be what it blames. */
static void
reach_needs(struct reach *r, const struct fixture_case *test)
{
	struct order order;
	order_of_case(test, &order);
	for (size_t i = 0; i + 1 < order.performances.count; i++)
		reach_case(r, order.performances.items[i].test);
	order_free(&order);
	for (size_t i = 0; i < test->body->children.count; i++)
		if (test->body->children.items[i]->kind == STEP_PROBE)
			walk_steps(
			    test->body->children.items[i], reach_played, r);
}

static void
reach_shard(struct reach *r, const struct whole *w, unsigned number)
{
	*r = (struct reach){ .whole = w,
		.entries =
		    mem_zalloc((w->count + (size_t)1) * sizeof(*r->entries)),
		.is_reached = mem_zalloc(w->count + (size_t)1) };
	for (unsigned i = 0; i < w->count; i++)
		r->entries[i] = (struct entry){ w->cases[i].test, i };
	if (w->count)
		qsort(
		    r->entries, w->count, sizeof(*r->entries), compare_entries);
	for (unsigned i = 0; i < w->named; i++)
		if (w->shards[i] == number)
			reach_place(r, i);
	while (r->fresh.count)
		reach_needs(r, w->cases[r->fresh.items[--r->fresh.count]].test);
}

static void
add_case(struct share *s, const struct whole *w, unsigned place, bool is_own)
{
	struct planned_case one = w->cases[place];
	one.place = place;
	one.is_assumption = !is_own;
	vec_push(&s->cases, one);
}

static bool
is_own(const struct whole *w, unsigned place, unsigned number)
{
	return place < w->named && w->shards[place] == number;
}

/* Its own, then the setups, then what others have as cases. */
static void
pick(const struct whole *w, unsigned number, struct share *ret)
{
	struct reach r;
	reach_shard(&r, w, number);
	for (unsigned i = 0; i < w->named; i++)
		if (is_own(w, i, number))
			add_case(ret, w, i, true);
	ret->named = (unsigned)ret->cases.count;
	for (unsigned i = w->named; i < w->count; i++)
		if (r.is_reached[i])
			add_case(ret, w, i, false);
	for (unsigned i = 0; i < w->named; i++)
		if (r.is_reached[i] && !is_own(w, i, number))
			add_case(ret, w, i, false);
	vec_free(&r.fresh);
	free(r.entries);
	free(r.is_reached);
}

void
share_take(const struct planned_case *cases, unsigned count,
    struct shard_number which, const struct past_run *past, struct share *ret)
{
	struct whole w = { .named = count,
		.shards = mem_zalloc((count + (size_t)1) * sizeof(unsigned)) };
	int64_t *durations_ns =
	    past ? durations_find(past, cases, count) : NULL;
	w.cases = plan_with_assumptions(cases, count, &w.count);
	division_make(which.total, durations_ns, count, w.shards);
	*ret = (struct share){ .facts = { .number = which.number,
				   .total = which.total,
				   .case_count = count,
				   .assumption_count = w.count - count,
				   .plan_sha256 = ret->plan,
				   .division_sha256 = ret->division } };
	print_digests(&w, which.total, ret);
	pick(&w, which.number, ret);
	free(w.cases);
	free(w.shards);
	free(durations_ns);
}

void
share_free(struct share *s)
{
	vec_free(&s->cases);
}
