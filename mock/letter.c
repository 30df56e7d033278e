/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/letter.h"

#include "mock/state/client.h"
#include "mock/state/offer.h"

#include <stdio.h>
#include <string.h>

/* Room for a value, and for a usual answer. */
#define VALUE_USUAL_BYTES 12
#define ANSWER_ATTRIBUTES 2

static const struct message_path
    interaction_id = MESSAGE_PATH("interaction.interactionId", "k"),
    media_type = MESSAGE_PATH("interaction.interactionMediatype", "k"),
    interaction_type = MESSAGE_PATH("interaction.interactionType", "k"),
    interaction_queue = MESSAGE_PATH("interaction.interactionQueue", "k"),
    workbin_type = MESSAGE_PATH("interaction.interactionWorkbinTypeId", "k"),
    workbin_agent = MESSAGE_PATH("interaction.interactionAgentId", "k"),
    workbin_place = MESSAGE_PATH("interaction.interactionPlaceId", "k"),
    party_agent = MESSAGE_PATH("party.agentId", "k"),
    party_place = MESSAGE_PATH("party.placeId", "k"),
    party_name = MESSAGE_PATH("party.name", "k"),
    party_visibility = MESSAGE_PATH("party.visibilityMode", "k"),
    first_party_agent = MESSAGE_PATH("parties.0.agentId", "ik"),
    first_party_place = MESSAGE_PATH("parties.0.placeId", "ik"),
    actor_agent = MESSAGE_PATH("actor.agentId", "k"),
    agent_id = MESSAGE_PATH("agentId", ""),
    place_id = MESSAGE_PATH("placeId", ""),
    proxy_client_id = MESSAGE_PATH("proxyClientId", ""),
    ticket_id = MESSAGE_PATH("ticketId", ""),
    visibility_mode = MESSAGE_PATH("visibilityMode", ""),
    operation_path = MESSAGE_PATH("operation", ""),
    event_time = MESSAGE_PATH("eventTime", ""),
    reason_name = MESSAGE_PATH("reason.reasonSystemName", "k"),
    reason_description = MESSAGE_PATH("reason.reasonDescription", "k"),
    error_code = MESSAGE_PATH("errorCode", ""),
    error_description = MESSAGE_PATH("errorDescription", ""),
    reference_id = MESSAGE_PATH("referenceId", "");

struct message *
letter_identity(const struct interaction *ix, const struct client *owner)
{
	bool is_workbin = owner && ix->origin->kind == LOCATION_WORKBIN;
	size_t count = is_workbin ? 7 : 4;
	struct message *m = message_start("", count, count * VALUE_USUAL_BYTES);
	message_put_string(m, &interaction_id, ix->id);
	message_put_string(m, &media_type, ix->media_type);
	message_put_string(m, &interaction_type, ix->type);
	message_put_string(m, &interaction_queue, ix->queue->name);
	if (!is_workbin)
		return m;
	message_put_string(m, &workbin_type, ix->origin->name);
	if (owner->agent) {
		message_put_string(m, &workbin_agent, owner->agent->id);
		message_put_string(m, &workbin_place, owner->agent->place_id);
	}
	return m;
}

struct message *
letter_new(const char *name, const struct interaction *ix, size_t more)
{
	size_t text_bytes = more * VALUE_USUAL_BYTES;
	return ix ? message_extend(name, ix->identity, more, text_bytes)
		  : message_start(name, more, text_bytes);
}

struct message *
letter_of_agent(const char *name, const struct agent *agent, size_t more)
{
	size_t id_size = strlen(agent->id),
	       place_size = strlen(agent->place_id);
	struct message *m =
	    message_start(name, 2 + more, id_size + place_size + 2);
	message_put_text(m, &agent_id, agent->id, id_size);
	message_put_text(m, &place_id, agent->place_id, place_size);
	return m;
}

struct message *
letter_answer(const char *name, int64_t reference, size_t text_bytes)
{
	struct message *m = message_start(name, ANSWER_ATTRIBUTES, text_bytes);
	message_put_integer(m, &reference_id, reference);
	return m;
}

