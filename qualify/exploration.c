/* SPDX-License-Identifier: Apache-2.0 */
#include "qualify/exploration.h"

#include "mock/config/variant.h"
#include "qualify/walk.h"

#include <string.h>

/* The first walk's; the next ones have the numbers that follow. */
#define FIRST_SEED UINT64_C(1)
/* So many walks after one that shows a difference may show it sooner. */
#define FURTHER_WALKS 200

/* A server that conforms, on one walk. */
struct legal_marks {
	uint64_t taken; /* variants */
	struct marks marks;
};

/* The first is the original's; the others are made when they are needed. */
struct legal_servers {
	VEC(struct legal_marks) items;
	bool is_complete;
};

/* Longer than any walk. */
#define NEVER_IN_A_WALK_NS (24 * 60 * 60 * NS_PER_S)

struct exploration {
	struct mock_config config; /* the original's */
	uint64_t open;             /* variants that a server may be */
	unsigned walk_count;
	struct legal_servers *walks; /* one a walk */
	bool met[CAUSE_COUNT][POINT_COUNT];
};

static void
note_decision(void *owner, unsigned cause, unsigned point)
{
	struct exploration *e = owner;
	e->met[cause][point] = true;
}

/* Has it sent the same, of what is optional at most that? */
static bool
fits(const struct mark *m, const struct mark *legal)
{
	uint64_t left[OPTIONAL_MAX];
	memcpy(left, legal->optional, sizeof(left));
	for (unsigned i = 0; i < m->optional_count; i++) {
		unsigned j = 0;
		while (j < legal->optional_count && left[j] != m->optional[i])
			j++;
		if (j == legal->optional_count)
			return false;
		left[j] = 0;
	}
	return m->sum == legal->sum;
}

static bool
is_same(const struct marks *a, const struct marks *b)
{
	if (a->items.count != b->items.count)
		return false;
	for (size_t i = 0; i < a->items.count; i++)
		if (!fits(&a->items.items[i], &b->items.items[i]) ||
		    !fits(&b->items.items[i], &a->items.items[i]))
			return false;
	return true;
}

/* Add a server that takes these, if it does not send what another does. */
static bool
add_legal(struct exploration *e, unsigned index, uint64_t taken)
{
	struct legal_servers *legal = &e->walks[index];
	struct mock_config config = mock_variants_take(&e->config, taken);
	struct legal_marks own = { .taken = taken };
	walk(&config, NULL, FIRST_SEED + index, &own.marks, NULL, NULL, NULL);
	for (size_t i = 0; i < legal->items.count; i++) {
		if (is_same(&legal->items.items[i].marks, &own.marks)) {
			vec_free(&own.marks.items);
			return false;
		}
	}
	vec_push(&legal->items, own);
	return true;
}

struct exploration *
exploration_new(
    const struct mock_config *config, uint64_t open, unsigned walk_count)
{
	struct exploration *e = mem_zalloc(sizeof(*e));
	e->config = *config;
	/* A model that is walked leaves open whether strangers are closed. */
	e->config.registration_timeout_ns = NEVER_IN_A_WALK_NS;
	e->config.on_decision = note_decision;
	e->config.owner = e;
	e->open = open;
	e->walk_count = walk_count;
	e->walks = mem_zalloc(walk_count * sizeof(*e->walks));
	for (unsigned i = 0; i < walk_count; i++)
		add_legal(e, i, 0);
	e->config.on_decision = NULL;
	return e;
}

void
exploration_free(struct exploration *e)
{
	if (!e)
		return;
	for (unsigned i = 0; i < e->walk_count; i++) {
		struct legal_servers *legal = &e->walks[i];
		for (size_t j = 0; j < legal->items.count; j++)
			vec_free(&legal->items.items[j].marks.items);
		vec_free(&legal->items);
	}
	free(e->walks);
	free(e);
}

bool
exploration_meets(
    const struct exploration *e, enum behaviour_cause cause, unsigned point)
{
	return e->met[cause][point];
}

/*
 * All other legal servers of a walk: those with one liberty that shows there on
 * its own, and combinations of these.
 */
