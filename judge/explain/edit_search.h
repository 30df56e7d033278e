/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The states of the search for the cheapest edits (edit.h): those that are
 * open, by their cost, and those that were expanded.
 */
#ifndef IXC_JUDGE_EXPLAIN_EDIT_SEARCH_H
#define IXC_JUDGE_EXPLAIN_EDIT_SEARCH_H

#include "judge/explain/edit_cost.h"
#include "judge/match_data.h"

/* States looked at before the search gives up: some milliseconds. */
#define EDIT_MAX_NODES 20000
/* Steps (MATCH_MAX_STEPS) taken on the way: a fraction of a second. */
#define EDIT_MAX_STEPS 20000000
#define EDIT_CHAINS 1024

/* One state of the search: so many records read, and a configuration. */
struct edit_node {
	unsigned cost;
	unsigned next;   /* index into the list of records */
	int parent;      /* node, or -1 */
	bool is_edit;    /* 'what' says what was changed to get here */
	uint32_t closed; /* parties whose connection is closed: a set of bits */
	int same_chain;  /* an older node of the same hash, or -1 */
	struct divergence what;
	struct config config;
};

struct edit_search {
	struct match *m;
	VEC(unsigned) records; /* to be read, in order of arrival */
	VEC(struct edit_node *) nodes;
	VEC(unsigned) open[EDIT_MAX_COST + 1]; /* by cost, newest last */
	int chains[EDIT_CHAINS]; /* nodes expanded, by hash; -1: none */
	int goal;                /* node, or -1 */
	bool is_full;            /* a limit was reached */
	unsigned max_cost; /* of EDIT_MAX_COST: what costs more is no matter */
	uint64_t first_step;    /* of the judge's, of EDIT_MAX_STEPS */
	int *repeated;          /* by record: match_find_repeated() */
	size_t attribute_count; /* of all records */
	/* What the expanded state needs, once computed. */
	bool needs_known, needs_all;
	uint64_t needed[PATTERN_MAX_EVENTS / BITS_PER_WORD];
};

/* So much is about to be done. */
static inline void
edit_note_steps(struct edit_search *s, size_t steps)
{
	match_note_steps(s->m, steps);
	s->is_full |= s->m->steps - s->first_step > EDIT_MAX_STEPS;
}

/* So many walks over the tree are about to be done. */
static inline void
edit_note_walks(struct edit_search *s, unsigned walks)
{
	edit_note_steps(s, (size_t)walks * s->m->p->nodes.count);
}

/*
 * A node that reads 'read' records more than 'from' and costs 'cost' more, to
 * be changed by the caller; NULL when the search is full.
 */
struct edit_node *edit_add(
    struct edit_search *s, unsigned from, unsigned read, unsigned cost);

/*
 * An empty search, of edits that cost at most so much together; free with
 * edit_free().
 */
void edit_start(struct edit_search *s, struct match *m, unsigned max_cost);

/* A state in which nothing was read: of that configuration, or of none. */
void edit_add_start(struct edit_search *s, const struct config *c);

/*
 * Was the same state expanded before?  Then at no higher cost: the cheapest
 * come first.  Otherwise remembers it.
 */
bool edit_is_known(struct edit_search *s, unsigned node);

void edit_free(struct edit_search *s);

static inline const struct record *
edit_record_at(const struct edit_search *s, unsigned record)
{
	return &s->m->records.items[record];
}

static inline const struct pattern_event *
edit_event_at(const struct edit_search *s, unsigned event)
{
	return &s->m->p->events.items[event];
}

#endif
