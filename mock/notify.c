/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/notify.h"

#include "mock/tamper.h"

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
    party_visibility = MESSAGE_PATH("party.visibilityMode", "k"),
    actor_agent = MESSAGE_PATH("actor.agentId", "k"),
    agent_id = MESSAGE_PATH("agentId", ""),
    place_id = MESSAGE_PATH("placeId", ""),
    operation_path = MESSAGE_PATH("operation", ""),
    event_time = MESSAGE_PATH("eventTime", ""),
    reason_name = MESSAGE_PATH("reason.reasonSystemName", "k"),
    reason_description = MESSAGE_PATH("reason.reasonDescription", "k"),
    error_code = MESSAGE_PATH("errorCode", ""),
    error_description = MESSAGE_PATH("errorDescription", ""),
    reference_id = MESSAGE_PATH("referenceId", "");

struct message *
notify_identity(const char *id, const char *medium, const char *type)
{
	struct message *m = message_start(
	    "", 3, strlen(id) + strlen(medium) + strlen(type) + 3);
	message_put_string(m, &interaction_id, id);
	message_put_string(m, &media_type, medium);
	message_put_string(m, &interaction_type, type);
	return m;
}

/* Where it is; what never changes stands in its identity. */
static void
put_place(struct message *m, const struct interaction *ix)
{
	message_put_string(m, &interaction_queue, ix->queue->name);
	if (ix->origin->kind != LOCATION_WORKBIN)
		return;
	message_put_string(m, &workbin_type, ix->origin->name);
	message_put_string(m, &workbin_agent, ix->workbin_agent_id);
	message_put_string(m, &workbin_place, ix->workbin_place_id);
}

/* Bytes of what put_place() puts, and how many attributes that are. */
static size_t
measure_place(const struct interaction *ix, size_t *ret_attributes)
{
	size_t size = strlen(ix->queue->name) + 1;
	*ret_attributes = 1;
	if (ix->origin->kind != LOCATION_WORKBIN)
		return size;
	*ret_attributes = 4;
	return size + strlen(ix->origin->name) + strlen(ix->workbin_agent_id) +
	    strlen(ix->workbin_place_id) + 3;
}

struct message *
notify_new(const char *name, const struct interaction *ix, size_t more)
{
	size_t attributes, text_bytes;
	if (!ix)
		return message_start(name, more, more * VALUE_USUAL_BYTES);
	text_bytes = measure_place(ix, &attributes);
	struct message *m = message_extend(name, ix->identity,
	    attributes + more, text_bytes + more * VALUE_USUAL_BYTES);
	put_place(m, ix);
	return m;
}

void
notify_set_party(
    struct message *m, const struct client *party, const char *visibility)
{
	message_put_string(m, &party_agent, party->agent_id);
	message_put_string(m, &party_place, party->place_id);
	if (visibility)
		message_put_string(m, &party_visibility, visibility);
}

void
notify_set_actor(struct message *m, const struct client *actor)
{
	if (actor->agent_id)
		message_put_string(m, &actor_agent, actor->agent_id);
}

void
notify_set_reason(struct message *m, const char *name, const char *description)
{
	if (name)
		message_put_string(m, &reason_name, name);
	if (description)
		message_put_string(m, &reason_description, description);
}

void
notify_set_operation(struct message *m, const char *operation)
{
	message_put_string(m, &operation_path, operation);
}

void
notify_reporting_of_agent(
    struct mock_server *s, const struct client *c, const char *name)
{
	if (list_empty(&s->reporting))
		return;
	struct message *m = message_start(
	    name, 3, strlen(c->agent_id) + strlen(c->place_id) + 2);
	message_put_string(m, &agent_id, c->agent_id);
	message_put_string(m, &place_id, c->place_id);
	notify_reporting(s, NULL, m);
}

void
notify_client(struct mock_server *s, struct client *to,
    const struct interaction *about, struct message *m)
{
	tamper_send(s, to, PROTOCOL_INTERACTION_MANAGEMENT, about, m);
}

void
notify_reporting(
    struct mock_server *s, const struct interaction *about, struct message *m)
{
	message_put_integer(m, &event_time, s->now_ns / NS_PER_US);
	list_each (link, &s->reporting) {
		struct client *to =
		    list_element(link, struct client, in_reporting);
		tamper_send(s, to, PROTOCOL_REPORTING, about, message_ref(m));
	}
	message_unref(m);
}

struct message *
notify_answer(const char *name, int64_t reference, size_t text_bytes)
{
	struct message *m = message_start(name, ANSWER_ATTRIBUTES, text_bytes);
	message_put_integer(m, &reference_id, reference);
	return m;
}

void
notify_ack(struct mock_server *s, struct client *to,
    const struct interaction *about, int64_t reference)
{
	notify_client(s, to, about, notify_answer("EventAck", reference, 0));
}

void
notify_error(struct mock_server *s, struct client *to,
    const struct interaction *about, const int64_t *reference,
    enum error_code code, const char *description)
{
	struct message *m =
	    message_start("EventError", 3, strlen(description) + 1);
	if (reference)
		message_put_integer(m, &reference_id, *reference);
	message_put_integer(m, &error_code, code);
	message_put_string(m, &error_description, description);
	notify_client(s, to, about, m);
}
