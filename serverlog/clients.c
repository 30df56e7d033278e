/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/clients.h"

#include <stdlib.h>
#include <string.h>

void
log_clients_free(struct log_clients *c)
{
	for (size_t i = 0; i < c->all.count; i++) {
		free(c->all.items[i]->label);
		free(c->all.items[i]->agent_id);
		free(c->all.items[i]->place_id);
		free(c->all.items[i]);
	}
	hash_free(&c->by_label);
	vec_free(&c->all);
}

/* What the label alone says: fan-out lines mark a reporting engine in it. */
static bool
is_reporting_label(struct span label)
{
	static const char mark[] = "- Reporting";
	size_t size = sizeof(mark) - 1;
	return label.size >= size &&
	    memcmp(label.at + label.size - size, mark, size) == 0;
}

struct log_client *
log_clients_find(struct log_clients *c, struct span label)
{
	if (!label.size || label.size > LOG_LABEL_MAX_BYTES)
		return NULL;
	struct hash_node *found = hash_find(&c->by_label, label.at, label.size);
	if (found)
		return (struct log_client *)found;
	if (c->all.count == LOG_CLIENTS_MAX)
		return NULL;
	struct log_client *one = mem_zalloc(sizeof(*one));
	one->index = (unsigned)c->all.count;
	one->since_ms = one->until_ms = STAMP_NONE;
	one->label = mem_strndup(label.at, label.size);
	if (is_reporting_label(label))
		one->kind = CLIENT_REPORTING;
	hash_add(&c->by_label, &one->node, one->label, label.size);
	vec_push(&c->all, one);
	return one;
}

struct log_client *
log_clients_find_agent(const struct log_clients *c, const char *agent_id)
{
	for (size_t i = c->all.count; i-- > 0;) {
		struct log_client *one = c->all.items[i];
		if (one->agent_id && strcmp(one->agent_id, agent_id) == 0)
			return one;
	}
	return NULL;
}

static void
replace(char **text, const char *by)
{
	if (!by || (*text && strcmp(*text, by) == 0))
		return;
	free(*text);
	*text = mem_strdup(by);
}

void
log_client_bind(
    struct log_client *one, const char *agent_id, const char *place_id)
{
	replace(&one->agent_id, agent_id);
	replace(&one->place_id, place_id);
	if (one->kind == CLIENT_UNKNOWN)
		one->kind = CLIENT_AGENT;
}

void
log_client_note(struct log_client *one, int64_t time_ms)
{
	if (one->since_ms == STAMP_NONE)
		one->since_ms = time_ms;
	one->until_ms = STAMP_NONE;
}

bool
log_client_reports_at(const struct log_client *one, int64_t time_ms)
{
	return one->kind == CLIENT_REPORTING && one->since_ms != STAMP_NONE &&
	    one->since_ms <= time_ms &&
	    (one->until_ms == STAMP_NONE || one->until_ms > time_ms);
}

void
log_client_end(struct log_client *one, int64_t time_ms)
{
	one->until_ms = time_ms;
	one->is_logged_in = KNOWN_NO;
	one->is_logging_in = one->is_logging_out = false;
}

void
log_clients_add_mapped(struct log_clients *c, const struct vocabulary *v)
{
	for (size_t i = 0; i < v->clients.count; i++) {
		const struct mapped_client *m = &v->clients.items[i];
		struct log_client *one = log_clients_find(c, span_of(m->label));
		if (!one)
			continue;
		one->kind = m->kind;
		replace(&one->agent_id, m->agent_id);
		replace(&one->place_id, m->place_id);
	}
}
