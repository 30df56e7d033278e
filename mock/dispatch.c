/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/dispatch.h"

#include "mock/aftermath.h"
#include "mock/invite.h"
#include "mock/notify.h"
#include "mock/presence.h"
#include "mock/serve.h"
#include "mock/state/client.h"
#include "mock/state/decision.h"
#include "mock/workbin.h"

#include <string.h>

#define ANY_CLIENT ((1u << CLIENT_TYPE_COUNT) - 1)
#define AGENTS (1u << CLIENT_AGENT_APPLICATION)
#define MEDIA (1u << CLIENT_MEDIA_SERVER)
#define ROUTERS (1u << CLIENT_ROUTING_ENGINE)

struct request_kind {
	const char *name;
	enum behaviour_cause cause;
	unsigned client_types; /* bit set of enum client_type */
	bool needs_login;      /* of an AgentApplication */
	void (*serve)(struct request *r);
};

static const struct request_kind kinds[] = {
	{ "RequestAccept", CAUSE_ACCEPT, AGENTS, true, invite_accept },
	{ "RequestAgentLogin", CAUSE_LOGIN, AGENTS, false, presence_log_in },
	{ "RequestAgentLogout", CAUSE_LOGOUT, AGENTS, true, presence_log_out },
	{ "RequestChangeProperties", CAUSE_CHANGE, AGENTS | MEDIA, true,
	    serve_change },
	{ "RequestConference", CAUSE_CONFERENCE, AGENTS, true,
	    invite_conference },
	{ "RequestGetWorkbinContent", CAUSE_WORKBIN_CONTENT, AGENTS, true,
	    workbin_serve_content },
	{ "RequestIntrude", CAUSE_INTRUDE, AGENTS, true, invite_intrude },
	{ "RequestLeaveInteraction", CAUSE_LEAVE, AGENTS, true, serve_leave },
	{ "RequestPlaceInQueue", CAUSE_PLACE_IN_QUEUE, AGENTS, true,
	    serve_place_in_queue },
	{ "RequestPlaceInWorkbin", CAUSE_PLACE_IN_WORKBIN, AGENTS, true,
	    serve_place_in_workbin },
	{ "RequestPull", CAUSE_PULL, AGENTS, true, serve_pull },
	{ "RequestRegisterClient", CAUSE_REGISTER, ANY_CLIENT, false,
	    presence_register },
	{ "RequestReject", CAUSE_REJECT, AGENTS, true, invite_reject },
	{ "RequestRouteCall", CAUSE_ROUTE, ROUTERS, false, invite_delivery },
	{ "RequestStopProcessing", CAUSE_STOP, AGENTS | MEDIA, true,
	    serve_stop },
	{ "RequestSubmit", CAUSE_SUBMIT, AGENTS | MEDIA, true, serve_submit },
	{ "RequestTransfer", CAUSE_TRANSFER, AGENTS, true, invite_transfer },
	{ "RequestWorkbinCancelNotifications", CAUSE_WORKBIN_CANCEL, AGENTS,
	    true, workbin_serve_cancel },
	{ "RequestWorkbinNotifications", CAUSE_WORKBIN_NEWS, AGENTS, true,
	    workbin_serve_subscribe },
};

/* Nothing answers them. */
struct event_kind {
	const char *name, *protocol;
	unsigned client_types;
	void (*serve)(struct mock_server *s, const struct message *m);
};

static const struct event_kind events[] = {
	{ "EventCurrentAgentStatus", PROTOCOL_REPORTING,
	    1u << CLIENT_REPORTING_ENGINE, presence_pass_status },
};

static const struct request_kind *
find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

/* It gets nothing else, and is disconnected. */
static void
refuse_stranger(struct request *r)
{
	request_refuse(
	    r, NULL, ERROR_NOT_REGISTERED, "the client is not registered");
	presence_refuse_stranger(r);
}

/* May this client send it now?  False after refusing. */
static bool
is_allowed(struct request *r, const struct request_kind *kind)
{
	struct mock_server *s = r->server;
	const struct client *c = r->client;
	bool is_for_all = !kind->needs_login ||
	    c->type != CLIENT_AGENT_APPLICATION || c->state == CLIENT_LOGGED_IN;
	if (kind->serve == presence_register)
		return true;
	if (!decision_holds(s, IS_REGISTERED, c->state != CLIENT_CONNECTED)) {
		refuse_stranger(r);
		return false;
	}
	if (!decision_holds(
		s, IS_RIGHT_CLIENT_TYPE, kind->client_types & 1u << c->type)) {
		request_refuse(r, NULL, ERROR_CLIENT_TYPE,
		    "%s is not for a client of type %s", kind->name,
		    client_type_name(c->type));
		return false;
	}
	if (!decision_holds(s, IS_LOGGED_IN, is_for_all)) {
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
		refuse_stranger(r);
	else
		request_refuse(r, NULL, ERROR_NOT_SUPPORTED,
		    "%.256s is not supported", message_name(r->message));
}

static void
serve(struct request *r, const struct request_kind *kind)
{
	struct mock_server *s = r->server;
	enum behaviour_cause before = decision_serve(s, kind->cause);
	if (is_allowed(r, kind))
		kind->serve(r);
	if (s->config.is_talkative)
		notify_background(s, r->client);
	aftermath(s, r->is_refused ? AFTER_REFUSAL : AFTER_GRANT,
	    r->interaction, r->client);
	decision_serve(s, before);
}

static void
serve_event(
    struct mock_server *s, struct client *client, const struct frame *sent)
{
	const char *name = message_name(sent->message);
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (strcmp(events[i].name, name) == 0 &&
		    strcmp(events[i].protocol, sent->protocol) == 0 &&
		    client->state != CLIENT_CONNECTED &&
		    events[i].client_types & 1u << client->type)
			events[i].serve(s, sent->message);
}

/* What only routers ask for is T-Library's. */
static const char *
protocol_of(const struct request_kind *kind)
{
	return kind->client_types == ROUTERS ? PROTOCOL_T_LIBRARY
					     : PROTOCOL_INTERACTION_MANAGEMENT;
}

static void
refuse_tag(struct request *r, const char *protocol)
{
	request_refuse(r, NULL, ERROR_NOT_SUPPORTED,
	    "%.256s is not served under the protocol %s",
	    message_name(r->message), protocol);
}

/* For a server that answers by the reference of another request. */
static void
note_reference(const struct request *r)
{
	r->client->references[1] = r->client->references[0];
	r->client->references[0] = r->reference;
	r->server->newest_reference = r->reference;
}

void
dispatch(struct mock_server *s, struct client *client, const struct frame *sent)
{
	const struct message *message = sent->message;
	struct request r = {
		.server = s, .client = client, .message = message
	};
	if (strncmp(message_name(message), "Event", 5) == 0) {
		serve_event(s, client, sent);
		return;
	}
	if (!message_integer(message, "referenceId", &r.reference)) {
		notify_error(s, ANSWER_REFUSAL, NULL,
		    (struct answer){ .to = client,
			.code = ERROR_ATTRIBUTE,
			.description =
			    "referenceId is missing or not an integer" });
		return;
	}
	const struct request_kind *kind = find_kind(message_name(message));
	note_reference(&r);
	if (kind && strcmp(sent->protocol, protocol_of(kind)) != 0)
		refuse_tag(&r, sent->protocol);
	else if (kind)
		serve(&r, kind);
	else
		refuse_unknown(&r);
}
