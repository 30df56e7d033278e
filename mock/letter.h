/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages that the mock sends: how each kind of attribute is spelled.
 * notify.h says who gets one, and the state machines when.
 *
 * All functions that make a message give the caller a reference.  A name is
 * borrowed for as long as the message lives.
 */
#ifndef IXC_MOCK_LETTER_H
#define IXC_MOCK_LETTER_H

#include "mock/state/objects.h"
#include "wire/message.h"

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
	ERROR_UNKNOWN_LOCATION, /* queue or workbin */
	ERROR_NO_SUBSCRIPTION,
};

/* What a request is answered by. */
struct answer {
	struct client *to;
	int64_t reference;
	bool has_reference; /* the request had one */
	bool is_error;      /* else EventAck ... */
	bool is_route;      /* ... or EventRouteUsed */
	enum error_code code;
	const char *description; /* borrowed */
};

/*
 * Who and where an interaction is, as a message without a name; 'owner' has put
 * it there, and only matters for a workbin (otherwise NULL will do).
 */
struct message *letter_identity(
    const struct interaction *interaction, const struct client *owner);

/*
 * A message with the attributes of 'interaction' (may be NULL), and room for so
 * many more.
 */
struct message *letter_new(
    const char *name, const struct interaction *interaction, size_t more);

/* The same for a message only about the agent of a client, who is logged in. */
struct message *letter_of_agent(
    const char *name, const struct agent *agent, size_t more);

/* An answer with that reference, and room for so much text. */
struct message *letter_answer(
    const char *name, int64_t reference, size_t text_bytes);

struct message *letter_error(const struct answer *a);

/* EventInvite, to the agent who is invited. */
struct message *letter_invite(const struct offer *o);

/*
 * Nothing for a client that has no agent (any more).  Otherwise, once:
 * party.agentId, party.placeId and, unless NULL, party.visibilityMode.
 */
void letter_set_party(
    struct message *m, const struct client *party, const char *visibility);

/* Of a party that is no agent: party.name. */
void letter_set_name(struct message *m, const struct client *party);

/* In the list of an answer: its id, and what medium it is of. */
void letter_list_interaction(struct message *m, const struct interaction *ix);

/* Once, if it does not say so already: the workbin that it is about. */
void letter_set_workbin(struct message *m, const struct location *workbin);

/* Once: actor.agentId; nothing when 'actor' has no agent, or is NULL. */
void letter_set_actor(struct message *m, const struct client *actor);

/* Why something was taken away; each may be NULL. */
void letter_set_reason(
    struct message *m, const char *name, const char *description);

void letter_set_operation(struct message *m, const char *operation);

void letter_set_ticket(struct message *m, const struct offer *o);

/* The client's proxyClientId. */
void letter_set_proxy(struct message *m, const struct client *c);

/* eventTime, of the server's clock. */
void letter_set_time(struct message *m, const struct mock_server *s);

#endif
