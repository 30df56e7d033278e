/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/client.h"

#include "core/bytes.h"
#include "mock/aftermath.h"
#include "mock/notify.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"
#include "mock/tamper.h"

#include <stdlib.h>
#include <string.h>

static const struct message_path proxy_client_id =
    MESSAGE_PATH("proxyClientId", "");

#define NAME(text)                                                             \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

static const struct {
	const char *text;
	size_t size;
} type_names[CLIENT_TYPE_COUNT] = {
	[CLIENT_AGENT_APPLICATION] = NAME("AgentApplication"),
	[CLIENT_MEDIA_SERVER] = NAME("MediaServer"),
	[CLIENT_REPORTING_ENGINE] = NAME("ReportingEngine"),
	[CLIENT_ROUTING_ENGINE] = NAME("RoutingEngine"),
	[CLIENT_PROXY] = NAME("Proxy"),
};

const char *
client_type_name(enum client_type type)
{
	return type_names[type].text;
}

static bool
find_type(const struct attribute *name, enum client_type *ret_type)
{
	for (unsigned i = 0; i < CLIENT_TYPE_COUNT; i++) {
		if (type_names[i].size == name->text_size &&
		    bytes_are_same(
			type_names[i].text, name->text, name->text_size)) {
			*ret_type = (enum client_type)i;
			return true;
		}
	}
	return false;
}

static struct client **
recent_slot(struct mock_server *s, uint32_t party)
{
	return &s->recent[party % RECENT_CLIENTS];
}

struct client *
client_find(struct mock_server *s, unsigned channel, uint32_t party)
{
	struct client_key key = { channel, party };
	struct client *recent = *recent_slot(s, party);
	if (recent && recent->key.party == party &&
	    recent->key.channel == channel)
		return recent;
	struct hash_node *node = hash_find(&s->clients, &key, sizeof(key));
	if (!node)
		return NULL;
	return *recent_slot(s, party) =
		   list_element(node, struct client, by_key);
}

struct client *
client_find_agent(const struct mock_server *s, const char *agent_id)
{
	struct hash_node *node =
	    hash_find(&s->agents, agent_id, strlen(agent_id));
	return node ? list_element(node, struct client, by_agent) : NULL;
}

const char *
client_agent_id(const struct client *c)
{
	return c->agent ? c->agent_id : "(none)";
}

const char *
client_place_id(const struct client *c)
{
	return c->agent ? c->place_id : "(none)";
}

struct client *
client_open(struct mock_server *s, struct channel *channel, uint32_t party,
    const char *party_name)
{
	size_t size = strlen(party_name) + 1;
	struct client *c = mem_zalloc(sizeof(*c) + size);
	memcpy(c->party_name, party_name, size);
	c->key = (struct client_key){ channel->number, party };
	c->channel = channel;
	c->serial = ++s->last_serial;
	c->state = CLIENT_CONNECTED;
	if (s->config.open_delay_ns > 0)
		c->open_ns = s->now_ns + s->config.open_delay_ns;
	list_init(&c->in_reporting);
	list_init(&c->memberships);
	list_init(&c->former);
	list_init(&c->offers_made);
	list_init(&c->offers_received);
	list_init(&c->in_channel);
	list_append(&channel->clients, &c->in_channel);
	channel->client_count++;
	hash_add(&s->clients, &c->by_key, &c->key, sizeof(c->key));
	return c;
}

void
client_end(struct mock_server *s, struct client *c)
{
	if (c->is_ending)
		return;
	c->is_ending = true;
	vec_push(&s->ending, c);
}

static void
move(struct mock_server *s, struct client *c, enum client_state to)
{
	decision_move(s, LIFECYCLE_CLIENT, c->party_name, &c->state, to);
}

static void
leave_interactions(
    struct mock_server *s, struct client *c, const char *operation)
{
	if (s->cause == CAUSE_DISCONNECT && s->config.party_outlives_connection)
		return;
	list_each_removable (link, &c->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_client);
		interaction_leave(s, party, operation);
	}
}

/* The agent is gone: from its offers, its interactions, and its place. */
static void
leave_everything(struct mock_server *s, struct client *c, const char *operation)
{
	if (decision_times(s, AGENT_IS_FORGOTTEN)) {
		offer_agent_left(s, c);
		leave_interactions(s, c, operation);
	}
	notify_reporting_of_agent(s, c, "EventAgentLogout");
}

