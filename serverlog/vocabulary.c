/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/vocabulary.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[] = {
	[LINE_OTHER] = "other",
	[LINE_MESSAGE] = "message",
	[LINE_REPORT] = "report",
	[LINE_COPY] = "copy",
	[LINE_PROXY] = "proxy",
	[LINE_AGENT] = "agent",
	[LINE_MEDIA] = "media",
	[LINE_REPORTING] = "reporting",
	[LINE_GONE] = "gone",
	[LINE_CLOSED] = "closed",
	[LINE_REFUSAL] = "refusal",
	NULL,
};

static const char *const kind_names[] = {
	[CLIENT_UNKNOWN] = "Unknown",
	[CLIENT_AGENT] = "AgentApplication",
	[CLIENT_MEDIA] = "MediaServer",
	[CLIENT_REPORTING] = "ReportingEngine",
	[CLIENT_ROUTING] = "RoutingEngine",
	[CLIENT_PROXY] = "Proxy",
	NULL,
};

const char *const *
line_role_names(void)
{
	return role_names;
}

const char *const *
client_kind_names(void)
{
	return kind_names;
}

static const struct mapped_number numbers[] = {
	{ 4524, LINE_GONE },
	{ 22017, LINE_CLOSED },
	{ 24101, LINE_MESSAGE },
	{ 24102, LINE_MESSAGE },
	{ 26010, LINE_CLOSED },
	{ 26015, LINE_MESSAGE },
	{ 26016, LINE_MESSAGE },
	{ 26019, LINE_MESSAGE },
	{ 26020, LINE_MESSAGE },
	{ 26021, LINE_COPY },
	{ 26022, LINE_REPORT },
	{ 26101, LINE_PROXY },
	{ 26102, LINE_AGENT },
	{ 26103, LINE_MEDIA },
	{ 26104, LINE_REPORTING },
	{ 26201, LINE_MESSAGE },
	{ 26202, LINE_MESSAGE },
	{ 26204, LINE_COPY },
	{ 26206, LINE_COPY },
	{ 26401, LINE_REPORTING },
	{ 30004, LINE_MESSAGE },
	{ 30006, LINE_MESSAGE },
	{ 30010, LINE_MESSAGE },
	{ 30013, LINE_MESSAGE },
	{ 30131, LINE_MESSAGE },
	{ 30132, LINE_COPY },
	{ 30133, LINE_MESSAGE },
	{ 30134, LINE_COPY },
	{ 30136, LINE_MESSAGE },
	{ 30137, LINE_COPY },
};

/* 23xxx say why a request was refused. */
#define REFUSALS_FIRST 23000
#define REFUSALS_LAST 23999

/* What the general rule for names with underscores does not give. */
static const struct {
	const char *name, *meaning;
} names[] = {
	{ "event_notready_for_media", "EventNotReadyForMedia" },
};

