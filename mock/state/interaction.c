/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/interaction.h"

#include "mock/state/decision.h"
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

void
interaction_settle(struct mock_server *s, struct interaction *ix)
{
	bool is_queue = ix->origin->kind == LOCATION_QUEUE;
	move(s, ix, is_queue ? INTERACTION_QUEUED : INTERACTION_IN_WORKBIN);
}

void
interaction_stop(struct mock_server *s, struct interaction *ix)
{
	move(s, ix, INTERACTION_STOPPED);
}

void
interaction_assign_place(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name)
{
	struct location *to = location_ref(s, kind, name);
	list_remove(&ix->in_location);
	location_assign(s, &ix->origin, to);
	if (kind == LOCATION_QUEUE)
		location_assign(s, &ix->queue, to);
	location_assign(s, &to, NULL);
}

/* With copies of the strings, of which it is known by the first. */
static struct interaction *
new_of(struct mock_server *s, const char *id, const char *media_type,
    const char *type)
{
	size_t id_size = strlen(id) + 1, media_size = strlen(media_type) + 1,
	       type_size = strlen(type) + 1;
	struct interaction *ix =
	    mem_zalloc(sizeof(*ix) + id_size + media_size + type_size);
	ix->id = memcpy(ix->text, id, id_size);
	ix->media_type = memcpy(ix->text + id_size, media_type, media_size);
	ix->type = memcpy(ix->text + id_size + media_size, type, type_size);
	hash_add(&s->interactions, &ix->by_id, ix->id, id_size - 1);
	return ix;
}

struct interaction *
interaction_new(struct mock_server *s, const char *id, const char *media_type,
    const char *type, const char *queue, const struct client *submitter)
{
	struct interaction *ix = new_of(s, id, media_type, type);
	ix->state = INTERACTION_NEW;
	if (submitter->type == CLIENT_MEDIA_SERVER)
		ix->submitter = submitter->serial;
	list_init(&ix->in_location);
	list_init(&ix->in_stopped);
	list_init(&ix->memberships);
	list_init(&ix->former);
	list_init(&ix->offers);
	ix->queue = location_ref(s, LOCATION_QUEUE, queue);
	location_assign(s, &ix->origin, ix->queue);
	location_assign(s, &ix->first, ix->queue);
	interaction_settle(s, ix);
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
