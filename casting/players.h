/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who plays whom: the parties of a case, and the clients and agents of a log.
 */
#ifndef IXC_CASTING_PLAYERS_H
#define IXC_CASTING_PLAYERS_H

#include "casting/candidates.h"
#include "serverlog/harvest/harvest.h"

#include <stdbool.h>

/* A party without a client of its own. */
#define NO_CLIENT UINT_MAX

struct player {
	unsigned client;      /* its number, or NO_CLIENT */
	const char *agent_id; /* or NULL; borrowed from messages and clients */
	const char *place_id;
};

/* By party of the candidate's pattern. */
struct players {
	struct player of[PATTERN_MAX_PARTIES];
};

/* A part of an episode, from one fact to before another. */
struct stretch {
	const struct episode *episode;
	size_t first, end;
	const size_t *requests; /* the facts that are stimuli of some case */
	size_t request_count;
};

/*
 * Are the first requests of the stretch those of the case, as many as the case
 * has?  Then *ret says by whom.  What 'harvest' never shows is not compared,
 * but a case that consists in nothing else is refused.
 */
bool players_match(const struct candidate *c, const struct stretch *s,
    const struct harvest *harvest, const struct log_clients *clients,
    struct players *ret);

/* Does what was known of the agents contradict what the case begins with? */
bool players_may_begin(const struct candidate *c, const struct stretch *s,
    const struct players *players);

/*
 * Clients that only ever get messages: who of them is the agent that a party
 * without a client is.
 */
void players_find_rest(const struct candidate *c, const struct stretch *s,
    const struct log_clients *clients, struct players *players);

#endif
