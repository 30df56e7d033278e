/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who gets a message: one client, all parties, the Reporting engines, or others
 * by mistake.  letter.h makes it, and the state machines decide when.
 *
 * Takes ownership of each message passed to it; a client that is closed, or
 * about to be, receives nothing.
 */
#ifndef IXC_MOCK_NOTIFY_H
#define IXC_MOCK_NOTIFY_H

#include "mock/letter.h"

/*
 * Send by Interaction Management; 'about' is for faults and may be NULL; 'to'
 * may be NULL, too: the client is then gone.
 */
void notify_client(struct mock_server *s, struct client *to,
    const struct interaction *about, struct message *m);

/* The same to all parties but 'except', who may be NULL. */
void notify_other_parties(struct mock_server *s, const struct interaction *ix,
    const struct client *except, struct message *m);

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
 * engines; nothing for a client without an agent.
 */
void notify_background(struct mock_server *s, struct client *c);

/* EventAck for a request of 'to'. */
void notify_ack(struct mock_server *s, enum behaviour_point point,
    struct client *to, const struct interaction *about, int64_t reference);

/* EventRouteUsed, in its place, for a router's RequestRouteCall. */
void notify_route_used(struct mock_server *s, enum behaviour_point point,
    struct client *to, const struct interaction *about, int64_t reference);

/* EventError for it. */
void notify_error(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct answer answer);

#endif
