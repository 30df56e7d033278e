/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/mistake.h"

#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"

#include <stdlib.h>

/* The first of its memberships that is not in this interaction, or NULL. */
static struct interaction *
other_of(const struct client *c, const struct interaction *ix)
{
	list_each (link, &c->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_client);
		if (party->interaction != ix)
			return party->interaction;
	}
	return NULL;
}

struct interaction *
mistake_interaction(struct mock_server *s, const struct client *sender,
    struct interaction *right)
{
	if (decision(s, WHICH_INTERACTION) == WAY_RIGHT || !right)
		return right;
	struct interaction *other = other_of(sender, right);
	list_each (link, &sender->channel->clients) {
		if (other)
			return other;
		other = other_of(
		    list_element(link, struct client, in_channel), right);
	}
	return other ? other : right;
}

/* The next agent of the channel who is logged in, or NULL. */
static struct client *
next_agent(const struct client *c)
{
	const struct list *head = &c->channel->clients;
	for (struct list *link = c->in_channel.next; link != &c->in_channel;
	     link = link->next) {
		struct client *other =
		    list_element(link, struct client, in_channel);
		if (link != head && other->agent)
			return other;
	}
	return NULL;
}

struct client *
mistake_client(
    struct mock_server *s, enum behaviour_point point, struct client *right)
{
	if (decision(s, point) == WAY_RIGHT || !right)
		return right;
	struct client *other = next_agent(right);
	return other ? other : right;
}

static bool
is_alike(enum behaviour_way way, const struct offer *a, const struct offer *b)
{
	if (way == WAY_ANOTHER_OF_AGENT)
		return a->invited == b->invited;
	if (way == WAY_ANOTHER_OF_INTERACTION)
		return a->interaction == b->interaction;
	return true;
}

struct offer *
mistake_offer(
    struct mock_server *s, enum behaviour_point point, struct offer *right)
{
	enum behaviour_way way = decision(s, point);
	if (way == WAY_RIGHT || !right)
		return right;
	list_each (link, &s->timers) {
		struct offer *o = list_element(link, struct offer, in_timers);
		if (o != right && is_alike(way, o, right))
			return o;
	}
	return right;
}

struct membership *
mistake_party(struct mock_server *s, struct membership *right)
{
	if (decision(s, WHO_LEAVES) == WAY_RIGHT)
		return right;
	list_each (link, &right->interaction->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		if (party->client != right->client)
			return party;
	}
	return right;
}

bool
mistake_place(struct mock_server *s, struct interaction *ix)
{
	enum behaviour_way way = decision(s, WHERE_IT_RETURNS);
	if (way == WAY_RIGHT)
		return false;
	if (way == WAY_ITS_QUEUE || way == WAY_ITS_FIRST_QUEUE) {
		const struct location *to =
		    way == WAY_ITS_FIRST_QUEUE ? ix->first : ix->queue;
		interaction_assign_place(s, ix, LOCATION_QUEUE, to->name);
	} else {
		char *name = mem_printf("%s-too", ix->origin->name);
		interaction_assign_place(s, ix, ix->origin->kind, name);
		free(name);
	}
	return way != WAY_ANOTHER_SECRETLY;
}

int64_t
mistake_wait(struct mock_server *s, int64_t right_ns)
{
	enum behaviour_way way = decision(s, WHEN_TIME_IS_OVER);
	if (way == WAY_HALF)
		return right_ns / 2;
	if (way == WAY_DOUBLE)
		return right_ns * 2;
	if (way == WAY_WITH_FIRST && !list_empty(&s->timers))
		return offer_next_deadline(s) - s->now_ns;
	if (way == WAY_WITH_LAST)
		list_each (link, &s->timers)
			list_element(link, struct offer, in_timers)
			    ->deadline_ns = s->now_ns + right_ns;
	return right_ns;
}

struct client *
mistake_other_client(const struct interaction *ix, const struct client *c)
{
	if (ix)
		list_each (link, &ix->memberships) {
			struct membership *party = list_element(
			    link, struct membership, in_interaction);
			if (party->client != c)
				return party->client;
		}
	return next_agent(c);
}

