/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/notify.h"

#include "mock/deviation.h"
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
notify_agent(const char *id, const char *place)
{
	size_t id_size = strlen(id), place_size = strlen(place);
	struct message *m = message_start("", 2, id_size + place_size + 2);
	message_put_text(m, &agent_id, id, id_size);
	message_put_text(m, &place_id, place, place_size);
	return m;
}

/* Nothing of who is no agent, or no agent any more. */
static void
put_agent_id(struct message *m, const struct message_path *path,
    const struct client *agent)
{
	if (!agent || !agent->agent)
		return;
	const struct attribute *id = message_attribute(agent->agent, 0);
	message_put_text(m, path, id->text, id->text_size);
}

static void
put_place_id(struct message *m, const struct message_path *path,
    const struct client *agent)
{
	if (!agent || !agent->agent)
		return;
	const struct attribute *place = message_attribute(agent->agent, 1);
	message_put_text(m, path, place->text, place->text_size);
}

struct message *
notify_identity(const struct interaction *ix, const struct client *owner)
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
	put_agent_id(m, &workbin_agent, owner);
	put_place_id(m, &workbin_place, owner);
	return m;
}

struct message *
notify_new(const char *name, const struct interaction *ix, size_t more)
{
	size_t text_bytes = more * VALUE_USUAL_BYTES;
	return ix ? message_extend(name, ix->identity, more, text_bytes)
		  : message_start(name, more, text_bytes);
}

void
notify_set_party(
    struct message *m, const struct client *party, const char *visibility)
{
	put_agent_id(m, &party_agent, party);
	put_place_id(m, &party_place, party);
	if (visibility)
		message_put_string(m, &party_visibility, visibility);
}

void
notify_set_actor(struct message *m, const struct client *actor)
{
	put_agent_id(m, &actor_agent, actor);
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
	if (list_empty(&s->reporting) || !c->agent)
		return;
	notify_reporting(s, NULL, message_extend(name, c->agent, 1, 0));
}

void
notify_client(struct mock_server *s, struct client *to,
    const struct interaction *about, struct message *m)
{
	if (to)
		tamper_send(s, to, PROTOCOL_INTERACTION_MANAGEMENT, about, m);
	else
		message_unref(m);
}

void
notify_one(struct mock_server *s, enum behaviour_point point, struct client *to,
    const struct interaction *about, struct message *m)
{
	enum behaviour_way way = decision(s, point);
	if (way == WAY_EVERYBODY)
		deviation_tell(s, way, about, NULL, to, m);
	if (way == WAY_OTHER_PARTY && to)
		to = deviation_other_client(about, to);
	if (way == WAY_TWICE)
		notify_client(s, to, about, message_ref(m));
	if (way != WAY_NOT && way != WAY_EVERYBODY)
		notify_client(s, to, about, message_ref(m));
	message_unref(m);
}

void
notify_parties(struct mock_server *s, enum behaviour_point point,
    const struct interaction *ix, const struct client *except,
    struct client *actor, struct message *m)
{
	enum behaviour_way way = decision(s, point);
	if (way != WAY_RIGHT)
		deviation_tell(s, way, ix, except, actor, m);
	else
		list_each (link, &ix->memberships) {
			struct membership *party = list_element(
			    link, struct membership, in_interaction);
			if (party->client != except)
				notify_client(
				    s, party->client, ix, message_ref(m));
		}
	message_unref(m);
}

static void
report(
    struct mock_server *s, const struct interaction *about, struct message *m)
{
	list_each (link, &s->reporting) {
		struct client *to =
		    list_element(link, struct client, in_reporting);
		tamper_send(s, to, PROTOCOL_REPORTING, about, message_ref(m));
	}
}

void
notify_reporting(
    struct mock_server *s, const struct interaction *about, struct message *m)
{
	message_put_integer(m, &event_time, s->now_ns / NS_PER_US);
	report(s, about, m);
	message_unref(m);
}

void
notify_report(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct message *m)
{
	unsigned times = decision_times(s, point);
	message_put_integer(m, &event_time, s->now_ns / NS_PER_US);
	for (unsigned n = 0; n < times; n++)
		report(s, about, m);
	message_unref(m);
}

void
notify_background(struct mock_server *s, struct client *c)
{
	if (!c->agent)
		return;
	tamper_send(s, c, PROTOCOL_REPORTING, NULL,
	    message_extend("EventCurrentAgentStatus", c->agent, 0, 0));
	notify_reporting_of_agent(s, c, "EventPlaceAgentState");
}

struct message *
notify_answer(const char *name, int64_t reference, size_t text_bytes)
{
	struct message *m = message_start(name, ANSWER_ATTRIBUTES, text_bytes);
	message_put_integer(m, &reference_id, reference);
	return m;
}

static struct message *
new_error(const struct answer *a)
{
	struct message *m =
	    message_start("EventError", 3, strlen(a->description) + 1);
	if (a->has_reference)
		message_put_integer(m, &reference_id, a->reference);
	message_put_integer(m, &error_code, a->code);
	message_put_string(m, &error_description, a->description);
	return m;
}

static void
answer_with(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct answer *a)
{
	enum behaviour_way way = decision(s, point);
	if (way != WAY_RIGHT)
		deviation_answer(s, way, about, a);
	for (unsigned n = way == WAY_TWICE ? 2 : way != WAY_NOT; n > 0; n--)
		notify_client(s, a->to, about,
		    a->is_error ? new_error(a)
				: notify_answer("EventAck", a->reference, 0));
}

void
notify_ack(struct mock_server *s, enum behaviour_point point, struct client *to,
    const struct interaction *about, int64_t reference)
{
	struct answer a = {
		.to = to, .reference = reference, .has_reference = true
	};
	answer_with(s, point, about, &a);
}

void
notify_error(struct mock_server *s, enum behaviour_point point,
    const struct interaction *about, struct answer answer)
{
	answer.is_error = true;
	if (s->config.has_other_codes) {
		answer.code = ERROR_ANY;
		answer.description = "no";
	}
	answer_with(s, point, about, &answer);
}
