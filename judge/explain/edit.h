/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cheapest set of edits between what was observed and a trace that the
 * pattern allows: what a failure is explained with.  Private to judge.
 *
 *	edit.c   the search: least cost first, over (records read, events taken)
 *	moves.c  what one record, or the end, can mean, and what that costs
 *
 * Costs (docs/judge.md): a message that came changed in one respect costs less
 * than one that is missing or one too many, so a wrong tag is one finding, not
 * a missing message and an unexpected one.
 */
#ifndef IXC_JUDGE_EXPLAIN_EDIT_H
#define IXC_JUDGE_EXPLAIN_EDIT_H

#include "judge/state.h"

enum edit_cost {
	COST_EXACT = 0,
	COST_DISCONNECTED = 1, /* explains much of what follows */
	COST_CHANGED = 2,      /* per respect: party, tag, content, time ... */
	COST_DUPLICATE = 2,
	COST_MALFORMED = 2,
	COST_MISSING = 3,
	COST_UNEXPECTED = 3,
};

/* States looked at before the search gives up: some milliseconds. */
#define EDIT_MAX_NODES 20000
/* Nodes of the tree looked at on the way: a fraction of a second. */
#define EDIT_MAX_VISITS 20000000
#define EDIT_CHAINS 1024
/* Costs beyond this are not told apart. */
#define EDIT_MAX_COST 60

/* One state of the search: so many records read, and a configuration. */
struct edit_node {
	unsigned cost;
	unsigned next;   /* index into the list of records */
	int parent;      /* node, or -1 */
	bool is_edit;    /* 'what' says what was changed to get here */
	uint32_t closed; /* parties whose connection is gone: a set of bits */
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
	uint64_t visits;         /* of EDIT_MAX_VISITS */
	/* What the state that is expanded cannot do without, once asked. */
	bool needs_known, needs_all;
	uint64_t needed[PATTERN_MAX_EVENTS / BITS_PER_WORD];
};

/* So many walks over the tree are about to be done. */
static inline void
edit_note_walks(struct edit_search *s, unsigned walks)
{
	s->visits += (uint64_t)walks * s->m->p->nodes.count;
	s->is_full |= s->visits > EDIT_MAX_VISITS;
}

/*
 * A node that reads 'read' records more than 'from' and costs 'cost' more, to
 * be changed by the caller; NULL when the search is full.
 */
struct edit_node *edit_add(
    struct edit_search *s, unsigned from, unsigned read, unsigned cost);

/* Add the nodes that follow from one. */
void edit_expand(struct edit_search *s, unsigned node);

/*
 * Explain the divergence by edits: completes 'ret' with the first cause, makes
 * the configuration in which it was found the judge's first, and sets *ret_ns
 * to the time at which it could first have been seen.  False when the search
 * gave up; all then stays as it is.
 */
bool match_explain_by_edits(
    struct match *m, struct divergence *ret, int64_t *ret_ns);

/* What the explanation costs, or EDIT_NO_COST when the search gives up. */
#define EDIT_NO_COST UINT32_MAX

unsigned match_edit_cost(struct match *m);

#endif