static void
admit(struct audience *a, struct client *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < a->members.count; i++)
		if (a->members.items[i] == c)
			return;
	vec_push(&a->members, c);
}

static void
admit_parties(struct audience *a, const struct list *memberships,
    const struct client *except)
{
	list_each (link, memberships) {
		struct client *c =
		    list_element(link, struct membership, in_interaction)
			->client;
		if (c != except)
			admit(a, c);
	}
}

static void
admit_invited(struct audience *a, const struct interaction *ix)
{
	list_each (link, &ix->offers)
		admit(a,
		    list_element(link, struct offer, in_interaction)->invited);
}

static void
admit_agents(struct audience *a, const struct client *one)
{
	if (!one)
		return;
	list_each (link, &one->channel->clients) {
		struct client *c =
		    list_element(link, struct client, in_channel);
		if (c->agent)
			admit(a, c);
	}
}

/* The parties of another interaction that one of them is in, or know of. */
static void
admit_others(
    struct audience *a, const struct interaction *ix, const struct client *one)
{
	struct interaction *other = NULL;
	if (one)
		list_each (link, &one->channel->clients) {
			struct client *c =
			    list_element(link, struct client, in_channel);
			if (!other)
				other = other_of(c, ix);
		}
	a->members.count = 0;
	if (other)
		admit_parties(a, &other->memberships, NULL);
}

static void
drop_first(struct audience *a)
{
	for (size_t i = 1; i < a->members.count; i++)
		a->members.items[i - 1] = a->members.items[i];
	if (a->members.count > 0)
		a->members.count--;
}

/* The right recipients are already in it. */
static void
distort(struct audience *a, enum behaviour_way way,
    const struct interaction *ix, struct client *actor)
{
	size_t count = a->members.count;
	const struct client *one = actor ? actor
	    : count                      ? a->members.items[0]
					 : NULL;
	if (way == WAY_NOT)
		a->members.count = 0;
	else if (way == WAY_FIRST_ONLY && count > 1)
		a->members.count = 1;
	else if (way == WAY_LAST_ONLY)
		while (a->members.count > 1)
			drop_first(a);
	else if (way == WAY_ALL_BUT_FIRST && count > 1)
		drop_first(a);
	else if (way == WAY_ALL_BUT_LAST && count > 1)
		a->members.count--;
	else if (way == WAY_ACTOR_TOO)
		admit(a, actor);
	else if (way == WAY_FORMER_TOO)
		admit_parties(a, &ix->former, actor);
	else if (way == WAY_INVITED_TOO)
		admit_invited(a, ix);
	else if (way == WAY_EVERYBODY)
		admit_agents(a, one);
	else if (way == WAY_OTHERS)
		admit_others(a, ix, one);
}

struct audience
mistake_audience(enum behaviour_way way, const struct interaction *ix,
    const struct client *except, struct client *actor)
{
	struct audience a = { 0 };
	admit_parties(&a, &ix->memberships, except);
	distort(&a, way, ix, actor);
	return a;
}

/* The request that made the newest offer: it waits for its answer. */
static int64_t
waiting_reference(const struct mock_server *s, int64_t right)
{
	const struct list *newest = s->timers.previous;
	return newest == &s->timers
	    ? right
	    : list_element(newest, struct offer, in_timers)->reference;
}

void
mistake_answer(struct mock_server *s, enum behaviour_way way,
    const struct interaction *about, struct answer *a)
{
	if (way == WAY_OPPOSITE) {
		a->is_error = !a->is_error;
		a->code = ERROR_NOT_SUPPORTED;
		a->description = "the request was refused";
	} else if (way == WAY_PREVIOUS_REFERENCE && a->to) {
		const int64_t *references = a->to->references;
		a->reference = references[a->reference == references[0]];
	} else if (way == WAY_NEWEST_REFERENCE) {
		a->reference = s->newest_reference;
	} else if (way == WAY_WAITING_REFERENCE) {
		a->reference = waiting_reference(s, a->reference);
	} else if (way == WAY_OTHER_PARTY && a->to) {
		a->to = mistake_other_client(about, a->to);
	}
}
