/* SPDX-License-Identifier: Apache-2.0 */
#include "conformance/ixit.h"

#include "core/mem.h"
#include "core/text/duration.h"
#include "load/target_file.h"
#include "xml/writer.h"

#include <stdlib.h>
#include <string.h>

/* An element with one or two attributes; the second may be NULL. */
static void
write_pair(struct xml_writer *w, const char *element, const char *name,
    const char *value, const char *other_name, const char *other)
{
	xml_start(w, element);
	xml_attribute(w, name, value);
	if (other)
		xml_attribute(w, other_name, other);
	xml_end(w);
}

static void
write_server(struct xml_writer *w, const struct target *t)
{
	char settle[DURATION_TEXT_SIZE];
	xml_start(w, "server");
	if (t->embedded)
		xml_attribute(w, "embedded", "yes");
	else
		xml_attribute(w, "url", t->url);
	/* As a file has it: "500ms". */
	char *text = mem_strdup(duration_print(settle, t->settle_ns));
	for (char *at = text; (at = strchr(at, ' '));)
		memmove(at, at + 1, strlen(at));
	xml_attribute(w, "settle", text);
	free(text);
	xml_end(w);
}

static void
write_pool(struct xml_writer *w, const struct target *t)
{
	xml_start(w, "pool");
	for (size_t i = 0; i < t->agents.count; i++)
		write_pair(w, "agent", "agentId", t->agents.items[i].agent_id,
		    "placeId", t->agents.items[i].place_id);
	for (size_t i = 0; i < t->queues.count; i++)
		write_pair(w, "queue", "name", t->queues.items[i], NULL, NULL);
	for (size_t i = 0; i < t->workbins.count; i++)
		write_pair(
		    w, "workbin", "name", t->workbins.items[i], NULL, NULL);
	xml_end(w);
}

static void
write_options(struct xml_writer *w, const struct target *t)
{
	if (!t->options.count)
		return;
	xml_start(w, "options");
	for (size_t i = 0; i < t->options.count; i++)
		write_pair(w, "option", "name", t->options.items[i].name,
		    "value", t->options.items[i].text);
	xml_end(w);
}

static void
write_timers(struct xml_writer *w, const struct target *t)
{
	for (size_t i = 0; i < t->timers.count; i++) {
		char *text = mem_printf(
		    "%lldms", (long long)(t->timers.items[i].ns / 1000000));
		write_pair(
		    w, "timer", "name", t->timers.items[i].name, "value", text);
		free(text);
	}
}

/* Two suites may have one reading. */
static bool
is_first(struct suite *const *suites, size_t suite, const char *reading)
{
	for (size_t i = 0; i < suite; i++)
		if (suite_find_reading(suites[i], reading))
			return false;
	return true;
}

static void
write_readings(struct xml_writer *w, const struct target *t,
    struct suite *const *suites, size_t suite_count)
{
	for (size_t i = 0; i < suite_count; i++)
		for (size_t j = 0; j < suites[i]->readings.count; j++) {
			const char *name = suites[i]->readings.items[j].name;
			if (is_first(suites, i, name))
				write_pair(w, "reading", "name", name, "value",
				    suite_choice(suites[i], t, name));
		}
}

/* Only the name of the file: where it is means nothing elsewhere. */
static const char *
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool
ixit_print(const struct target *t, struct suite *const *suites,
    size_t suite_count, struct buf *into)
{
	struct xml_writer *w = xml_writer_new();
	xml_start(w, "target");
	xml_attribute(w, "xmlns", TARGET_NAMESPACE);
	xml_attribute(w, "name", t->name);
	write_server(w, t);
	write_pool(w, t);
	write_options(w, t);
	write_timers(w, t);
	write_readings(w, t, suites, suite_count);
	for (size_t i = 0; i < t->background.count; i++)
		write_pair(w, "background", "message",
		    t->background.items[i].name, "protocol",
		    t->background.items[i].text);
	for (size_t i = 0; i < t->values.count; i++)
		write_pair(w, "value", "name", t->values.items[i].name, "value",
		    t->values.items[i].text);
	for (size_t i = 0; i < t->substitutes.count; i++)
		write_pair(w, "substitute", "phase",
		    t->substitutes.items[i].phase, "href",
		    file_name(t->substitutes.items[i].path));
	return xml_writer_finish(w, into);
}
