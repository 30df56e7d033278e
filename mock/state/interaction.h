/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Interactions: where they are, who handles them, and the events that tell so.
 *
 * Between serve.h, which decides whether a request is granted, and notify.h.
 */
#ifndef IXC_MOCK_STATE_INTERACTION_H
#define IXC_MOCK_STATE_INTERACTION_H

#include "mock/state/state.h"

/* NULL when there is none. */
struct interaction *interaction_find(
    const struct mock_server *s, const char *id);

/* A new one in 'queue', unreported; the strings are copied. */
struct interaction *interaction_new(struct mock_server *s, const char *id,
    const char *media_type, const char *type, const char *queue,
    const struct client *submitter);

/* NULL when the client is not a party to it. */
struct membership *interaction_party(
    const struct interaction *ix, const struct client *c);

/* Make 'c' a party, unreported; takes it out of its queue or workbin. */
void interaction_join(
    struct mock_server *s, struct interaction *ix, struct client *c);

/*
 * The party leaves: the Reporting engine and those who stay are told, offers
 * that stood on it end, and after the last one the interaction returns to where
 * it came from.
 */
void interaction_leave(
    struct mock_server *s, struct membership *party, const char *operation);

/*
 * Take the interaction from all parties and put it there; 'by' is a party or
 * the submitter, the parties other than it get EventRevoked.
 */
void interaction_place(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name, struct client *by);

/*
 * It ends: all parties removed, all offers revoked; freed when what is being
 * served is done.
 */
void interaction_stop(
    struct mock_server *s, struct interaction *ix, struct client *by);

void interaction_free_stopped(struct mock_server *s);

/*
 * Without a word: it is back where it came from, it is gone, a party to it is
 * none any more.
 */
void interaction_return(struct mock_server *s, struct interaction *ix);

void interaction_forget(struct mock_server *s, struct interaction *ix);

void interaction_forget_party(struct mock_server *s, struct membership *party);

/* The client is freed: forget all that it was, and is, party to. */
void interaction_agent_gone(struct client *c);

/* Release without a word, when the server ends. */
void interaction_free(struct mock_server *s, struct interaction *ix);

#endif
