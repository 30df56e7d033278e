/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clients: the parties' connections, and the agents that are logged in through
 * them.
 */
#ifndef IXC_MOCK_STATE_CLIENT_H
#define IXC_MOCK_STATE_CLIENT_H

#include "mock/state/objects.h"

/* "AgentApplication" … as in clientType. */
const char *client_type_name(enum client_type type);

/* The other way round; false: no such name. */
bool client_find_type(
    const char *name, size_t name_size, enum client_type *ret_type);

/* NULL when the channel has no such party. */
struct client *client_find(
    struct mock_server *s, unsigned channel, uint32_t party);

/* NULL when no such agent is logged in. */
struct client *client_find_agent(
    const struct mock_server *s, const char *agent_id);

/* For a text: a placeholder when no agent is logged in. */
const char *client_agent_id(const struct client *c);

const char *client_place_id(const struct client *c);

/* A connection for a party that the channel does not have yet. */
struct client *client_open(struct mock_server *s, struct channel *channel,
    uint32_t party, const char *party_name);

void client_move(struct mock_server *s, struct client *c, enum client_state to);

/*
 * That agent, instead of any other, is logged in at the client; the ids are
 * copied.  Or no agent is any more.
 */
void client_set_agent(struct mock_server *s, struct client *c,
    const char *agent_id, const char *place_id);

void client_forget_agent(struct mock_server *s, struct client *c);

/*
 * A client that has not registered: close it when its time is over, from the
 * first call on.  Registering in time, it stays.
 */
void client_limit_stay(struct mock_server *s, struct client *c);

/* TIME_NEVER_NS: no client is to be closed. */
int64_t client_next_deadline(const struct mock_server *s);

/* End those whose time is over. */
void client_end_strangers(struct mock_server *s);

/*
 * Have the server close the connection once the frame at hand is done; from
 * now on the client receives nothing.
 */
void client_end(struct mock_server *s, struct client *c);

void client_free(struct mock_server *s, struct client *c);

#endif
