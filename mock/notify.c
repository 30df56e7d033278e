/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/notify.h"

#include "mock/tamper.h"

static void
set_interaction(struct message *m, const struct interaction *ix)
{
	message_set_string(m, "interaction.interactionId", ix->id);
	message_set_string(
	    m, "interaction.interactionMediatype", ix->media_type);
	message_set_string(m, "interaction.interactionType", ix->type);
	message_set_string(m, "interaction.interactionQueue", ix->queue->name);
	if (ix->origin->kind != LOCATION_WORKBIN)
		return;
	message_set_string(
	    m, "interaction.interactionWorkbinTypeId", ix->origin->name);
	message_set_string(
	    m, "interaction.interactionAgentId", ix->workbin_agent_id);
	message_set_string(
	    m, "interaction.interactionPlaceId", ix->workbin_place_id);
}

struct message *
notify_new(const char *name, const struct interaction *interaction)
{
	struct message *m = message_new(name);
	if (interaction)
		set_interaction(m, interaction);
	return m;
}

void
notify_set_party(
    struct message *m, const struct client *party, const char *visibility)
{
	message_set_string(m, "party.agentId", party->agent_id);
	message_set_string(m, "party.placeId", party->place_id);
	if (visibility)
		message_set_string(m, "party.visibilityMode", visibility);
}

void
notify_set_actor(struct message *m, const struct client *actor)
{
	if (actor->agent_id)
		message_set_string(m, "actor.agentId", actor->agent_id);
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
	message_set_integer(m, "eventTime", s->now_ns / NS_PER_US);
	list_each (link, &s->reporting) {
		struct client *to =
		    list_element(link, struct client, in_reporting);
		tamper_send(s, to, PROTOCOL_REPORTING, about, message_ref(m));
	}
	message_unref(m);
}

void
notify_ack(struct mock_server *s, struct client *to,
    const struct interaction *about, int64_t reference)
{
	struct message *m = message_new("EventAck");
	message_set_integer(m, "referenceId", reference);
	notify_client(s, to, about, m);
}

void
notify_error(struct mock_server *s, struct client *to,
    const struct interaction *about, const int64_t *reference,
    enum error_code code, const char *description)
{
	struct message *m = message_new("EventError");
	if (reference)
		message_set_integer(m, "referenceId", *reference);
	message_set_integer(m, "errorCode", code);
	message_set_string(m, "errorDescription", description);
	notify_client(s, to, about, m);
}
