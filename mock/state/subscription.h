/* SPDX-License-Identifier: Apache-2.0 */
/* Who is to be told when the content of a workbin changes. */
#ifndef IXC_MOCK_STATE_SUBSCRIPTION_H
#define IXC_MOCK_STATE_SUBSCRIPTION_H

#include "mock/state/objects.h"

/* NULL: the client has none to that workbin. */
struct subscription *subscription_find(
    const struct client *c, const char *workbin);

/* A client has one to a workbin at most. */
void subscription_new(
    struct mock_server *s, struct client *c, const char *workbin);

void subscription_free(struct mock_server *s, struct subscription *sub);

/* All of the client. */
void subscription_free_all(struct mock_server *s, struct client *c);

#endif
