/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open offers from agent to agent: for conference, transfer and intrusion.
 * Each ends exactly once: accepted, rejected or revoked.
 */
#ifndef IXC_MOCK_STATE_OFFER_H
#define IXC_MOCK_STATE_OFFER_H

#include "mock/state/objects.h"

/* The name of the kind in "operation". */
const char *offer_operation(enum offer_kind kind);

/* NULL if no offer has the ticket. */
struct offer *offer_find(const struct mock_server *s, int64_t ticket);

/*
 * An open one, without a timer, and not yet in the lists of the three that it
 * is between; 'visibility' is copied.
 */
struct offer *offer_new(struct mock_server *s, enum offer_kind kind,
    struct interaction *ix, struct client *requester, struct client *invited,
    const char *visibility);

void offer_link(struct offer *o);

/* Is the interaction, which is in a queue, being delivered to an agent? */
bool offer_delivers(const struct interaction *ix);

/* Its time is over in 'wait_ns' from now. */
void offer_run_timer(struct mock_server *s, struct offer *o, int64_t wait_ns);

/* The earliest deadline of an open offer, or TIME_NEVER_NS. */
int64_t offer_next_deadline(const struct mock_server *s);

/* It enters its end state, or another one by mistake, or stays open. */
void offer_finish(struct mock_server *s, struct offer *o, enum offer_state end);

/* Free it once it has ended, unless part of it continues by mistake. */
void offer_release(struct mock_server *s, struct offer *o);

/* The agent's client is freed: its offers, if any are left, continue. */
void offer_agent_gone(struct client *agent);

void offer_free(struct mock_server *s, struct offer *o);

#endif
