/* SPDX-License-Identifier: Apache-2.0 */
/* Interactions and their parties. */
#ifndef IXC_MOCK_STATE_INTERACTION_H
#define IXC_MOCK_STATE_INTERACTION_H

#include "mock/state/objects.h"

/* NULL if unknown. */
struct interaction *interaction_find(
    const struct mock_server *s, const char *id);

/* A new one in 'queue'; the strings are copied. */
struct interaction *interaction_new(struct mock_server *s, const char *id,
    const char *media_type, const char *type, const char *queue,
    const struct client *submitter);

/* It is to be there, once it is settled. */
void interaction_assign_place(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name);

/* Add it to 'ix->origin', after those already there. */
void interaction_settle(struct mock_server *s, struct interaction *ix);

/* It is gone; freed when what is being served is done. */
void interaction_stop(struct mock_server *s, struct interaction *ix);

/* NULL when the client is not a party to it. */
struct membership *interaction_party(
    const struct interaction *ix, const struct client *c);

/* Make 'c' a party; takes it out of its queue or workbin. */
void interaction_join(
    struct mock_server *s, struct interaction *ix, struct client *c);

/* A party to it no longer is one. */
void interaction_forget_party(struct mock_server *s, struct membership *party);

/* The client is freed: forget everything that it was, and is, party to. */
void interaction_agent_gone(struct client *c);

void interaction_free_stopped(struct mock_server *s);

void interaction_free(struct mock_server *s, struct interaction *ix);

#endif
