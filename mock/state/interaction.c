/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/interaction.h"

#include "mock/deviation.h"
#include "mock/notify.h"
#include "mock/state/location.h"
#include "mock/state/offer.h"

#include <stdlib.h>
#include <string.h>

struct interaction *
interaction_find(const struct mock_server *s, const char *id)
{
	struct hash_node *node = hash_find(&s->interactions, id, strlen(id));
	return node ? list_element(node, struct interaction, by_id) : NULL;
}

/* Get into a state, and where that is: its place, or the list of the gone. */
static void
move(struct mock_server *s, struct interaction *ix, enum interaction_state to)
{
	if (ix->state == INTERACTION_STOPPED)
		return; /* by mistake, in what is being served */
	decision_move(s, LIFECYCLE_INTERACTION, ix->id, &ix->state, to);
	list_remove(&ix->in_location);
	switch ((enum interaction_state)ix->state) {
	case INTERACTION_QUEUED:
	case INTERACTION_IN_WORKBIN:
		list_append(&ix->origin->interactions, &ix->in_location);
		break;
	case INTERACTION_STOPPED:
		hash_remove(&s->interactions, &ix->by_id);
		list_append(&s->stopped, &ix->in_stopped);
		break;
	case INTERACTION_NEW:
	case INTERACTION_HANDLED:
		break;
	}
}

/* Stand in 'ix->origin', behind those who are there. */
static void
settle(struct mock_server *s, struct interaction *ix)
{
	bool is_queue = ix->origin->kind == LOCATION_QUEUE;
	move(s, ix, is_queue ? INTERACTION_QUEUED : INTERACTION_IN_WORKBIN);
}

/* Be known, and told of, by a new identity. */
static void
identify(
    struct mock_server *s, struct interaction *ix, const struct client *owner)
{
	struct message *before = ix->identity; /* perhaps 'id' is in there */
	ix->identity = notify_identity(ix, owner);
	if (before && ix->state != INTERACTION_STOPPED)
		hash_remove(&s->interactions, &ix->by_id);
	const struct attribute *known = message_attributes(ix->identity);
	ix->id = known[0].text;
	ix->media_type = known[1].text;
	ix->type = known[2].text;
	if (ix->state != INTERACTION_STOPPED)
		hash_add(
		    &s->interactions, &ix->by_id, ix->id, known[0].text_size);
	message_unref(before);
}

struct interaction *
interaction_new(struct mock_server *s, const char *id, const char *media_type,
    const char *type, const char *queue, const struct client *submitter)
{
	struct interaction *ix = mem_zalloc(sizeof(*ix));
	ix->id = id;
	ix->media_type = media_type;
	ix->type = type;
	ix->state = INTERACTION_NEW;
	ix->submitter = submitter->serial;
	list_init(&ix->in_location);
	list_init(&ix->in_stopped);
	list_init(&ix->memberships);
	list_init(&ix->former);
	list_init(&ix->offers);
	ix->queue = location_ref(s, LOCATION_QUEUE, queue);
	location_assign(s, &ix->origin, ix->queue);
	location_assign(s, &ix->first, ix->queue);
	identify(s, ix, NULL);
	settle(s, ix);
	return ix;
}

struct membership *
interaction_party(const struct interaction *ix, const struct client *c)
{
	list_each (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		if (party->client == c)
			return party;
	}
	return NULL;
}

static void
add_party(struct interaction *ix, struct client *c)
{
	struct membership *party = mem_zalloc(sizeof(*party));
	party->interaction = ix;
	party->client = c;
	list_append(&ix->memberships, &party->in_interaction);
	list_append(&c->memberships, &party->in_client);
}

void
interaction_join(
    struct mock_server *s, struct interaction *ix, struct client *c)
{
	for (unsigned n = decision_times(s, PARTY_JOINS); n > 0; n--)
		add_party(ix, c);
	if (ix->state != INTERACTION_HANDLED)
		move(s, ix, INTERACTION_HANDLED);
}

static void
free_party(struct membership *party)
{
	list_remove(&party->in_interaction);
	list_remove(&party->in_client);
	free(party);
}

void
interaction_forget_party(struct mock_server *s, struct membership *party)
{
	if (s->misbehaviours.count == 0 &&
	    s->config.repetition != MOCK_REPETITION_GRANTED_ALWAYS) {
		free_party(party);
		return;
	}
	list_remove(&party->in_interaction);
	list_remove(&party->in_client);
	list_append(&party->interaction->former, &party->in_interaction);
	list_append(&party->client->former, &party->in_client);
}

void
interaction_agent_gone(struct client *c)
{
	list_each_removable (link, &c->memberships)
		free_party(list_element(link, struct membership, in_client));
	list_each_removable (old, &c->former)
		free_party(list_element(old, struct membership, in_client));
}

static struct message *
removed(const struct membership *party, const char *operation)
{
	struct message *m =
	    notify_new("EventPartyRemoved", party->interaction, 5);
	notify_set_party(m, party->client, NULL);
	notify_set_operation(m, operation);
	return m;
}

static void
report_removed(struct mock_server *s, const struct membership *party,
    const struct client *by, const char *operation)
{
	struct message *m = removed(party, operation);
	notify_set_actor(m, by);
	notify_report(s, REPORT_LOST_PARTY, party->interaction, m);
}

/* Is it in a workbin, or should it be? */
static bool
is_for_workbin(const struct interaction *ix)
{
	return ix->state == INTERACTION_IN_WORKBIN ||
	    (ix->state != INTERACTION_QUEUED &&
		ix->origin->kind == LOCATION_WORKBIN);
}

