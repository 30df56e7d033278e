/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words of a server's log mean: numbers of lines, names of messages
 * and attributes, clients that the log says nothing of.
 *
 * All of it is data.  The tables are what is known of such logs; a map file
 * (log_map.h) adds to them, and what it says comes first.
 */
#ifndef IXC_SERVERLOG_VOCABULARY_H
#define IXC_SERVERLOG_VOCABULARY_H

#include "core/vec.h"
#include "serverlog/span.h"

#include <stdbool.h>

/* What a line with that number says. */
enum line_role {
	LINE_OTHER,
	LINE_MESSAGE,   /* a message, with attributes in the lines after it */
	LINE_REPORT,    /* the message before it went to that reporting engine
			 */
	LINE_COPY,      /* the message before it went to that client */
	LINE_PROXY,     /* a proxy has registered */
	LINE_AGENT,     /* an agent's application has */
	LINE_MEDIA,     /* a media server has */
	LINE_REPORTING, /* a reporting engine has */
	LINE_GONE,      /* a client's connection has ended */
	LINE_CLOSED,    /* the server has ended it */
	LINE_REFUSAL,   /* why a request was refused */
};

/* NULL-terminated, by role, as a map file spells them; static. */
const char *const *line_role_names(void);

/* What a client of the server is. */
enum client_kind {
	CLIENT_UNKNOWN,
	CLIENT_AGENT,
	CLIENT_MEDIA,
	CLIENT_REPORTING,
	CLIENT_ROUTING,
	CLIENT_PROXY,
};

/* NULL-terminated, by kind, as RequestRegisterClient spells them; static. */
const char *const *client_kind_names(void);

/* Of what a map file says; all texts are owned. */
struct mapped_name {
	char *name, *meaning;
};

struct mapped_attribute {
	char *name;
	char *messages; /* whose: "EventParty*", or NULL: all */
	char *path;
};

struct mapped_value {
	char *path, *value, *meaning;
};

struct mapped_client {
	char *label;
	enum client_kind kind;
	char *agent_id, *place_id; /* or NULL */
};

struct mapped_number {
	unsigned number;
	enum line_role role;
};

/* Zero-filled is the one without a map file. */
struct vocabulary {
	VEC(struct mapped_name) messages;
	VEC(struct mapped_attribute) attributes;
	VEC(struct mapped_value) values;
	VEC(struct mapped_client) clients;
	VEC(struct mapped_number) numbers;
};

void vocabulary_free(struct vocabulary *v);

enum line_role vocabulary_role(const struct vocabulary *v, unsigned number);

/* Longest name of a message or an attribute; of a longer one its start. */
#define LOG_NAME_MAX_BYTES 127

/*
 * The name of a message as the catalogue writes it: event_party_added becomes
 * EventPartyAdded.  'into' has LOG_NAME_MAX_BYTES + 1 bytes.
 */
void vocabulary_message(
    const struct vocabulary *v, struct span name, char *into);

/*
 * Where an attribute of that message stands in our JSON; one that no table has
 * stands under "log".  'into' has LOG_NAME_MAX_BYTES + 1 bytes.  False: no
 * table has it.
 */
bool vocabulary_attribute(const struct vocabulary *v, const char *message,
    struct span name, char *into);

/* What a value at that path means, if the map file says so; or NULL. */
const char *vocabulary_value(
    const struct vocabulary *v, const char *path, struct span value);

/* The names of the server's own attributes that others look for. */
#define LOG_INTERACTION "attr_itx_id"
#define LOG_REFERENCE "attr_ref_id"
#define LOG_AGENT "attr_agent_id"
#define LOG_PLACE "attr_place_id"

#endif
