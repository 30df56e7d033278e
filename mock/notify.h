/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The events that the mock sends: how each kind of attribute is spelled, and
 * who gets a message.  The state machines decide when.
 *
 * Each message that is handed over here is taken over; a client that is closed
 * or about to be receives nothing.
 */
#ifndef IXC_MOCK_NOTIFY_H
#define IXC_MOCK_NOTIFY_H

#include "mock/state/state.h"

/* Error codes: 43 is the vendor's, the others are the mock's own. */
enum error_code {
	ERROR_ANY = 1, /* of a server that knows no other */
	ERROR_UNKNOWN_INTERACTION = 43,
	ERROR_NOT_SUPPORTED = 1001, /* no such request here */
	ERROR_NOT_REGISTERED,
	ERROR_REGISTRATION_REFUSED,
	ERROR_CLIENT_TYPE, /* not for this type of client */
	ERROR_NO_LOGIN,
	ERROR_LOGIN_REFUSED,
	ERROR_ATTRIBUTE, /* missing, of the wrong type or too long */
	ERROR_INTERACTION_EXISTS,
	ERROR_NO_PARTY, /* the client does not handle the interaction */
	ERROR_NOTHING_THERE,
	ERROR_UNKNOWN_AGENT,
	ERROR_IS_PARTY, /* the agent is in already */
	ERROR_IS_INVITED,
	ERROR_NO_OFFER,
	ERROR_OFFER_REJECTED,
	ERROR_OFFER_EXPIRED,
	ERROR_OFFER_WITHDRAWN,
	ERROR_LIMIT,
};

/*
 * Who and where an interaction is, as a message without a name; 'owner' has put
 * it there, and is only of interest for a workbin (else NULL will do).
 */
struct message *notify_identity(
    const struct interaction *interaction, const struct client *owner);

/* Who and where an agent is, likewise. */
struct message *notify_agent(const char *agent_id, const char *place_id);

/*
 * A message with the attributes of 'interaction' (may be NULL), and room for so
 * many more.  'name' is borrowed for as long as the message lives.
 */
struct message *notify_new(
    const char *name, const struct interaction *interaction, size_t more);

/* Nothing of who is no agent (any more).  Once: party.agentId, party.placeId
 * and, unless NULL, party.visibilityMode. */
void notify_set_party(
    struct message *m, const struct client *party, const char *visibility);

/* Once: actor.agentId; nothing when 'actor' is no agent, or NULL. */
void notify_set_actor(struct message *m, const struct client *actor);

/* Why something was taken away; each may be NULL. */
void notify_set_reason(
    struct message *m, const char *name, const char *description);

void notify_set_operation(struct message *m, const char *operation);

/*
 * An answer with that reference, and room for so much text; 'name' as in
 * notify_new().
 */
struct message *notify_answer(
    const char *name, int64_t reference, size_t text_bytes);

/*
 * Send by Interaction Management; 'about' may be NULL and is for faults, and so
 * may be 'to', who then is gone.
 */
void notify_client(struct mock_server *s, struct client *to,
    const struct interaction *about, struct message *m);

/*
 * The same, of a message that point of behaviour.h decides on: to one client,
 * or to all parties but 'except' (may be NULL); 'actor' is whom it is about.
 */
void notify_one(struct mock_server *s, enum behaviour_point point,
    struct client *to, const struct interaction *about, struct message *m);

void notify_parties(struct mock_server *s, enum behaviour_point point,
    const struct interaction *ix, const struct client *except,
    struct client *actor, struct message *m);

/* Send to every registered Reporting engine, with eventTime. */
void notify_reporting(
    struct mock_server *s, const struct interaction *about, struct message *m);

void notify_report(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct message *m);

/* The same of a message about nothing but an agent. */
void notify_reporting_of_agent(
    struct mock_server *s, const struct client *c, const char *name);

/*
 * EventCurrentAgentStatus to the agent, EventPlaceAgentState to the Reporting
 * engines; nothing of who is no agent.
 */
void notify_background(struct mock_server *s, struct client *c);

/* What a request is answered by. */
struct answer {
	struct client *to;
	int64_t reference;
	bool has_reference; /* the request had one */
	bool is_error;      /* else EventAck */
	enum error_code code;
	const char *description; /* borrowed */
};

/* EventAck for a request of 'to'. */
void notify_ack(struct mock_server *s, enum behaviour_point point,
    struct client *to, const struct interaction *about, int64_t reference);

/* EventError for it. */
void notify_error(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct answer answer);

#endif
