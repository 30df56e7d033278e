/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run has given to its cases so far: agents, places, queues, workbins,
 * interactions.  Nothing is ever removed, so a late message about a finished
 * case is still recognised.
 *
 * Written by a live run, a simulation or a replay, read by the judge through
 * the lease: a message about what another case was given explains nothing in
 * this one.
 */
#ifndef IXC_JUDGE_LEDGER_H
#define IXC_JUDGE_LEDGER_H

#include <stdbool.h>

struct ledger;

struct ledger *ledger_new(void);

/* NULL is fine. */
void ledger_free(struct ledger *l);

/* As new. */
void ledger_clear(struct ledger *l);

/* The text is copied; NULL and texts already in it are fine. */
void ledger_add(struct ledger *l, const char *identity);

/* The same, and the last to whom it was lent: any number but 0. */
void ledger_lend(struct ledger *l, const char *identity, unsigned owner);

bool ledger_has(const struct ledger *l, const char *identity);

/* To whom it was lent last; 0: it was not, or it is unknown to whom. */
unsigned ledger_owner(const struct ledger *l, const char *identity);

/*
 * The N of the first "RUN-N" that is in the text as a separate word, where RUN
 * is the id of the run: which of its leases it is of.  0: of none.
 */
unsigned ledger_find_number(const char *run_id, const char *text);

#endif
