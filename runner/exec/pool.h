/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pools of a target: agents with their places, queues, workbins, each lent
 * to one case at a time.
 */
#ifndef IXC_RUNNER_EXEC_POOL_H
#define IXC_RUNNER_EXEC_POOL_H

#include "judge/pattern/pattern.h"
#include "model/event.h"
#include "model/target.h"

#include <stdbool.h>

struct pool;

/* What one case has borrowed; 'lease' points into it and into the target. */
struct loan {
	struct lease lease;
	struct pool *from;
	char *interaction; /* "ix-", and what is unique; in the same storage */
	unsigned queue, queue2, workbin; /* pool index + 1, 0: none */
	unsigned agent_count;
	unsigned *agents; /* by party: likewise; in the same storage */
};

/* Borrows the target for its lifetime. */
struct pool *pool_new(const struct target *target);

void pool_free(struct pool *p);

/* As new, when all loans are back: what is lent next is what was lent first. */
void pool_reset(struct pool *p);

/* Could the pattern be lent what it needs, if nothing were lent to others? */
bool pool_suffices(const struct pool *p, const struct pattern *pattern);

/* How many cases with such a pattern could be lent to at once? */
unsigned pool_capacity(const struct pool *p, const struct pattern *pattern);

/*
 * Lend what the pattern needs: agents that were lent before, as far as such are
 * free, the one that was given back last first; a queue or workbin that was
 * not, or the one that was given back first, rather one in which nothing is
 * left.  The run and the number together are what no other loan of any run has.
 * NULL when too little is free now.
 */
struct loan *pool_lend(struct pool *p, const struct pattern *pattern,
    const char *run_id, unsigned number);

/*
 * Something is left in what was lent of queues and workbins, as 'what' says to
 * those who are lent them next, unless there was something before.  Takes
 * ownership of it.
 */
void pool_note_left(const struct loan *loan, char *what);

/* Give everything back, and free the loan; NULL is fine. */
void pool_return(struct pool *p, struct loan *loan);

/*
 * The loan for who is told of it; borrows it, and 'parties', which has room for
 * those of the pattern.
 */
struct case_lease loan_describe(const struct loan *loan,
    const struct pattern *pattern, struct leased_party *parties);

#endif
