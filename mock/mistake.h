/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a misbehaving mock does instead: which other object it takes, whom else
 * it notifies, how it answers.
 *
 * The state machines call this where they choose, notify or answer; when the
 * decision is right, so is the result.
 */
#ifndef IXC_MOCK_MISTAKE_H
#define IXC_MOCK_MISTAKE_H

#include "mock/letter.h"

/*
 * The right object, or another one of its kind by mistake, if one exists.
 * 'right' may be NULL, and then so is the result.
 */
struct interaction *mistake_interaction(struct mock_server *s,
    const struct client *sender, struct interaction *right);

struct client *mistake_client(
    struct mock_server *s, enum behaviour_point point, struct client *right);

struct offer *mistake_offer(
    struct mock_server *s, enum behaviour_point point, struct offer *right);

struct membership *mistake_party(
    struct mock_server *s, struct membership *right);

/*
 * Changes where it returns to, if that goes wrong.  Are messages about it to
 * name the new place?
 */
bool mistake_place(struct mock_server *s, struct interaction *ix);

/* How long the time of a new offer is. */
int64_t mistake_wait(struct mock_server *s, int64_t right_ns);

/* Who gets a message, each once. */
struct audience {
	VEC(struct client *) members; /* owned by the caller */
};

/*
 * Those who get it when chosen by 'way'.  The right ones are the parties
 * without 'except'; 'actor' is whom it is about.  Both may be NULL.
 */
struct audience mistake_audience(enum behaviour_way way,
    const struct interaction *ix, const struct client *except,
    struct client *actor);

/* A client other than this one, preferably one of the interaction; or NULL. */
struct client *mistake_other_client(
    const struct interaction *ix, const struct client *c);

/* Change to whom the answer goes, what it is, or what it answers. */
void mistake_answer(struct mock_server *s, enum behaviour_way way,
    const struct interaction *about, struct answer *a);

#endif
