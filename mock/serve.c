/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/serve.h"

#include "mock/conference.h"
#include "mock/notify.h"
#include "mock/placement.h"
#include "mock/state/client.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/location.h"
#include "mock/state/offer.h"
#include "mock/workbin.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* "ix-" and a 64-bit number. */
#define GENERATED_ID_SIZE 24

/* The id asked for, or a new one; NULL after refusing. */
static const char *
new_id(struct request *r, char *generated)
{
	struct mock_server *s = r->server;
	const char *id;
	if (!request_option(r, "interactionId", &id))
		return NULL;
	if (id && interaction_find(s, id)) {
		request_refuse(r, NULL, ERROR_INTERACTION_EXISTS,
		    "interaction '%s' exists already", id);
		return NULL;
	}
	if (id)
		return id;
	do {
		snprintf(generated, GENERATED_ID_SIZE, "ix-%" PRIu64,
		    ++s->last_interaction);
	} while (interaction_find(s, generated));
	return generated;
}

/* The client is a party, not by an invitation. */
static void
report_joined(
    struct request *r, const struct interaction *ix, const char *operation)
{
	struct message *m = letter_new("EventPartyAdded", ix, 5);
	letter_set_party(m, r->client, NULL);
	letter_set_operation(m, operation);
	if (r->server->config.is_talkative)
		notify_client(r->server, r->client, ix, message_copy(m));
	letter_set_actor(m, r->client);
	notify_reporting(r->server, ix, m);
}

/* What an agent submits, it handles at once. */
void
serve_submit(struct request *r)
{
	struct mock_server *s = r->server;
	char generated[GENERATED_ID_SIZE];
	const char *media_type, *type, *queue, *id;
	if (!(media_type = request_need(r, "interactionMediatype")) ||
	    !(type = request_need(r, "interactionType")) ||
	    !(queue = request_need(r, "queue")) || !(id = new_id(r, generated)))
		return;
	if (s->interactions.count >= MOCK_MAX_INTERACTIONS) {
		request_refuse(r, NULL, ERROR_LIMIT,
		    "%d interactions are being processed, the maximum",
		    MOCK_MAX_INTERACTIONS);
		return;
	}
	struct interaction *ix =
	    interaction_new(s, id, media_type, type, queue, r->client);
	placement_identify(ix, NULL);
	r->interaction = ix;
	request_ack(r, ix);
	struct message *m = letter_new("EventInteractionSubmitted", ix, 1);
	notify_reporting(s, ix, m);
	if (s->config.is_talkative)
		notify_reporting(
		    s, ix, letter_new("EventPlacedInQueue", ix, 1));
	if (r->client->type != CLIENT_AGENT_APPLICATION)
		return;
	interaction_join(s, ix, r->client);
	report_joined(r, ix, "Submit");
}

/* The oldest one that is not being delivered, or NULL. */
static struct interaction *
first_waiting(const struct location *l)
{
	list_each (link, &l->interactions) {
		struct interaction *ix =
		    list_element(link, struct interaction, in_location);
		if (!offer_delivers(ix))
			return ix;
	}
	return NULL;
}

/* From the queue or workbin that is named; NULL after answering. */
static struct interaction *
pulled_interaction(struct request *r)
{
	const char *queue, *workbin;
	if (!request_option(r, "queue", &queue) ||
	    !request_option(r, "workbin", &workbin))
		return NULL;
	if (!queue == !workbin) {
		request_refuse(r, NULL, ERROR_ATTRIBUTE,
		    "%s are given; exactly one is needed",
		    queue ? "both queue and workbin"
			  : "neither queue nor workbin");
		return NULL;
	}
	struct location *l = location_find(r->server,
	    queue ? LOCATION_QUEUE : LOCATION_WORKBIN, queue ? queue : workbin);
	struct interaction *ix = l ? first_waiting(l) : NULL;
	if (decision_holds(r->server, IS_INTERACTION_THERE, ix)) {
		if (!ix)
			request_ack(r, NULL);
		return ix;
	}
	request_refuse(r, NULL, ERROR_NOTHING_THERE,
	    "there is no interaction in %s '%s'", queue ? "queue" : "workbin",
	    queue ? queue : workbin);
	return NULL;
}

static void
answer_pulled(struct request *r, const struct interaction *ix)
{
	struct message *m =
	    letter_answer("EventPulledInteractions", r->reference, 0);
	letter_list_interaction(m, ix);
	notify_client(r->server, r->client, ix, m);
}

