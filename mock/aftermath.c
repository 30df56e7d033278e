/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/aftermath.h"

#include "mock/conference.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/offer.h"

/* The ways about offers are in groups of so many, by whose offers they are. */
#define SCOPE_COUNT 3

enum scope {
	SCOPE_INTERACTION,
	SCOPE_AGENT,
	SCOPE_ALL,
};

struct affected {
	struct mock_server *server;
	struct client *sender; /* or NULL */
	VEC(struct interaction *) interactions;
	VEC(struct offer *) offers;
};

/* Those whose links are in the list. */
static void
add_made(struct affected *a, const struct list *made)
{
	list_each (link, made) {
		struct offer *o = list_element(link, struct offer, in_made);
		vec_push(&a->offers, o);
	}
}

/* What an intruder has made, it has received as well: add_made() has it. */
static void
add_received(struct affected *a, const struct list *received)
{
	list_each (link, received) {
		struct offer *o = list_element(link, struct offer, in_received);
		if (o->requester != o->invited)
			vec_push(&a->offers, o);
	}
}

static void
add_of_interactions(struct affected *a)
{
	for (size_t i = 0; i < a->interactions.count; i++)
		list_each (link, &a->interactions.items[i]->offers) {
			struct offer *o =
			    list_element(link, struct offer, in_interaction);
			vec_push(&a->offers, o);
		}
}

static void
add_offers(struct affected *a, enum scope scope)
{
	switch (scope) {
	case SCOPE_INTERACTION:
		add_of_interactions(a);
		break;
	case SCOPE_AGENT:
		if (!a->sender)
			break;
		add_made(a, &a->sender->offers_made);
		add_received(a, &a->sender->offers_received);
		break;
	case SCOPE_ALL:
		list_each (link, &a->server->timers) {
			struct offer *o =
			    list_element(link, struct offer, in_timers);
			vec_push(&a->offers, o);
		}
		break;
	}
}

static void
change_offers(struct affected *a, enum behaviour_way way)
{
	unsigned number = way - WAY_RESTARTS_TIMERS;
	enum behaviour_way what =
	    WAY_RESTARTS_TIMERS + number / SCOPE_COUNT * SCOPE_COUNT;
	add_offers(a, (enum scope)(number % SCOPE_COUNT));
	for (size_t i = 0; i < a->offers.count; i++) {
		struct offer *o = a->offers.items[i];
		if (o->state != OFFER_OPEN)
			continue; /* only its timer, or its ticket, is left */
		if (what == WAY_RESTARTS_TIMERS)
			offer_run_timer(a->server, o,
			    a->server->config.invitation_timeout_ns);
		else if (what == WAY_STOPS_TIMERS)
			list_remove(&o->in_timers);
		else if (what == WAY_REVOKES_OFFERS)
			conference_revoke(
			    a->server, o, REVOCATION_INTERACTION_ENDED);
		else
			offer_free(a->server, o);
	}
}

static void
forget_parties(struct affected *a, struct interaction *ix, bool is_sender)
{
	list_each_removable (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		if ((party->client == a->sender) == is_sender)
			interaction_forget_party(a->server, party);
	}
}

static void
change_interactions(struct affected *a, enum behaviour_way way)
{
	for (size_t i = 0; i < a->interactions.count; i++) {
		struct interaction *ix = a->interactions.items[i];
		if (ix->state == INTERACTION_STOPPED)
			continue;
		if (way == WAY_RETURNS_INTERACTION)
			interaction_settle(a->server, ix);
		else if (way == WAY_FORGETS_INTERACTION)
			interaction_stop(a->server, ix);
		else
			forget_parties(a, ix, way != WAY_FORGETS_OTHERS);
	}
}

void
aftermath(struct mock_server *s, enum behaviour_point point,
    struct interaction *ix, struct client *sender)
{
	enum behaviour_way way = decision(s, point);
	struct affected a = { .server = s, .sender = sender };
	if (way == WAY_RIGHT)
		return;
	if (ix && way != WAY_FORGETS_SENDER_EVERYWHERE)
		vec_push(&a.interactions, ix);
	else if (sender)
		list_each (link, &sender->memberships) {
			struct membership *party =
			    list_element(link, struct membership, in_client);
			vec_push(&a.interactions, party->interaction);
		}
	if (way < WAY_FORGETS_SENDER)
		change_offers(&a, way);
	else
		change_interactions(&a, way);
	vec_free(&a.interactions);
	vec_free(&a.offers);
}
