/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/presence.h"

#include "mock/aftermath.h"
#include "mock/conference.h"
#include "mock/notify.h"
#include "mock/state/client.h"
#include "mock/state/decision.h"
#include "mock/state/subscription.h"
#include "mock/tamper.h"

#include <string.h>

static void
leave_interactions(
    struct mock_server *s, struct client *c, const char *operation)
{
	if (s->cause == CAUSE_DISCONNECT && s->config.party_outlives_connection)
		return;
	list_each_removable (link, &c->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_client);
		conference_leave(s, party, operation);
	}
}

/* The agent is gone: from its offers, its interactions, and its place. */
static void
leave_everything(struct mock_server *s, struct client *c, const char *operation)
{
	if (decision_times(s, AGENT_IS_FORGOTTEN)) {
		conference_revoke_of(s, c);
		leave_interactions(s, c, operation);
	}
	subscription_free_all(s, c);
	notify_reporting_of_agent(s, c, "EventAgentLogout");
}

void
presence_close(struct mock_server *s, struct client *c, const char *why)
{
	enum behaviour_cause before = decision_serve(s, CAUSE_DISCONNECT);
	bool was_agent = c->state == CLIENT_LOGGED_IN;
	tamper_close(s, c, why);
	c->is_ending = true; /* whatever state it gets into */
	list_remove(&c->in_reporting);
	client_move(s, c, CLIENT_CLOSED);
	if (was_agent)
		leave_everything(s, c, "Disconnect");
	aftermath(s, AFTER_DISCONNECT, NULL, c);
	client_free(s, c);
	decision_serve(s, before);
}

void
presence_refuse_stranger(struct request *r)
{
	struct mock_server *s = r->server;
	if (s->config.hangs_up && decision_times(s, STRANGER_IS_CLOSED))
		client_end(s, r->client);
	else
		client_limit_stay(s, r->client);
}

static void
refuse_registration(struct request *r, const char *why, const char *what)
{
	request_refuse(r, NULL, ERROR_REGISTRATION_REFUSED, "%s%s%s", why,
	    *what ? ": " : "", what);
	presence_refuse_stranger(r);
}

void
presence_register(struct request *r)
{
	struct client *c = r->client;
	const struct attribute *type = message_find(r->message, "clientType");
	if (c->state != CLIENT_CONNECTED) {
		request_refuse(r, NULL, ERROR_REGISTRATION_REFUSED,
		    "the client is registered already");
		client_end(r->server, c);
		return;
	}
	if (!type || type->kind != VALUE_STRING) {
		refuse_registration(r, "clientType is missing", "");
		return;
	}
	if (strlen(type->text) != type->text_size) {
		refuse_registration(r, "clientType has a NUL within", "");
		return;
	}
	if (!client_find_type(type->text, type->text_size, &c->type)) {
		refuse_registration(r, "unknown clientType", type->text);
		return;
	}
	client_move(r->server, c, CLIENT_REGISTERED);
	list_remove(&c->in_reporting);
	list_remove(&c->in_strangers);
	if (c->type == CLIENT_REPORTING_ENGINE)
		list_append(&r->server->reporting, &c->in_reporting);
	struct message *m = letter_answer("EventAck", r->reference, 0);
	letter_set_proxy(m, c);
	notify_client(r->server, c, NULL, m);
}

static void
report_login(struct mock_server *s, const struct client *c)
{
	notify_reporting_of_agent(s, c, "EventAgentLogin");
	notify_reporting_of_agent(s, c, "EventCurrentAgentStatus");
}

void
presence_pass_status(struct mock_server *s, const struct message *m)
{
	const char *id = message_string(m, "agentId");
	struct client *to = id ? client_find_agent(s, id) : NULL;
	if (to)
		tamper_send(s, to, PROTOCOL_REPORTING, NULL, message_copy(m));
}

/* tenantId may be a number or a name. */
static bool
has_tenant(struct request *r)
{
	const struct attribute *a = message_find(r->message, "tenantId");
	if (a && (a->kind == VALUE_STRING || a->kind == VALUE_INTEGER))
		return true;
	request_refuse(r, NULL, ERROR_ATTRIBUTE,
	    "tenantId is missing or neither a string nor an integer");
	return false;
}

/* By mistake, the agent is no longer logged in there. */
static void
take_place_of(struct mock_server *s, struct client *other)
{
	client_forget_agent(s, other);
	client_move(s, other, CLIENT_REGISTERED);
}

void
presence_log_in(struct request *r)
{
	struct mock_server *s = r->server;
	struct client *c = r->client;
	const char *agent_id, *place_id;
	if (!has_tenant(r) || !(place_id = request_need(r, "placeId")) ||
	    !(agent_id = request_need(r, "agentId")))
		return;
	if (c->state == CLIENT_LOGGED_IN) {
		request_refuse(r, NULL, ERROR_LOGIN_REFUSED,
		    "agent '%s' is logged in at this client",
		    client_agent_id(c));
		return;
	}
	struct client *other = client_find_agent(s, agent_id);
	if (!decision_holds(s, IS_AGENT_FREE, !other)) {
		request_refuse(r, NULL, ERROR_LOGIN_REFUSED,
		    "agent '%s' is logged in elsewhere", agent_id);
		return;
	}
	if (other)
		take_place_of(s, other);
	client_set_agent(s, c, agent_id, place_id);
	client_move(s, c, CLIENT_LOGGED_IN);
	request_ack(r, NULL);
	report_login(s, c);
}

void
presence_log_out(struct request *r)
{
	request_ack(r, NULL);
	leave_everything(r->server, r->client, "Logout");
	client_forget_agent(r->server, r->client);
	client_move(r->server, r->client, CLIENT_REGISTERED);
}
