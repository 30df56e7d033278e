/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is in a conference: how agents join by offers and leave, how an offer
 * ends with either, and who is notified.
 */
#ifndef IXC_MOCK_CONFERENCE_H
#define IXC_MOCK_CONFERENCE_H

#include "mock/state/objects.h"

/* Why an offer is revoked. */
enum revocation {
	REVOCATION_EXPIRED,
	REVOCATION_WITHDRAWN,
	REVOCATION_HOST_GONE,
	REVOCATION_INVITED_GONE,
	REVOCATION_INTERACTION_ENDED,
};

/* The sender has accepted or rejected it: it ends, with all consequences. */
void conference_answer(struct mock_server *s, struct offer *o,
    enum offer_state by, struct client *sender);

/* The offer ends, unless it has ended already. */
void conference_revoke(
    struct mock_server *s, struct offer *o, enum revocation why);

/*
 * The party leaves: the Reporting engine and the remaining parties are
 * notified, offers that depended on it end, and after the last party the
 * interaction returns to where it came from.
 */
void conference_leave(
    struct mock_server *s, struct membership *party, const char *operation);

/* The router has chosen an agent for it, and is no party any more. */
void conference_report_router(
    struct mock_server *s, const struct interaction *ix, struct client *router);

/*
 * The agent logs out or is disconnected: revoke the offers it made and
 * received.
 */
void conference_revoke_of(struct mock_server *s, struct client *agent);

/*
 * The interaction is taken from all parties, and its offers end; 'by' is a
 * party or the submitter, the parties other than it get EventRevoked.
 */
void conference_dissolve(struct mock_server *s, struct interaction *ix,
    const struct client *by, const char *operation, const char *why);

#endif
