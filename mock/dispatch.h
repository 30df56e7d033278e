/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which requests exist, and which events that clients send, and who may send
 * them.
 *
 * A request is checked against the table in dispatch.c, then served by the
 * function that the table names (presence.h, serve.h, invite.h).
 */
#ifndef IXC_MOCK_DISPATCH_H
#define IXC_MOCK_DISPATCH_H

#include "mock/state/objects.h"

/*
 * Check and serve what the client sends; answers other requests by EventError,
 * and drops other events.
 */
void dispatch(
    struct mock_server *s, struct client *client, const struct frame *sent);

#endif