static void
forget_agent(struct mock_server *s, struct client *c)
{
	if (!c->agent)
		return;
	hash_remove(&s->agents, &c->by_agent);
	message_unref(c->agent);
	c->agent = NULL;
	c->agent_id = c->place_id = NULL;
}

void
client_close(struct mock_server *s, struct client *c, const char *why)
{
	enum behaviour_cause before = decision_serve(s, CAUSE_DISCONNECT);
	bool was_agent = c->state == CLIENT_LOGGED_IN;
	tamper_close(s, c, why);
	c->is_ending = true; /* whatever state it gets into */
	list_remove(&c->in_reporting);
	move(s, c, CLIENT_CLOSED);
	if (was_agent)
		leave_everything(s, c, "Disconnect");
	aftermath(s, AFTER_DISCONNECT, NULL, c);
	client_free(s, c);
	decision_serve(s, before);
}

static void
forget_ending(struct mock_server *s, const struct client *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->ending.count; i++)
		if (s->ending.items[i] != c)
			s->ending.items[kept++] = s->ending.items[i];
	s->ending.count = kept;
}

void
client_free(struct mock_server *s, struct client *c)
{
	offer_agent_gone(c);
	interaction_agent_gone(c);
	forget_agent(s, c);
	lane_free(&s->outbox, &c->lane, s->now_ns);
	list_remove(&c->in_reporting);
	if (c->is_ending)
		forget_ending(s, c);
	list_remove(&c->in_channel);
	c->channel->client_count--;
	if (*recent_slot(s, c->key.party) == c)
		*recent_slot(s, c->key.party) = NULL;
	hash_remove(&s->clients, &c->by_key);
	free(c);
}

/* Refuse a registration: the connection is closed behind the answer. */
static void
refuse_registration(struct request *r, const char *why, const char *what)
{
	request_refuse(r, NULL, ERROR_REGISTRATION_REFUSED, "%s%s%s", why,
	    *what ? ": " : "", what);
	client_end(r->server, r->client);
}

void
client_register(struct request *r)
{
	struct client *c = r->client;
	const struct attribute *type = message_find(r->message, "clientType");
	if (c->state != CLIENT_CONNECTED) {
		refuse_registration(r, "the client is registered already", "");
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
	if (!find_type(type, &c->type)) {
		refuse_registration(r, "unknown clientType", type->text);
		return;
	}
	move(r->server, c, CLIENT_REGISTERED);
	list_remove(&c->in_reporting);
	if (c->type == CLIENT_REPORTING_ENGINE)
		list_append(&r->server->reporting, &c->in_reporting);
	struct message *m = notify_answer("EventAck", r->reference, 0);
	message_put_integer(m, &proxy_client_id, (int64_t)c->serial);
	notify_client(r->server, c, NULL, m);
}

static void
report_login(struct mock_server *s, const struct client *c)
{
	notify_reporting_of_agent(s, c, "EventAgentLogin");
	notify_reporting_of_agent(s, c, "EventCurrentAgentStatus");
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
	forget_agent(s, other);
	move(s, other, CLIENT_REGISTERED);
}

void
client_log_in(struct request *r)
{
	struct mock_server *s = r->server;
	struct client *c = r->client;
	const char *agent_id, *place_id;
	if (!has_tenant(r) || !(place_id = request_need(r, "placeId")) ||
	    !(agent_id = request_need(r, "agentId")))
		return;
	if (c->state == CLIENT_LOGGED_IN) {
		request_refuse(r, NULL, ERROR_LOGIN_REFUSED,
		    "agent '%s' is logged in at this client", c->agent_id);
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
	forget_agent(s, c);
	c->agent = notify_agent(agent_id, place_id);
	c->agent_id = message_attribute(c->agent, 0)->text;
	c->place_id = message_attribute(c->agent, 1)->text;
	hash_add(&s->agents, &c->by_agent, c->agent_id, strlen(c->agent_id));
	move(s, c, CLIENT_LOGGED_IN);
	request_ack(r, NULL);
	report_login(s, c);
}

void
client_log_out(struct request *r)
{
	request_ack(r, NULL);
	leave_everything(r->server, r->client, "Logout");
	forget_agent(r->server, r->client);
	move(r->server, r->client, CLIENT_REGISTERED);
}