/* The first row that fits counts. */
static const struct {
	const char *name;
	const char *messages; /* NULL: all */
	const char *path;
} attributes[] = {
	{ LOG_REFERENCE, NULL, "referenceId" },
	{ LOG_INTERACTION, "Event*", "interaction.interactionId" },
	{ LOG_INTERACTION, NULL, "interactionId" },
	{ "attr_prnt_itx_id", "Event*", "interaction.interactionParentId" },
	{ "attr_prnt_itx_id", NULL, "parentInteractionId" },
	{ "attr_itx_prnt_itx_id", "Event*", "interaction.interactionParentId" },
	{ "attr_itx_prnt_itx_id", NULL, "parentInteractionId" },
	{ LOG_AGENT, "EventParty*", "party.agentId" },
	{ LOG_AGENT, NULL, "agentId" },
	{ LOG_PLACE, "EventParty*", "party.placeId" },
	{ LOG_PLACE, NULL, "placeId" },
	{ "attr_party_agent_id", NULL, "party.agentId" },
	{ "attr_party_place_id", NULL, "party.placeId" },
	{ "attr_actor_agent_id", NULL, "actor.agentId" },
	{ "attr_actor_place_id", NULL, "actor.placeId" },
	{ "attr_actor_router_id", NULL, "actor.routerId" },
	{ "attr_actor_strategy_id", NULL, "actor.strategyId" },
	{ "attr_ticket_id", NULL, "ticketId" },
	{ "attr_visibility_mode", "EventParty*", "party.visibilityMode" },
	{ "attr_visibility_mode", NULL, "visibilityMode" },
	{ "attr_operation", NULL, "operation" },
	{ "attr_error_code", NULL, "errorCode" },
	{ "attr_error_desc", NULL, "errorDescription" },
	{ "attr_reason_system_name", NULL, "reason.reasonSystemName" },
	{ "attr_reason_desc", NULL, "reason.reasonDescription" },
	{ "attr_itx_queue", NULL, "interaction.interactionQueue" },
	{ "attr_queue", NULL, "queue" },
	{ "attr_itx_workbin_type_id", NULL,
	    "interaction.interactionWorkbinTypeId" },
	{ "attr_itx_agent_id", NULL, "interaction.interactionAgentId" },
	{ "attr_itx_place_id", NULL, "interaction.interactionPlaceId" },
	{ "attr_itx_media_type", "Event*", "interaction.interactionMediatype" },
	{ "attr_itx_media_type", NULL, "mediaType" },
	{ "attr_media_type", NULL, "mediaType" },
	{ "attr_media_type_name", NULL, "mediaTypeName" },
	{ "attr_itx_type", "Event*", "interaction.interactionType" },
	{ "attr_itx_type", NULL, "interactionType" },
	{ "attr_itx_submitted_by", NULL, "interaction.interactionSubmittedBy" },
	{ "attr_user_data", "Event*", "interaction.interactionUserData" },
	{ "attr_user_data", NULL, "userData" },
	{ "attr_envelope", NULL, "espRequestEnvelope" },
	{ "attr_esp_server_refid", NULL, "referenceId" },
	{ "attr_esp_client_refid", NULL, "referenceId" },
	{ "attr_client_name", NULL, "clientName" },
	{ "attr_client_type", NULL, "clientType" },
	{ "attr_tenant_id", NULL, "tenantId" },
	{ "attr_event_time", NULL, "eventTime" },
	{ "attr_extension", NULL, "extension" },
	{ "attr_proxy_client_id", NULL, "proxyClientId" },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

void
vocabulary_free(struct vocabulary *v)
{
	for (size_t i = 0; i < v->messages.count; i++) {
		free(v->messages.items[i].name);
		free(v->messages.items[i].meaning);
	}
	for (size_t i = 0; i < v->attributes.count; i++) {
		free(v->attributes.items[i].name);
		free(v->attributes.items[i].messages);
		free(v->attributes.items[i].path);
	}
	for (size_t i = 0; i < v->values.count; i++) {
		free(v->values.items[i].path);
		free(v->values.items[i].value);
		free(v->values.items[i].meaning);
	}
	for (size_t i = 0; i < v->clients.count; i++) {
		free(v->clients.items[i].label);
		free(v->clients.items[i].agent_id);
		free(v->clients.items[i].place_id);
	}
	vec_free(&v->messages);
	vec_free(&v->attributes);
	vec_free(&v->values);
	vec_free(&v->clients);
	vec_free(&v->numbers);
}

enum line_role
vocabulary_role(const struct vocabulary *v, unsigned number)
{
	for (size_t i = 0; i < v->numbers.count; i++)
		if (v->numbers.items[i].number == number)
			return v->numbers.items[i].role;
	if (number >= REFUSALS_FIRST && number <= REFUSALS_LAST)
		return LINE_REFUSAL;
	for (size_t i = 0; i < COUNT(numbers) && numbers[i].number <= number;
	     i++)
		if (numbers[i].number == number)
			return numbers[i].role;
	return LINE_OTHER;
}

/* party_added becomes PartyAdded, or partyAdded. */
static void
join_words(struct span name, char *into, bool begins_large)
{
	size_t size = 0;
	bool is_large = begins_large;
	for (size_t i = 0; i < name.size && size < LOG_NAME_MAX_BYTES; i++) {
		char c = name.at[i];
		if (c == '_') {
			is_large = size > 0 || begins_large;
			continue;
		}
		if (is_large)
			c = (char)toupper((unsigned char)c);
		into[size++] = c;
		is_large = false;
	}
	into[size] = '\0';
}

static void
copy_text(char *into, const char *text)
{
	size_t size = strnlen(text, LOG_NAME_MAX_BYTES);
	memcpy(into, text, size);
	into[size] = '\0';
}

void
vocabulary_message(const struct vocabulary *v, struct span name, char *into)
{
	for (size_t i = 0; i < v->messages.count; i++) {
		if (span_is(name, v->messages.items[i].name)) {
			copy_text(into, v->messages.items[i].meaning);
			return;
		}
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		if (span_is(name, names[i].name)) {
			copy_text(into, names[i].meaning);
			return;
		}
	}
	bool is_snake = name.size && islower((unsigned char)*name.at);
	join_words(name, into, is_snake);
}

/* "EventParty*" or a whole name; NULL: all. */
static bool
is_among(const char *message, const char *pattern)
{
	size_t size = pattern ? strlen(pattern) : 0;
	if (!pattern)
		return true;
	return pattern[size - 1] == '*'
	    ? strncmp(message, pattern, size - 1) == 0
	    : strcmp(message, pattern) == 0;
}

/* attr_x_y becomes xY, AttributeThisDN thisDN. */
static void
put_unknown(struct span name, char *into)
{
	char word[LOG_NAME_MAX_BYTES + 1];
	if (span_starts(name, "attr_"))
		name = span_skip(name, strlen("attr_"));
	else if (span_starts(name, "Attribute"))
		name = span_skip(name, strlen("Attribute"));
	if (name.size > LOG_NAME_MAX_BYTES - 4)
		name.size = LOG_NAME_MAX_BYTES - 4;
	join_words(name, word, false);
	word[0] = (char)tolower((unsigned char)word[0]);
	memcpy(into, "log.", 4);
	copy_text(into + 4, word);
}

bool
vocabulary_attribute(const struct vocabulary *v, const char *message,
    struct span name, char *into)
{
	for (size_t i = 0; i < v->attributes.count; i++) {
		const struct mapped_attribute *a = &v->attributes.items[i];
		if (span_is(name, a->name) && is_among(message, a->messages)) {
			copy_text(into, a->path);
			return true;
		}
	}
	for (size_t i = 0; i < COUNT(attributes); i++) {
		if (span_is(name, attributes[i].name) &&
		    is_among(message, attributes[i].messages)) {
			copy_text(into, attributes[i].path);
			return true;
		}
	}
	put_unknown(name, into);
	return false;
}

const char *
vocabulary_value(
    const struct vocabulary *v, const char *path, struct span value)
{
	for (size_t i = 0; i < v->values.count; i++) {
		const struct mapped_value *m = &v->values.items[i];
		if (strcmp(m->path, path) == 0 && span_is(value, m->value))
			return m->meaning;
	}
	return NULL;
}
