/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pools of a target: agents with their places, queues, workbins, each given
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
	char *interaction; /* "ix-" and the unique text; in the same storage */
	unsigned queue, queue2, workbin; /* pool index + 1, 0: none */
	unsigned agent_count;
	unsigned *agents; /* by party: the same; in the same storage */
};

/* Borrows the target for its lifetime. */
struct pool *pool_new(const struct target *target);

void pool_free(struct pool *p);

/*
 * As new, when all loans are back: the next loans are the same as the first
 * ones.
 */
void pool_reset(struct pool *p);

/* Could the pattern get what it needs, if there were no other loans? */
bool pool_suffices(const struct pool *p, const struct pattern *pattern);

/* To how many cases with such a pattern could it lend at a time? */
unsigned pool_capacity(const struct pool *p, const struct pattern *pattern);

/*
 * Lend what the pattern needs: preferably agents that were lent before, most
 * recently used first; a queue or workbin that was not lent before, otherwise
 * the least recently used one, preferably one in which nothing is left.  No
 * other loan of any run has the same run and number; the number, not 0, is also
 * whom the ledger names.  NULL when too little is free now.
 */
struct loan *pool_lend(struct pool *p, const struct pattern *pattern,
    const char *run_id, unsigned number);

/*
 * Something is left in the lent queues and workbins; 'what' describes it to
 * those who get them next, unless something was left there before.  Takes
 * ownership of it.
 */
void pool_note_left(const struct loan *loan, char *what);

/* What was lent so far, and to which number. */
const struct ledger *pool_ledger(const struct pool *p);

/* Give everything back, and free the loan; NULL is fine. */
void pool_return(struct pool *p, struct loan *loan);

/*
 * The loan for the run events; borrows it, and 'parties', which has room for
 * those of the pattern.
 */
struct case_lease loan_describe(const struct loan *loan,
    const struct pattern *pattern, struct leased_party *parties);

#endif
