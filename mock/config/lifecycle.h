/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The states of the mock's three kinds of object, the tables of their legal
 * transitions, and the one setter that makes them.
 */
#ifndef IXC_MOCK_CONFIG_LIFECYCLE_H
#define IXC_MOCK_CONFIG_LIFECYCLE_H

#include "mock/config/config.h"

#include <stddef.h>

enum client_state {
	CLIENT_CONNECTED,  /* may only register */
	CLIENT_REGISTERED, /* may send what its client type allows */
	CLIENT_LOGGED_IN,  /* an agent at a place */
	CLIENT_CLOSED,     /* gone; receives nothing any more */
};

enum interaction_state {
	INTERACTION_NEW,        /* being submitted */
	INTERACTION_QUEUED,     /* in a queue, without parties */
	INTERACTION_IN_WORKBIN, /* in a workbin, without parties */
	INTERACTION_HANDLED,    /* at least one party */
	INTERACTION_STOPPED,    /* gone */
};

enum offer_state {
	OFFER_OPEN,     /* waits for the invited agent */
	OFFER_ACCEPTED, /* the three ends: exactly one is reached */
	OFFER_REJECTED,
	OFFER_REVOKED,
};

enum lifecycle_machine {
	LIFECYCLE_CLIENT,
	LIFECYCLE_INTERACTION,
	LIFECYCLE_OFFER,
};
#define LIFECYCLE_COUNT (LIFECYCLE_OFFER + 1)
#define LIFECYCLE_STATE_MAX 5 /* states of one machine, at most */

/* Two states of one machine as one number, below LIFECYCLE_PAIR_COUNT. */
#define LIFECYCLE_PAIR(machine, from, to)                                      \
	(((machine)*LIFECYCLE_STATE_MAX + (from)) * LIFECYCLE_STATE_MAX + (to))
#define LIFECYCLE_PAIR_COUNT                                                   \
	(LIFECYCLE_COUNT * LIFECYCLE_STATE_MAX * LIFECYCLE_STATE_MAX)

/*
 * Change *state; 'id' is for the log.  A transition that its table does not
 * have is a mistake of ours: assert.
 */
void lifecycle_move(const struct mock_config *config,
    enum lifecycle_machine machine, const char *id, unsigned char *state,
    unsigned char to);

/* The same, whatever the table has: for a misbehaving server. */
void lifecycle_force(const struct mock_config *config,
    enum lifecycle_machine machine, const char *id, unsigned char *state,
    unsigned char to);

/*
 * Does the machine's table have the transition?  Not if it lacks such states.
 */
bool lifecycle_allows(
    enum lifecycle_machine machine, unsigned char from, unsigned char to);

/* "client", "interaction", "offer". */
const char *lifecycle_name(enum lifecycle_machine machine);

/* The state's name in ordinary words: "logged in"; NULL: no such state. */
const char *lifecycle_state_name(
    enum lifecycle_machine machine, unsigned char state);

#endif
