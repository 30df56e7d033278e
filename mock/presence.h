/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clients come and go: registration, login and logout of an agent, and the end
 * of a connection, with everything that ends with it.
 */
#ifndef IXC_MOCK_PRESENCE_H
#define IXC_MOCK_PRESENCE_H

#include "mock/request.h"

/*
 * What was asked by a client that has not registered was refused: it is closed,
 * at once or when its time is over.
 */
void presence_refuse_stranger(struct request *r);

/* RequestRegisterClient, RequestAgentLogin, RequestAgentLogout. */
void presence_register(struct request *r);

void presence_log_in(struct request *r);

void presence_log_out(struct request *r);

/* The Reporting engine says how an agent is; the agent is told. */
void presence_pass_status(struct mock_server *s, const struct message *m);

/* Close and free: FRAME_CLOSED, and everything that the agent was part of. */
void presence_close(struct mock_server *s, struct client *c, const char *why);

#endif