static void
report_placed(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	bool is_workbin = is_for_workbin(ix);
	struct message *m;
	if (!is_workbin || s->config.queue_too) {
		m = notify_new("EventPlacedInQueue", ix, 2);
		notify_set_actor(m, by);
		notify_report(s, REPORT_QUEUE, ix, m);
	}
	if (is_workbin) {
		m = notify_new("EventPlacedInWorkbin", ix, 2);
		notify_set_actor(m, by);
		notify_report(s, REPORT_WORKBIN, ix, m);
	}
}

/* Tell the parties other than 'by' that the interaction is theirs no more. */
static void
revoke_parties(struct mock_server *s, struct interaction *ix,
    const struct client *by, const char *description)
{
	list_each (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		if (party->client == by)
			continue;
		struct message *m = notify_new("EventRevoked", ix, 3);
		notify_set_reason(m, NULL, description);
		notify_client(s, party->client, ix, m);
	}
}

static void
remove_all(struct mock_server *s, struct interaction *ix,
    const struct client *by, const char *operation)
{
	list_each_removable (link, &ix->memberships) {
		struct membership *party =
		    list_element(link, struct membership, in_interaction);
		report_removed(s, party, by, operation);
		interaction_forget_party(s, party);
	}
}

void
interaction_return(struct mock_server *s, struct interaction *ix)
{
	settle(s, ix);
}

/* Another place by mistake; what is told may say so or not. */
static void
mistake_place(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	enum behaviour_way way = decision(s, WHERE_IT_RETURNS);
	struct location *to =
	    way == WAY_ITS_FIRST_QUEUE ? ix->first : ix->queue;
	if (way == WAY_RIGHT)
		return;
	list_remove(&ix->in_location);
	if (way == WAY_ITS_QUEUE || way == WAY_ITS_FIRST_QUEUE) {
		location_assign(s, &ix->origin, to);
		location_assign(s, &ix->queue, to);
	} else {
		char *name = mem_printf("%s-too", ix->origin->name);
		to = location_ref(s, ix->origin->kind, name);
		location_assign(s, &ix->origin, to);
		if (to->kind == LOCATION_QUEUE)
			location_assign(s, &ix->queue, to);
		location_assign(s, &to, NULL);
		free(name);
	}
	if (way != WAY_ANOTHER_SECRETLY)
		identify(s, ix, by);
}

/* The last party has left. */
static void
go_back(struct mock_server *s, struct interaction *ix, const struct client *by)
{
	mistake_place(s, ix, by);
	settle(s, ix);
	report_placed(s, ix, by);
}

void
interaction_leave(
    struct mock_server *s, struct membership *party, const char *operation)
{
	struct interaction *ix = party->interaction;
	struct client *leaver = party->client;
	struct membership *leaving = deviation_party(s, party);
	struct message *m = removed(party, operation);

	report_removed(s, party, leaver, operation);
	if (decision_times(s, PARTY_LEAVES))
		interaction_forget_party(s, leaving);
	notify_parties(s, TELL_OF_LOST_PARTY, ix, leaver, leaver, m);
	offer_party_left(s, ix, leaver);
	if (decision_holds(s, IS_LAST_PARTY, list_empty(&ix->memberships)))
		go_back(s, ix, leaver);
}

void
interaction_place(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name, struct client *by)
{
	bool is_queue = kind == LOCATION_QUEUE;
	revoke_parties(s, ix, by, "the interaction was placed elsewhere");
	remove_all(s, ix, by, is_queue ? "PlaceInQueue" : "PlaceInWorkbin");
	offer_interaction_ended(s, ix);

	struct location *to = location_ref(s, kind, name);
	list_remove(&ix->in_location);
	location_assign(s, &ix->origin, to);
	if (is_queue)
		location_assign(s, &ix->queue, to);
	location_assign(s, &to, NULL);
	identify(s, ix, by);
	settle(s, ix);
	report_placed(s, ix, by);
}

void
interaction_stop(
    struct mock_server *s, struct interaction *ix, struct client *by)
{
	revoke_parties(s, ix, by, "the processing was stopped");
	remove_all(s, ix, by, "StopProcessing");
	offer_interaction_ended(s, ix);
	move(s, ix, INTERACTION_STOPPED);
	struct message *m = notify_new("EventProcessingStopped", ix, 2);
	notify_set_actor(m, by);
	notify_reporting(s, ix, m);
}

void
interaction_forget(struct mock_server *s, struct interaction *ix)
{
	move(s, ix, INTERACTION_STOPPED);
}

void
interaction_free_stopped(struct mock_server *s)
{
	while (!list_empty(&s->stopped))
		interaction_free(
		    s, list_first(&s->stopped, struct interaction, in_stopped));
}

void
interaction_free(struct mock_server *s, struct interaction *ix)
{
	list_remove(&ix->in_location);
	list_remove(&ix->in_stopped);
	list_each_removable (link, &ix->memberships)
		free_party(
		    list_element(link, struct membership, in_interaction));
	list_each_removable (old, &ix->former)
		free_party(
		    list_element(old, struct membership, in_interaction));
	list_each_removable (open, &ix->offers)
		offer_free(s, list_element(open, struct offer, in_interaction));
	location_assign(s, &ix->origin, NULL);
	location_assign(s, &ix->queue, NULL);
	location_assign(s, &ix->first, NULL);
	if (ix->state != INTERACTION_STOPPED)
		hash_remove(&s->interactions, &ix->by_id);
	message_unref(ix->identity);
	free(ix);
}
