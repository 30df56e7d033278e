/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/request.h"

#include "mock/mistake.h"
#include "mock/notify.h"
#include "mock/state/client.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"

#include <stdarg.h>
#include <stdio.h>

/* A refusal names at most two ids besides its own words. */
#define DESCRIPTION_SIZE (2 * MOCK_ID_MAX_BYTES + 256)

void
request_ack(struct request *r, const struct interaction *about)
{
	notify_ack(r->server, ANSWER_GRANT, r->client, about, r->reference);
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
	r->is_refused = true;
	notify_error(r->server, ANSWER_REFUSAL, about,
	    (struct answer){ .to = r->client,
		.reference = r->reference,
		.has_reference = true,
		.code = code,
		.description = description });
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

bool
request_is_for_own_agent(struct request *r)
{
	const char *agent;
	if (!request_option(r, "agentId", &agent))
		return false;
	if (!agent || strcmp(agent, client_agent_id(r->client)) == 0)
		return true;
	request_refuse(r, NULL, ERROR_UNKNOWN_AGENT,
	    "agent '%s' is not logged in at this client", agent);
	return false;
}

struct interaction *
request_interaction(struct request *r)
{
	struct mock_server *s = r->server;
	const char *id = request_need(r, "interactionId");
	if (!id)
		return NULL;
	struct interaction *ix = interaction_find(s, id);
	if (!decision_holds(s, IS_INTERACTION_KNOWN, ix)) {
		request_refuse(r, NULL, ERROR_UNKNOWN_INTERACTION,
		    "unknown interaction id '%s'", id);
		return NULL;
	}
	if (!ix)
		request_ack(r, NULL);
	return r->interaction = mistake_interaction(s, r->client, ix);
}

struct membership *
request_party(struct request *r)
{
	struct interaction *ix = request_interaction(r);
	if (!ix)
		return NULL;
	struct membership *party = interaction_party(ix, r->client);
	if (!decision_holds(r->server, IS_SENDER_PARTY, party)) {
		request_refuse(r, ix, ERROR_NO_PARTY,
		    "agent '%s' is no party to interaction '%s'",
		    client_agent_id(r->client), ix->id);
		return NULL;
	}
	if (!party)
		request_ack(r, ix);
	return party;
}
