/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a log shows of one interaction, from a request on that begins something
 * worth judging.
 */
#ifndef IXC_SERVERLOG_HARVEST_EPISODE_H
#define IXC_SERVERLOG_HARVEST_EPISODE_H

#include "core/hash.h"
#include "core/list.h"
#include "core/vec.h"
#include "serverlog/reader.h"
#include "wire/message.h"

#include <stdbool.h>

/* Messages that are kept of one interaction: a conference has a few dozen. */
#define EPISODE_FACTS_MAX 2000

/* What was known of an agent when a request was made. */
struct standing {
	enum known is_logged_in;
	enum known handles; /* is it a party to the interaction? */
};

struct episode_fact {
	int64_t time_ms;
	struct log_place at;
	bool is_to_server;
	bool is_report;          /* to a reporting engine */
	bool begins;             /* a request of the kind that begins an episode
				  */
	unsigned client;         /* its number */
	struct message *message; /* owned; NULL: its connection has ended */
	struct standing sender;  /* of a request that begins: who made it, */
	struct standing invited; /* and whom its 'agentId' names */
	char *reason; /* of an EventError: the server's own words, owned; NULL:
		       * none */
};

struct episode {
	struct hash_node node; /* by interaction */
	char *interaction;
	VEC(struct episode_fact) facts;
	char *cut; /* why it does not go on after 'cut_ms', or NULL */
	int64_t cut_ms;
	int64_t last_ms;        /* of its last message */
	size_t bytes;           /* that it takes */
	bool is_open;           /* what comes about its interaction is its */
	bool has_ended;         /* it is let go */
	struct list attendants; /* see attendance.h */
};

/* Of its message; of a lost connection "", which is no message's. */
static inline const char *
fact_name(const struct episode_fact *f)
{
	return f->message ? message_name(f->message) : "";
}

#endif
