/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/notify.h"

#include "mock/tamper.h"

#include <string.h>

/*
 * Append "object.key", which the message does not have yet: cheaper than a
 * setter, which would look for it and for what its dot means.
 */
static void
append(struct message *m, const char *path, const char *text)
{
	static const char shape[] = { PATH_KEY, '\0' };
	struct attribute a = { .path = path,
		.path_size = (uint32_t)strlen(path),
		.kind = VALUE_STRING,
		.text = text,
		.text_size = strlen(text) };
	message_append(m, &a, shape);
}

static void
append_interaction(struct message *m, const struct interaction *ix)
{
	append(m, "interaction.interactionId", ix->id);
	append(m, "interaction.interactionMediatype", ix->media_type);
	append(m, "interaction.interactionType", ix->type);
	append(m, "interaction.interactionQueue", ix->queue->name);
	if (ix->origin->kind != LOCATION_WORKBIN)
		return;
	append(m, "interaction.interactionWorkbinTypeId", ix->origin->name);
	append(m, "interaction.interactionAgentId", ix->workbin_agent_id);
	append(m, "interaction.interactionPlaceId", ix->workbin_place_id);
}

struct message *
notify_new(const char *name, const struct interaction *interaction)
{
	struct message *m = message_new(name);
	if (interaction)
		append_interaction(m, interaction);
	return m;
}

void
notify_set_party(
    struct message *m, const struct client *party, const char *visibility)
{
	append(m, "party.agentId", party->agent_id);
	append(m, "party.placeId", party->place_id);
	if (visibility)
		append(m, "party.visibilityMode", visibility);
}

void
notify_set_actor(struct message *m, const struct client *actor)
{
	if (actor->agent_id)
		append(m, "actor.agentId", actor->agent_id);
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
