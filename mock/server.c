/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/server.h"

#include "mock/aftermath.h"
#include "mock/conference.h"
#include "mock/dispatch.h"
#include "mock/mistake.h"
#include "mock/presence.h"
#include "mock/state/client.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"
#include "mock/tamper.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct mock_server *
mock_server_new(const struct mock_config *config)
{
	struct mock_server *s = mem_zalloc(sizeof(*s));
	assert(config->invitation_timeout_ns > 0);
	assert(config->registration_timeout_ns > 0);
	s->config = *config;
	s->config.name = mem_strdup(config->name);
	s->config.version = mem_strdup(config->version);
	list_init(&s->reporting);
	list_init(&s->timers);
	list_init(&s->strangers);
	list_init(&s->stopped);
	outbox_init(&s->outbox);
	s->outbox.is_shuffling = config->shuffles;
	s->outbox.is_without_clock = !config->clock;
	random_seed(&s->random, config->seed);
	return s;
}

static void
channel_free(struct mock_server *s, struct channel *channel)
{
	hash_remove(&s->channels, &channel->by_number);
	free(channel);
}

static void
free_everything(struct mock_server *s)
{
	struct hash_node *node;
	interaction_free_stopped(s);
	while ((node = hash_any(&s->interactions)))
		interaction_free(
		    s, list_element(node, struct interaction, by_id));
	while ((node = hash_any(&s->channels))) {
		struct channel *channel =
		    list_element(node, struct channel, by_number);
		list_each_removable (link, &channel->clients)
			client_free(
			    s, list_element(link, struct client, in_channel));
		channel_free(s, channel);
	}
}

void
mock_server_free(struct mock_server *s)
{
	if (!s)
		return;
	free_everything(s);
	outbox_free(&s->outbox);
	hash_free(&s->channels);
	hash_free(&s->clients);
	hash_free(&s->agents);
	hash_free(&s->interactions);
	hash_free(&s->locations);
	hash_free(&s->offers);
	vec_free(&s->ending);
	vec_free(&s->misbehaviours);
	vec_free(&s->faults);
	vec_free(&s->fault_uses);
	vec_free(&s->fault_draws);
	free((char *)s->config.name);
	free((char *)s->config.version);
	free(s);
}

const struct mock_config *
mock_server_config(const struct mock_server *s)
{
	return &s->config;
}

static void
add_misbehaviour(struct mock_server *s, const struct fault *fault)
{
	struct misbehaviour m = { .occurrence = fault->occurrence,
		.one_in = fault->one_in,
		.fault = s->faults.count };
	bool is_known = behaviour_find_cause(fault->message, &m.cause) &&
	    behaviour_find_point(fault->argument, &m.point) &&
	    behaviour_find_way(m.point, fault->value, &m.way);
	assert(is_known);
	if (is_known)
		vec_push(&s->misbehaviours, m);
}

void
mock_server_add_fault(struct mock_server *s, const struct fault *fault)
{
	assert(s->clients.count == 0);
	if (fault->kind == FAULT_MISBEHAVE)
		add_misbehaviour(s, fault);
	vec_push(&s->faults, *fault);
	vec_push(&s->fault_uses, 0);
	vec_push(&s->fault_draws, 0);
}

static struct channel *
find_channel(const struct mock_server *s, unsigned number)
{
	struct hash_node *node =
	    hash_find(&s->channels, &number, sizeof(number));
	return node ? list_element(node, struct channel, by_number) : NULL;
}

unsigned
mock_server_fault_uses(const struct mock_server *s, unsigned index)
{
	return s->fault_uses.items[index];
}

unsigned
mock_server_open_channel(struct mock_server *s)
{
	struct channel *channel = mem_zalloc(sizeof(*channel));
	channel->number = ++s->last_channel;
	list_init(&channel->clients);
	hash_add(&s->channels, &channel->by_number, &channel->number,
	    sizeof(channel->number));
	return channel->number;
}

unsigned
mock_server_party_count(const struct mock_server *s, unsigned number)
{
	const struct channel *channel = find_channel(s, number);
	return channel ? channel->client_count : 0;
}

/*
 * Close the clients that are to be closed, which may doom others, and free what
 * is gone.
 */
static void
tidy_up(struct mock_server *s)
{
	while (s->ending.count > 0)
		presence_close(s, s->ending.items[0], "closed by the server");
	interaction_free_stopped(s);
	outbox_shuffle(&s->outbox, &s->random);
}

static void
expire(struct mock_server *s, struct offer *o)
{
	list_remove(&o->in_timers);
	o = mistake_offer(s, WHICH_OFFER_EXPIRES, o);
	struct interaction *ix = o->interaction;
	struct client *invited = o->invited;
	conference_revoke(s, o, REVOCATION_EXPIRED);
	aftermath(s, AFTER_TIMEOUT, ix, invited);
}

