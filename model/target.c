/* SPDX-License-Identifier: Apache-2.0 */
#include "model/target.h"

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
	free_texts(t->background.items, t->background.count);
	free_texts(t->values.items, t->values.count);
	free_texts(t->substitutes.items, t->substitutes.count);
	free_texts(t->files.items, t->files.count);
	free(t->name);
	free(t->url);
	free(t->ca_file);
	free(t->certificate_file);
	free(t->key_file);
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
