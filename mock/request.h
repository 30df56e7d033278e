/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request that is being served: what it says, what it is about, and how it is
 * answered.
 */
#ifndef IXC_MOCK_REQUEST_H
#define IXC_MOCK_REQUEST_H

#include "mock/letter.h"

struct request {
	struct mock_server *server;
	struct client *client;
	const struct message *message; /* borrowed */
	int64_t reference;
	bool is_refused;                 /* so far it is not */
	struct interaction *interaction; /* that it is about, once known */
};

void request_ack(struct request *r, const struct interaction *about);

void request_refuse(struct request *r, const struct interaction *about,
    enum error_code code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * A string attribute, borrowed from the message, not empty and at most
 * MOCK_ID_MAX_BYTES long.  request_need() returns NULL after refusing the
 * request; request_option() returns NULL if it is missing, and false after
 * refusing.
 */
const char *request_need(struct request *r, const char *path);

bool request_option_at(struct request *r, const char *path, size_t path_size,
    const char **ret_text);

/* Here, so that the size of a literal costs nothing. */
static inline bool
request_option(struct request *r, const char *path, const char **ret_text)
{
	return request_option_at(r, path, strlen(path), ret_text);
}

/*
 * The interaction of 'interactionId'; NULL after refusing, or after granting by
 * mistake something that does not exist.
 */
struct interaction *request_interaction(struct request *r);

/* Does agentId, if there is one, name the agent of this client?  Else refuse.
 */
bool request_is_for_own_agent(struct request *r);

/* The sender's membership in the interaction; NULL after the same. */
struct membership *request_party(struct request *r);

#endif
