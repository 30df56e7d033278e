/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open offers from agent to agent: one engine for conference, transfer and
 * intrusion.  Each ends exactly once: accepted, rejected or revoked.
 */
#ifndef IXC_MOCK_OFFER_H
#define IXC_MOCK_OFFER_H

#include "mock/request.h"

/* RequestConference, RequestTransfer, RequestIntrude. */
void offer_conference(struct request *r);

void offer_transfer(struct request *r);

void offer_intrude(struct request *r);

/* RequestAccept, RequestReject. */
void offer_accept(struct request *r);

void offer_reject(struct request *r);

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

/* Release without a word, when the server ends. */
void offer_free(struct mock_server *s, struct offer *o);

#endif