static void
report_taken(struct request *r, const struct interaction *ix, const char *event)
{
	struct message *m = letter_new(event, ix, 2);
	letter_set_actor(m, r->client);
	notify_reporting(r->server, ix, m);
}

void
serve_pull(struct request *r)
{
	struct interaction *ix;
	if (!request_is_for_own_agent(r) || !(ix = pulled_interaction(r)))
		return;
	const struct location *from = ix->origin;
	r->interaction = ix;
	interaction_join(r->server, ix, r->client);
	answer_pulled(r, ix);

	report_joined(r, ix, "Pull");
	report_taken(r, ix, "EventTakenFromQueue");
	if (from->kind != LOCATION_WORKBIN)
		return;
	report_taken(r, ix, "EventTakenFromWorkbin");
	workbin_tell_changed(r->server, from, ix, "Taken");
}

static void
place(struct request *r, enum location_kind kind, const char *attribute)
{
	struct membership *party;
	const char *name;
	if (!(party = request_party(r)) || !(name = request_need(r, attribute)))
		return;
	struct interaction *ix = party->interaction;
	request_ack(r, ix);
	conference_dissolve(r->server, ix, r->client,
	    kind == LOCATION_QUEUE ? "PlaceInQueue" : "PlaceInWorkbin",
	    "the interaction was placed elsewhere");
	placement_put(r->server, ix, kind, name, r->client);
}

void
serve_place_in_queue(struct request *r)
{
	place(r, LOCATION_QUEUE, "queue");
}

void
serve_place_in_workbin(struct request *r)
{
	place(r, LOCATION_WORKBIN, "workbin");
}

void
serve_leave(struct request *r)
{
	struct membership *party = request_party(r);
	if (!party)
		return;
	request_ack(r, party->interaction);
	conference_leave(r->server, party, "Leave");
}

/*
 * The interaction, if the client handles or submitted it; else refuse.  What an
 * agent submitted is any media server's.
 */
static struct interaction *
own_interaction(struct request *r)
{
	struct interaction *ix = request_interaction(r);
	bool is_of_media =
	    ix && !ix->submitter && r->client->type == CLIENT_MEDIA_SERVER;
	if (!ix || is_of_media || ix->submitter == r->client->serial ||
	    interaction_party(ix, r->client))
		return ix;
	request_refuse(r, ix, ERROR_NO_PARTY,
	    "the client neither handles nor submitted interaction '%s'",
	    ix->id);
	return NULL;
}

void
serve_stop(struct request *r)
{
	struct interaction *ix = own_interaction(r);
	if (!ix)
		return;
	if (r->server->config.never_stops) {
		request_refuse(r, ix, ERROR_NOT_SUPPORTED,
		    "interaction '%s' is not stopped", ix->id);
		return;
	}
	request_ack(r, ix);
	if (r->server->config.stopper_is_told &&
	    interaction_party(ix, r->client))
		notify_client(r->server, r->client, ix,
		    letter_new("EventRevoked", ix, 0));
	conference_dissolve(r->server, ix, r->client, "StopProcessing",
	    "the processing was stopped");
	interaction_stop(r->server, ix);
	struct message *m = letter_new("EventProcessingStopped", ix, 2);
	letter_set_actor(m, r->client);
	notify_reporting(r->server, ix, m);
}

/* What was changed, as the request said it. */
static struct message *
changed(const struct request *r, const struct interaction *ix)
{
	static const char *const parts[] = { "addedProperties",
		"changedProperties", "deletedProperties" };
	struct message *m = letter_new("EventPropertiesChanged", ix, 0);
	for (size_t i = 0; i < message_count(r->message); i++) {
		const struct attribute *a = message_attribute(r->message, i);
		for (size_t j = 0; j < 3; j++) {
			size_t size = strlen(parts[j]);
			if (strncmp(a->path, parts[j], size) == 0 &&
			    (!a->path[size] || a->path[size] == '.'))
				message_append(m, a, attribute_shape(a));
		}
	}
	return m;
}

void
serve_change(struct request *r)
{
	struct interaction *ix = own_interaction(r);
	if (!ix)
		return;
	struct mock_server *s = r->server;
	struct message *m = changed(r, ix);
	request_ack(r, ix);
	if (s->config.reports_changes)
		notify_reporting(s, ix, message_copy(m));
	notify_other_parties(s, ix, r->client, m);
}
