/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/interaction.h"

#include "mock/location.h"
#include "mock/notify.h"
#include "mock/offer.h"

#include <stdlib.h>
#include <string.h>

struct interaction *
interaction_find(const struct mock_server *s, const char *id)
{
	struct hash_node *node = hash_find(&s->interactions, id, strlen(id));
	return node ? list_element(node, struct interaction, by_id) : NULL;
}

static void
move(struct mock_server *s, struct interaction *ix, enum interaction_state to)
{
	lifecycle_move(
	    &s->config, LIFECYCLE_INTERACTION, ix->id, &ix->state, to);
}

/* Stand in 'ix->origin', behind those who are there. */
static void
settle(struct mock_server *s, struct interaction *ix)
{
	bool is_queue = ix->origin->kind == LOCATION_QUEUE;
	move(s, ix, is_queue ? INTERACTION_QUEUED : INTERACTION_IN_WORKBIN);
	list_append(&ix->origin->interactions, &ix->in_location);
}

/* Be known, and told of, by a new identity. */
static void
identify(
    struct mock_server *s, struct interaction *ix, const struct client *owner)
{
	struct message *before = ix->identity; /* perhaps 'id' is in there */
	ix->identity = notify_identity(ix, owner);
	const struct attribute *known = message_attributes(ix->identity);
	ix->id = known[0].text;
	ix->media_type = known[1].text;
	ix->type = known[2].text;
	hash_add(&s->interactions, &ix->by_id, ix->id, known[0].text_size);
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
	list_init(&ix->memberships);
	list_init(&ix->offers);
	ix->queue = location_ref(s, LOCATION_QUEUE, queue);
	location_assign(s, &ix->origin, ix->queue);
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

void
interaction_join(
    struct mock_server *s, struct interaction *ix, struct client *c)
{
	struct membership *party = mem_zalloc(sizeof(*party));
	party->interaction = ix;
	party->client = c;
	list_append(&ix->memberships, &party->in_interaction);
	list_append(&c->memberships, &party->in_client);
	list_remove(&ix->in_location);
	if (ix->state != INTERACTION_HANDLED)
		move(s, ix, INTERACTION_HANDLED);
}

static void
forget_party(struct membership *party)
{
	list_remove(&party->in_interaction);
	list_remove(&party->in_client);
	free(party);
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
	notify_reporting(s, party->interaction, m);
}

static void
report_placed(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	bool is_queue = ix->origin->kind == LOCATION_QUEUE;
	struct message *m;
	if (is_queue || s->config.queue_too) {
		m = notify_new("EventPlacedInQueue", ix, 2);
		notify_set_actor(m, by);
		notify_reporting(s, ix, m);
	}
	if (!is_queue) {
		m = notify_new("EventPlacedInWorkbin", ix, 2);
		notify_set_actor(m, by);
		notify_reporting(s, ix, m);
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
		forget_party(party);
	}
}

void
interaction_leave(
    struct mock_server *s, struct membership *party, const char *operation)
{
	struct interaction *ix = party->interaction;
	struct client *leaver = party->client;
	struct message *m = removed(party, operation);

	report_removed(s, party, leaver, operation);
	forget_party(party);
	list_each (link, &ix->memberships) {
		struct membership *stays =
		    list_element(link, struct membership, in_interaction);
		notify_client(s, stays->client, ix, message_ref(m));
	}
	message_unref(m);
	offer_party_left(s, ix, leaver);
	if (!list_empty(&ix->memberships))
		return;
	settle(s, ix);
	report_placed(s, ix, leaver);
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
	location_assign(s, &ix->origin, to);
	if (is_queue)
		location_assign(s, &ix->queue, to);
	location_assign(s, &to, NULL);
	hash_remove(&s->interactions, &ix->by_id);
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
	list_remove(&ix->in_location);
	move(s, ix, INTERACTION_STOPPED);
	struct message *m = notify_new("EventProcessingStopped", ix, 2);
	notify_set_actor(m, by);
	notify_reporting(s, ix, m);
	interaction_free(s, ix);
}

void
interaction_free(struct mock_server *s, struct interaction *ix)
{
	list_remove(&ix->in_location);
	list_each_removable (link, &ix->memberships)
		forget_party(
		    list_element(link, struct membership, in_interaction));
	location_assign(s, &ix->origin, NULL);
	location_assign(s, &ix->queue, NULL);
	hash_remove(&s->interactions, &ix->by_id);
	message_unref(ix->identity);
	free(ix);
}
