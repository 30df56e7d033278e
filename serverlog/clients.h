/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clients of the server that wrote a log, under the labels that it gives
 * them, and the agents that have logged in through them.
 */
#ifndef IXC_SERVERLOG_CLIENTS_H
#define IXC_SERVERLOG_CLIENTS_H

#include "core/hash.h"
#include "core/vec.h"
#include "serverlog/stamp.h"
#include "serverlog/vocabulary.h"

#include <stdbool.h>

/* Clients of one server; what exceeds it is of no known client. */
#define LOG_CLIENTS_MAX 100000
/* Longest label that is kept; a longer one is no name of an application. */
#define LOG_LABEL_MAX_BYTES 255

/* Is it known whether something is so? */
enum known {
	KNOWN_NOT, /* it is not known */
	KNOWN_NO,
	KNOWN_YES,
};

struct log_client {
	struct hash_node node;
	unsigned index; /* its number among the clients, from 0 */
	char *label;
	enum client_kind kind;
	char *agent_id, *place_id; /* of the agent, or NULL */
	int64_t login_reference;   /* of a login that is not answered yet */
	bool is_logging_in, is_logging_out;
	enum known is_logged_in;
	/* A reporting engine: when the log first shows it, and when its
	 * connection ended; STAMP_NONE: never. */
	int64_t since_ms, until_ms;
};

struct log_clients {
	struct hash by_label;
	VEC(struct log_client *) all;
};

void log_clients_free(struct log_clients *c);

/* What a map file says of clients. */
void log_clients_add_mapped(struct log_clients *c, const struct vocabulary *v);

/*
 * The client of that label, added when it is new; NULL: the label is none, or
 * there are too many.  Lives as long as the clients.
 */
struct log_client *log_clients_find(struct log_clients *c, struct span label);

/* The client of that agent, or NULL. */
struct log_client *log_clients_find_agent(
    const struct log_clients *c, const char *agent_id);

/* The agent of that client is the one of that id, in that place (NULL: as
 * before). */
void log_client_bind(
    struct log_client *one, const char *agent_id, const char *place_id);

/*
 * It has connected at that time; 0: it is there, and the log does not show
 * since when.
 */
void log_client_note(struct log_client *one, int64_t time_ms);

/* Its connection has ended, and with it the agent's session. */
void log_client_end(struct log_client *one, int64_t time_ms);

/* Is it a reporting engine that was there then? */
bool log_client_reports_at(const struct log_client *one, int64_t time_ms);

#endif