static void
expire_offers(struct mock_server *s)
{
	enum behaviour_cause before = decision_serve(s, CAUSE_TIMEOUT);
	while (!list_empty(&s->timers) && offer_next_deadline(s) <= s->now_ns)
		expire(s, list_first(&s->timers, struct offer, in_timers));
	decision_serve(s, before);
}

void
mock_server_tick(struct mock_server *s, int64_t now_ns)
{
	if (now_ns > s->now_ns)
		s->now_ns = now_ns;
	if (mock_server_next_timer(s) <= s->now_ns) {
		expire_offers(s);
		client_end_strangers(s);
		outbox_tick(&s->outbox, s->now_ns);
	}
	tidy_up(s);
}

void
mock_server_close_channel(
    struct mock_server *s, int64_t now_ns, unsigned number)
{
	mock_server_tick(s, now_ns);
	struct channel *channel = find_channel(s, number);
	if (!channel)
		return;
	while (!list_empty(&channel->clients))
		presence_close(s,
		    list_first(&channel->clients, struct client, in_channel),
		    "the channel is closed");
	channel_free(s, channel);
	tidy_up(s);
}

int64_t
mock_server_next_timer(const struct mock_server *s)
{
	int64_t next_ns = outbox_next_timer(&s->outbox);
	if (offer_next_deadline(s) < next_ns)
		next_ns = offer_next_deadline(s);
	if (client_next_deadline(s) < next_ns)
		next_ns = client_next_deadline(s);
	return next_ns;
}

/* FRAME_ERROR: the frame could not be served. */
static void
complain(
    struct mock_server *s, unsigned channel, uint32_t party, const char *text)
{
	struct mock_output output = { .channel = channel };
	output.frame.kind = FRAME_ERROR;
	output.frame.party = party;
	output.frame.text = text;
	outbox_put(&s->outbox, s->now_ns, &output);
}

/* Why this party cannot be opened, or NULL. */
static const char *
unopenable(struct mock_server *s, const struct channel *channel,
    const struct frame *up)
{
	if (up->party == 0)
		return "party 0 cannot be opened: parties count from 1";
	if (client_find(s, channel->number, up->party))
		return "the party is open already";
	if (up->server)
		return "the mock has no second server";
	if (strlen(frame_text(up)) > MOCK_ID_MAX_BYTES)
		return "the name has more than 256 bytes";
	if (channel->client_count >= MOCK_CHANNEL_MAX_PARTIES)
		return "the channel has its maximum number of parties";
	if (s->clients.count >= MOCK_MAX_PARTIES)
		return "the server has its maximum number of parties";
	return NULL;
}

static void
open_party(
    struct mock_server *s, struct channel *channel, const struct frame *up)
{
	const char *why = unopenable(s, channel, up);
	if (why)
		complain(s, channel->number, up->party, why);
	else
		tamper_opened(
		    s, client_open(s, channel, up->party, frame_text(up)));
}

static bool
is_open(const struct mock_server *s, const struct client *client)
{
	return client->open_ns <= s->now_ns;
}

static void
serve_frame(
    struct mock_server *s, struct client *client, const struct frame *up)
{
	switch (up->kind) {
	case FRAME_SEND:
		dispatch(s, client, up);
		break;
	case FRAME_FENCE:
		if (s->config.fence)
			tamper_fence(s, client, up->fence);
		else
			complain(s, client->key.channel, up->party,
			    "this server does not offer fences");
		break;
	case FRAME_CLOSE:
		presence_close(s, client, "closed by the client");
		break;
	case FRAME_OPEN:
	case FRAME_OPENED:
	case FRAME_MESSAGE:
	case FRAME_CLOSED:
	case FRAME_ERROR:
		complain(s, client->key.channel, up->party,
		    "frames of this kind go down, not up");
		break;
	}
}

void
mock_server_frame(struct mock_server *s, int64_t now_ns, unsigned number,
    const struct frame *up)
{
	mock_server_tick(s, now_ns);
	struct client *client = client_find(s, number, up->party);
	struct channel *channel =
	    client ? client->channel : find_channel(s, number);
	if (!channel)
		return;
	if (up->kind == FRAME_OPEN)
		open_party(s, channel, up);
	else if (client && (is_open(s, client) || up->kind == FRAME_CLOSE))
		serve_frame(s, client, up);
	else
		complain(s, number, up->party, "the party is not open");
	tidy_up(s);
}

void
mock_server_hand_over(struct mock_server *s,
    void (*take)(void *context, const struct mock_output *output),
    void *context)
{
	s->outbox.take = take;
	s->outbox.context = context;
}

bool
mock_server_next_output(struct mock_server *s, struct mock_output *ret)
{
	return outbox_take(&s->outbox, ret);
}
