/* SPDX-License-Identifier: Apache-2.0 */
#include "model/target.h"

#include <limits.h>
#include <string.h>

static void
free_texts(struct named_text *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(items[i].name);
		free(items[i].text);
	}
	free(items);
}

static void
free_strings(char **items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(items[i]);
	free(items);
}

void
target_free(struct target *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->agents.count; i++) {
		free(t->agents.items[i].agent_id);
		free(t->agents.items[i].place_id);
	}
	vec_free(&t->agents);
	for (size_t i = 0; i < t->timers.count; i++)
		free(t->timers.items[i].name);
	vec_free(&t->timers);
	free_strings(t->queues.items, t->queues.count);
	free_strings(t->workbins.items, t->workbins.count);
	free_texts(t->readings.items, t->readings.count);
	free_texts(t->options.items, t->options.count);
	free_texts(t->background.items, t->background.count);
	free_texts(t->values.items, t->values.count);
	for (size_t i = 0; i < t->substitutes.count; i++) {
		free(t->substitutes.items[i].phase);
		free(t->substitutes.items[i].path);
		source_unref(t->substitutes.items[i].source);
	}
	vec_free(&t->substitutes);
	free_texts(t->files.items, t->files.count);
	free(t->name);
	free(t->url);
	free(t->ca_file);
	free(t->certificate_file);
	free(t->key_file);
	free(t->pass_phrase_file);
	free(t->pass_phrase_environment);
	free(t->proxy);
	free(t->secret_file);
	free(t->secret_environment);
	source_unref(t->source);
	free(t);
}

bool
target_timer(const struct target *t, const char *name, int64_t *ret_ns)
{
	for (size_t i = 0; i < t->timers.count; i++) {
		if (strcmp(t->timers.items[i].name, name) == 0) {
			*ret_ns = t->timers.items[i].ns;
			return true;
		}
	}
	return false;
}

static const char *
find_text(const struct named_text *items, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i].name, name) == 0)
			return items[i].text;
	return NULL;
}

const char *
target_reading(const struct target *t, const char *name)
{
	return find_text(t->readings.items, t->readings.count, name);
}

const char *
target_value(const struct target *t, const char *name)
{
	return find_text(t->values.items, t->values.count, name);
}

static const char *const yes_or_no[] = { "true", "false", NULL };
static const char *const connections[] = { "true", "false", "force-logout",
	NULL };
static const char *const abandoned[] = { "never", "noanswer", "noagents",
	"always", NULL };
static const char *const available[] = { SECOND_SERVER_AVAILABLE, "missing",
	NULL };
static const char *const possible[] = { "possible", "impossible", NULL };

/* Rows of the table.  A number has limits where they are documented. */
#define TEXT(name)                                                             \
	{                                                                      \
		name, NULL, 0, 0, NULL                                         \
	}
#define WORD(name, words)                                                      \
	{                                                                      \
		name, words, 0, 0, NULL                                        \
	}
#define NUMBER(name)                                                           \
	{                                                                      \
		name, NULL, 0, UINT_MAX, NULL                                  \
	}

/*
 * Those that the documents of the models name.  Where the values are not known,
 * any text is taken.  Some are not of this server: of a chat server beside it
 * (stop-abandoned-interaction), and of what is between it and us (server2,
 * unregistered-requests).
 */
static const struct server_option options[] = {
	TEXT(OPTION_LOGIN_CONTROL),
	NUMBER("agent-session-restore-timeout"),
	WORD("allow-multiple-agent-connections", connections),
	NUMBER("delayed-logout-timeout"),
	{ OPTION_DELIVERING_TIMEOUT, NULL, 1, 86400, "s" },
	TEXT("enable-revoke-from-agent"),
	{ "handling-timeout", NULL, 1, 1440, "min" },
	TEXT("hide-attached-data"),
	TEXT("hide-strategy-change-activity"),
	TEXT("hide-strategy-esp-activity"),
	NUMBER("high-pull-threshold"),
	NUMBER("login-session-timeout"),
	NUMBER("low-pull-threshold"),
	NUMBER("max-current-clients"),
	NUMBER("max-current-request-queue-size"),
	NUMBER("max-current-request-queue-wait"),
	NUMBER("max-interactions-per-pull"),
	{ "max-interactions-per-snapshot", NULL, 100, 10000, NULL },
	NUMBER("max-number-of-snapshots"),
	NUMBER("max-workbin-interactions"),
	TEXT("no-userdata-changed-response-to-urs"),
	WORD("not-ready-on-invitation-timeout", yes_or_no),
	TEXT("notify-workbin-userdata-changed"),
	NUMBER("pull-hold-timeout"),
	NUMBER("registration-timeout"),
	TEXT("reset-states-on-shutdown"),
	{ "routing-timeout", NULL, 0, UINT_MAX, "min" },
	WORD(OPTION_SECOND_SERVER, available),
	NUMBER("third-party-server-queue-size"),
	NUMBER("third-party-server-timeout"),
	NUMBER("third-party-server-window-size"),
	WORD("stop-abandoned-interaction", abandoned),
	WORD("unregistered-requests", possible),
};

#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

const struct server_option *
server_option_find(const char *name)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (strcmp(options[i].name, name) == 0)
			return &options[i];
	return NULL;
}

const struct server_option *
server_option_at(size_t position)
{
	return position < OPTION_COUNT ? &options[position] : NULL;
}

const struct named_text *
server_option_said(const struct target *t, const char *name)
{
	for (size_t i = 0; i < t->options.count; i++)
		if (strcmp(t->options.items[i].name, name) == 0)
			return &t->options.items[i];
	return NULL;
}
