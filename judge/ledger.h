/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run has lent to its cases so far: agents, places, queues, workbins,
 * interactions.  Nothing is ever taken out again, so a late word about a case
 * that is over is still known for what it is.
 *
 * Written by whoever lends (a live run, a simulation, a replay), read by the
 * judge through the lease: a message about what another case was lent explains
 * nothing of this one.
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

/* The text is copied; NULL, and what is in it already, are fine. */
void ledger_add(struct ledger *l, const char *identity);

bool ledger_has(const struct ledger *l, const char *identity);

#endif
