/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clients: the parties' connections, their registration, and the agents that
 * log in through them.
 */
#ifndef IXC_MOCK_STATE_CLIENT_H
#define IXC_MOCK_STATE_CLIENT_H

#include "mock/request.h"
#include "mock/state/state.h"

/* "AgentApplication" … as in clientType. */
const char *client_type_name(enum client_type type);

/* NULL when the channel has no such party. */
struct client *client_find(
    struct mock_server *s, unsigned channel, uint32_t party);

/* NULL when no such agent is logged in. */
struct client *client_find_agent(
    const struct mock_server *s, const char *agent_id);

/* For a text: a word when no agent is logged in. */
const char *client_agent_id(const struct client *c);

const char *client_place_id(const struct client *c);

/* A connection for a party that the channel does not have yet. */
struct client *client_open(struct mock_server *s, struct channel *channel,
    uint32_t party, const char *party_name);

/*
 * Have the server close the connection once the frame at hand is done; from
 * now on the client receives nothing.
 */
void client_end(struct mock_server *s, struct client *c);

/* Close and free: FRAME_CLOSED, and everything that the agent was part of. */
void client_close(struct mock_server *s, struct client *c, const char *why);

/* Release without a word, when the server ends. */
void client_free(struct mock_server *s, struct client *c);

/* RequestRegisterClient, RequestAgentLogin, RequestAgentLogout. */
void client_register(struct request *r);

void client_log_in(struct request *r);

void client_log_out(struct request *r);

#endif
