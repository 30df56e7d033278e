/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open offers from agent to agent: one engine for conference, transfer and
 * intrusion.  Each ends exactly once: accepted, rejected or revoked.
 */
#ifndef IXC_MOCK_STATE_OFFER_H
#define IXC_MOCK_STATE_OFFER_H

#include "mock/request.h"

/* Make one for the request, and tell of it; or refuse the request. */
void offer_make(struct request *r, enum offer_kind kind, struct interaction *ix,
    struct client *invited);

/* The sender has accepted or rejected it: it ends, with all that follows. */
void offer_answered(struct mock_server *s, struct offer *o, enum offer_state by,
    struct client *sender);

/* Who is a party once it is accepted; NULL: its connection is closed. */
struct client *offer_joiner(const struct offer *o);

/* Revoke those whose time is up. */
void offer_expire(struct mock_server *s);

/* The earliest deadline of an open offer, or TIME_NEVER_NS. */
int64_t offer_next_deadline(const struct mock_server *s);

/* The agent logs out or is disconnected: revoke what it made and received. */
void offer_agent_left(struct mock_server *s, struct client *agent);

/* The agent is no party any more: revoke what stood on that. */
void offer_party_left(
    struct mock_server *s, struct interaction *ix, struct client *agent);

/* Revoke all offers of the interaction. */
void offer_interaction_ended(struct mock_server *s, struct interaction *ix);

/* The agent's client is freed: its offers, if there are any left, go on. */
void offer_agent_gone(struct client *agent);

/* By mistake: its time starts anew; it is revoked as if its interaction ended.
 */
void offer_restart(struct mock_server *s, struct offer *o);

void offer_withdraw(struct mock_server *s, struct offer *o);

/* Release without a word. */
void offer_free(struct mock_server *s, struct offer *o);

#endif