struct message *
letter_error(const struct answer *a)
{
	struct message *m =
	    message_start("EventError", 3, strlen(a->description) + 1);
	if (a->has_reference)
		message_put_integer(m, &reference_id, a->reference);
	message_put_integer(m, &error_code, a->code);
	message_put_string(m, &error_description, a->description);
	return m;
}

void
letter_set_party(
    struct message *m, const struct client *party, const char *visibility)
{
	if (party && party->agent) {
		message_put_string(m, &party_agent, party->agent->id);
		message_put_string(m, &party_place, party->agent->place_id);
	}
	if (visibility)
		message_put_string(m, &party_visibility, visibility);
}

void
letter_set_name(struct message *m, const struct client *party)
{
	message_put_string(m, &party_name, party->party_name);
}

void
letter_set_actor(struct message *m, const struct client *actor)
{
	if (actor && actor->agent)
		message_put_string(m, &actor_agent, actor->agent->id);
}

void
letter_set_reason(struct message *m, const char *name, const char *description)
{
	if (name)
		message_put_string(m, &reason_name, name);
	if (description)
		message_put_string(m, &reason_description, description);
}

void
letter_set_operation(struct message *m, const char *operation)
{
	message_put_string(m, &operation_path, operation);
}

void
letter_set_ticket(struct message *m, const struct offer *o)
{
	message_put_integer(m, &ticket_id, (int64_t)o->ticket);
}

void
letter_set_proxy(struct message *m, const struct client *c)
{
	message_put_integer(m, &proxy_client_id, (int64_t)c->serial);
}

void
letter_set_time(struct message *m, const struct mock_server *s)
{
	message_put_integer(m, &event_time, s->now_ns / NS_PER_US);
}

/* The party at that place of the list of those who are in. */
static void
list_party(struct message *m, unsigned index, const struct client *party)
{
	if (index == 0) {
		message_put_string(
		    m, &first_party_agent, client_agent_id(party));
		message_put_string(
		    m, &first_party_place, client_place_id(party));
		return;
	}
	char path[40];
	snprintf(path, sizeof(path), "parties.%u.agentId", index);
	message_set_string(m, path, client_agent_id(party));
	snprintf(path, sizeof(path), "parties.%u.placeId", index);
	message_set_string(m, path, client_place_id(party));
}

struct message *
letter_invite(const struct offer *o)
{
	struct message *m = letter_new("EventInvite", o->interaction, 6);
	letter_set_ticket(m, o);
	message_put_string(m, &visibility_mode, o->visibility);
	letter_set_operation(m, offer_operation(o->kind));
	letter_set_proxy(m, o->invited);
	unsigned index = 0;
	list_each (link, &o->interaction->memberships)
		list_party(m, index++,
		    list_element(link, struct membership, in_interaction)
			->client);
	return m;
}

void
letter_list_interaction(struct message *m, const struct interaction *ix)
{
	char path[MOCK_ID_MAX_BYTES + 32], shape[MOCK_ID_MAX_BYTES + 3];
	size_t id_size = strlen(ix->id);
	static const char before[] = "interactions.", behind[] = ".mediaType";
	char *end = mempcpy(path, before, sizeof(before) - 1);
	end = mempcpy(end, ix->id, id_size);
	end = mempcpy(end, behind, sizeof(behind)); /* and its NUL */
	/* The id is one key, whatever it looks like. */
	size_t dots = 0;
	shape[dots++] = PATH_KEY;
	for (const char *p = ix->id; (p = strchr(p, '.')); p++)
		shape[dots++] = PATH_WITHIN;
	shape[dots++] = PATH_KEY;
	shape[dots] = '\0';
	struct attribute media = { .path = path,
		.path_size = (uint16_t)(end - 1 - path),
		.kind = VALUE_STRING,
		.text = ix->media_type,
		.text_size = (uint32_t)strlen(ix->media_type) };
	message_append(m, &media, shape);
}

void
letter_set_workbin(struct message *m, const struct location *workbin)
{
	if (!message_has(m, workbin_type.text))
		message_put_string(m, &workbin_type, workbin->name);
}
