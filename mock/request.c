/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/request.h"

#include "core/bytes.h"
#include "mock/client.h"
#include "mock/interaction.h"
#include "mock/offer.h"
#include "mock/serve.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A refusal names at most two ids besides its own words. */
#define DESCRIPTION_SIZE (2 * MOCK_ID_MAX_BYTES + 256)

#define ANY_CLIENT ((1u << CLIENT_TYPE_COUNT) - 1)
#define AGENTS (1u << CLIENT_AGENT_APPLICATION)
#define MEDIA (1u << CLIENT_MEDIA_SERVER)

struct request_kind {
	const char *name;
	size_t name_size;
	unsigned client_types; /* bit set of enum client_type */
	bool needs_login;      /* of an AgentApplication */
	void (*serve)(struct request *r);
};

#define KIND(name, ...)                                                        \
	{                                                                      \
		name, sizeof(name) - 1, __VA_ARGS__                            \
	}

static const struct request_kind kinds[] = {
	KIND("RequestAccept", AGENTS, true, offer_accept),
	KIND("RequestAgentLogin", AGENTS, false, client_log_in),
	KIND("RequestAgentLogout", AGENTS, true, client_log_out),
	KIND("RequestChangeProperties", AGENTS | MEDIA, true, serve_change),
	KIND("RequestConference", AGENTS, true, offer_conference),
	KIND("RequestIntrude", AGENTS, true, offer_intrude),
	KIND("RequestLeaveInteraction", AGENTS, true, serve_leave),
	KIND("RequestPlaceInQueue", AGENTS, true, serve_place_in_queue),
	KIND("RequestPlaceInWorkbin", AGENTS, true, serve_place_in_workbin),
	KIND("RequestPull", AGENTS, true, serve_pull),
	KIND("RequestRegisterClient", ANY_CLIENT, false, client_register),
	KIND("RequestReject", AGENTS, true, offer_reject),
	KIND("RequestStopProcessing", AGENTS | MEDIA, true, serve_stop),
	KIND("RequestSubmit", MEDIA, false, serve_submit),
	KIND("RequestTransfer", AGENTS, true, offer_transfer),
};

/* Few names are of one length. */
static const struct request_kind *
find_kind(const char *name)
{
	size_t size = strlen(name);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].name_size == size &&
		    bytes_are_same(kinds[i].name, name, size))
			return &kinds[i];
	return NULL;
}

/* May this client send it now?  False after refusing. */
static bool
is_allowed(struct request *r, const struct request_kind *kind)
{
	const struct client *c = r->client;
	if (kind->serve == client_register)
		return true;
	if (c->state == CLIENT_CONNECTED) {
		request_refuse(r, NULL, ERROR_NOT_REGISTERED,
		    "the client is not registered");
		return false;
	}
	if (!(kind->client_types & 1u << c->type)) {
		request_refuse(r, NULL, ERROR_CLIENT_TYPE,
		    "%s is not for a client of type %s", kind->name,
		    client_type_name(c->type));
		return false;
	}
	if (kind->needs_login && c->type == CLIENT_AGENT_APPLICATION &&
	    c->state != CLIENT_LOGGED_IN) {
		request_refuse(r, NULL, ERROR_NO_LOGIN,
		    "no agent is logged in at this client");
		return false;
	}
	return true;
}

static void
refuse_unknown(struct request *r)
{
	if (r->client->state == CLIENT_CONNECTED)
		request_refuse(r, NULL, ERROR_NOT_REGISTERED,
		    "the client is not registered");
	else
		request_refuse(r, NULL, ERROR_NOT_SUPPORTED,
		    "%.256s is not supported", message_name(r->message));
}

void
request_serve(
    struct mock_server *s, struct client *client, const struct message *message)
{
	struct request r = { s, client, message, 0 };
	if (!message_integer(message, "referenceId", &r.reference)) {
		notify_error(s, client, NULL, NULL, ERROR_ATTRIBUTE,
		    "referenceId is missing or not an integer");
		return;
	}
	const struct request_kind *kind = find_kind(message_name(message));
	if (!kind)
		refuse_unknown(&r);
	else if (is_allowed(&r, kind))
		kind->serve(&r);
}

void
request_ack(struct request *r, const struct interaction *about)
{
	notify_ack(r->server, r->client, about, r->reference);
}

void
request_refuse(struct request *r, const struct interaction *about,
    enum error_code code, const char *format, ...)
{
	char description[DESCRIPTION_SIZE];
	va_list ap;
	va_start(ap, format);
	vsnprintf(description, sizeof(description), format, ap);
	va_end(ap);
	notify_error(
	    r->server, r->client, about, &r->reference, code, description);
}

bool
request_option_at(struct request *r, const char *path, size_t path_size,
    const char **ret_text)
{
	const struct attribute *a =
	    message_find_path(r->message, path, path_size);
	if (!a) {
		*ret_text = NULL;
		return true;
	}
	if (a->kind != VALUE_STRING || a->text_size == 0) {
		request_refuse(r, NULL, ERROR_ATTRIBUTE,
		    "%s is not a string with at least one character", path);
		return false;
	}
	if (a->text_size > MOCK_ID_MAX_BYTES) {
		request_refuse(r, NULL, ERROR_ATTRIBUTE,
		    "%s is %u bytes long, at most %d are accepted", path,
		    a->text_size, MOCK_ID_MAX_BYTES);
		return false;
	}
	*ret_text = a->text;
	return true;
}

const char *
request_need(struct request *r, const char *path)
{
	const char *text;
	if (!request_option(r, path, &text))
		return NULL;
	if (!text)
		request_refuse(r, NULL, ERROR_ATTRIBUTE, "%s is missing", path);
	return text;
}

struct interaction *
request_interaction(struct request *r)
{
	const char *id = request_need(r, "interactionId");
	if (!id)
		return NULL;
	struct interaction *ix = interaction_find(r->server, id);
	if (!ix)
		request_refuse(r, NULL, ERROR_UNKNOWN_INTERACTION,
		    "unknown interaction id '%s'", id);
	return ix;
}
