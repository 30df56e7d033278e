/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/client.h"

#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"
#include "mock/state/subscription.h"

#include <stdlib.h>
#include <string.h>

static const char *const type_names[CLIENT_TYPE_COUNT] = {
	[CLIENT_AGENT_APPLICATION] = "AgentApplication",
	[CLIENT_MEDIA_SERVER] = "MediaServer",
	[CLIENT_REPORTING_ENGINE] = "ReportingEngine",
	[CLIENT_ROUTING_ENGINE] = "RoutingEngine",
	[CLIENT_PROXY] = "Proxy",
};

const char *
client_type_name(enum client_type type)
{
	return type_names[type];
}

bool
client_find_type(const char *name, size_t name_size, enum client_type *ret_type)
{
	for (unsigned i = 0; i < CLIENT_TYPE_COUNT; i++) {
		if (strlen(type_names[i]) == name_size &&
		    memcmp(type_names[i], name, name_size) == 0) {
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
	return c->agent ? c->agent->id : "(none)";
}

const char *
client_place_id(const struct client *c)
{
	return c->agent ? c->agent->place_id : "(none)";
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
	list_init(&c->in_strangers);
	list_init(&c->memberships);
	list_init(&c->subscriptions);
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

void
client_limit_stay(struct mock_server *s, struct client *c)
{
	if (c->state != CLIENT_CONNECTED || !list_empty(&c->in_strangers) ||
	    !decision_times(s, STRANGER_IS_CLOSED))
		return;
	c->stay_ns = s->now_ns + s->config.registration_timeout_ns;
	list_append(&s->strangers, &c->in_strangers);
}

int64_t
client_next_deadline(const struct mock_server *s)
{
	if (list_empty(&s->strangers))
		return TIME_NEVER_NS;
	return list_first(&s->strangers, struct client, in_strangers)->stay_ns;
}

void
client_end_strangers(struct mock_server *s)
{
	while (!list_empty(&s->strangers) &&
	    client_next_deadline(s) <= s->now_ns) {
		struct client *c =
		    list_first(&s->strangers, struct client, in_strangers);
		list_remove(&c->in_strangers);
		client_end(s, c);
	}
}

void
client_move(struct mock_server *s, struct client *c, enum client_state to)
{
	decision_move(s, LIFECYCLE_CLIENT, c->party_name, &c->state, to);
}

void
client_forget_agent(struct mock_server *s, struct client *c)
{
	if (!c->agent)
		return;
	hash_remove(&s->agents, &c->by_agent);
	free(c->agent);
	c->agent = NULL;
}

void
client_set_agent(struct mock_server *s, struct client *c, const char *agent_id,
    const char *place_id)
{
	size_t id_size = strlen(agent_id), place_size = strlen(place_id);
	struct agent *a = mem_alloc(sizeof(*a) + id_size + place_size + 2);
	memcpy(a->text, agent_id, id_size + 1);
	memcpy(a->text + id_size + 1, place_id, place_size + 1);
	a->id = a->text;
	a->place_id = a->text + id_size + 1;
	client_forget_agent(s, c);
	c->agent = a;
	hash_add(&s->agents, &c->by_agent, a->id, id_size);
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
	subscription_free_all(s, c);
	client_forget_agent(s, c);
	downlink_free(&s->outbox, &c->downlink, s->now_ns);
	list_remove(&c->in_reporting);
	list_remove(&c->in_strangers);
	if (c->is_ending)
		forget_ending(s, c);
	list_remove(&c->in_channel);
	c->channel->client_count--;
	if (*recent_slot(s, c->key.party) == c)
		*recent_slot(s, c->key.party) = NULL;
	hash_remove(&s->clients, &c->by_key);
	free(c);
}