static void
complete(struct exploration *e, unsigned index)
{
	struct legal_servers *legal = &e->walks[index];
	uint64_t shown = 0;
	if (legal->is_complete)
		return;
	legal->is_complete = true;
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		if (e->open & MOCK_VARIANT_BIT(i) &&
		    add_legal(e, index, MOCK_VARIANT_BIT(i)))
			shown |= MOCK_VARIANT_BIT(i);
	/* Every subset of two and more. */
	for (uint64_t taken = shown; taken; taken = (taken - 1) & shown)
		if (taken & (taken - 1))
			add_legal(e, index, taken);
}

/* A server on a walk, next to the legal ones. */
struct pursuit {
	struct exploration *exploration;
	unsigned index;
	bool is_other; /* it is as a legal one, which is not the original */
	bool is_lost;  /* no legal server sends the last mark */
};

/* Has the legal server the same marks, up to here? */
static bool
accompanies(const struct legal_marks *legal, const struct marks *so_far)
{
	if (so_far->items.count > legal->marks.items.count)
		return false;
	for (size_t i = 0; i < so_far->items.count; i++)
		if (!fits(
			&so_far->items.items[i], &legal->marks.items.items[i]))
			return false;
	return true;
}

static bool
pursue(void *context, const struct marks *so_far)
{
	struct pursuit *p = context;
	struct legal_servers *legal = &p->exploration->walks[p->index];
	if (!p->is_other && accompanies(&legal->items.items[0], so_far))
		return true;
	complete(p->exploration, p->index);
	p->is_other = true;
	for (size_t i = 1; i < legal->items.count; i++)
		if (accompanies(&legal->items.items[i], so_far))
			return true;
	p->is_lost = true;
	return false;
}

/* The mark that no legal server sends: is it one of a setup's answers? */
static bool
is_lost_in_setup(const struct pursuit *p, const struct marks *marks)
{
	const struct legal_servers *legal = &p->exploration->walks[p->index];
	struct marks prefix = *marks;
	for (prefix.items.count = 1; prefix.items.count <= marks->items.count;
	     prefix.items.count++) {
		bool is_legal = false;
		for (size_t i = 0; i < legal->items.count; i++)
			is_legal |=
			    accompanies(&legal->items.items[i], &prefix);
		if (!is_legal)
			return marks->items.items[prefix.items.count - 1]
			    .is_setup;
	}
	return false;
}

static enum difference
compare_walk(struct exploration *e, const struct fault *fault, unsigned index,
    size_t *ret_length, struct buf *story)
{
	struct marks marks = { 0 };
	struct pursuit p = { .exploration = e, .index = index };
	enum difference found = DIFFERENCE_NONE;
	walk(&e->config, fault, FIRST_SEED + index, &marks, story, pursue, &p);
	if (p.is_lost)
		found = is_lost_in_setup(&p, &marks) ? DIFFERENCE_SETUP
						     : DIFFERENCE_PROVEN;
	else if (p.is_other)
		found = DIFFERENCE_LEGAL;
	*ret_length = marks.items.count;
	vec_free(&marks.items);
	return found;
}

enum difference
exploration_compare(
    struct exploration *e, const struct fault *fault, struct buf *scenario)
{
	enum difference worst = DIFFERENCE_NONE;
	size_t shortest = SIZE_MAX, length;
	unsigned where = 0;
	unsigned count = e->walk_count;
	for (unsigned i = 0; i < count; i++) {
		enum difference found =
		    compare_walk(e, fault, i, &length, NULL);
		if (found < worst || (found == worst && length >= shortest))
			continue;
		worst = found;
		shortest = length;
		where = i;
		if (worst == DIFFERENCE_PROVEN && !scenario)
			break;
		/* A scenario is for people: a shorter one is worth a while. */
		if (worst == DIFFERENCE_PROVEN && i + FURTHER_WALKS < count)
			count = i + FURTHER_WALKS;
	}
	if (scenario && worst >= DIFFERENCE_SETUP)
		compare_walk(e, fault, where, &length, scenario);
	return worst;
}
