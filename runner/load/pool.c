/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/load/pool.h"

#include "runner/load/reader.h"
#include "runner/load/target_file.h"

#include <string.h>

static const struct element_rule pool_rule = {
	.name = "pool",
	.children =
	    WORDS("agents", "agent", "queues", "queue", "workbins", "workbin"),
};

static const struct element_rule agents_rule = {
	.name = "agents",
	.required = WORDS("count", "agentId", "placeId"),
};

static const struct element_rule agent_rule = {
	.name = "agent",
	.required = WORDS("agentId", "placeId"),
};

static const struct element_rule names_rule = {
	.name = "queues",
	.required = WORDS("count", "name"),
};

static const struct element_rule name_rule = {
	.name = "queue",
	.required = WORDS("name"),
};

/* "agent-{n}" for one n; each {n} is replaced. */
static char *
numbered(const char *pattern, unsigned n)
{
	struct buf b;
	buf_init(&b, SOURCE_MAX_BYTES);
	for (;;) {
		const char *mark = strstr(pattern, "{n}");
		if (!mark)
			break;
		buf_add(&b, pattern, (size_t)(mark - pattern));
		buf_printf(&b, "%u", n);
		pattern = mark + 3;
	}
	buf_add_text(&b, pattern);
	return buf_take(&b);
}

static char *
name_of(const struct xml_attribute *a, bool many, unsigned n)
{
	return many ? numbered(a->value, n) : mem_strdup(a->value);
}

static unsigned
read_count(const struct xml_node *n, struct diag *diag)
{
	unsigned count = 0;
	const struct xml_attribute *a = reader_attribute(n, "count");
	if (a)
		reader_number(a, POOL_MAX, &count, diag);
	return count;
}

static void
check_pattern(const struct xml_attribute *a, unsigned count, struct diag *diag)
{
	if (count > 1 && !strstr(a->value, "{n}"))
		diag_error(diag, &a->value_at,
		    "'%s' is the same %u times; {n} is missing in it", a->value,
		    count);
}

static void
read_agents(struct target *t, const struct xml_node *n, struct diag *diag)
{
	bool many = reader_is(n, "agents");
	reader_check(n, many ? &agents_rule : &agent_rule, diag);
	const struct xml_attribute *agent = reader_attribute(n, "agentId");
	const struct xml_attribute *place = reader_attribute(n, "placeId");
	unsigned count = many ? read_count(n, diag) : 1;
	if (!agent || !place)
		return;
	check_pattern(agent, count, diag);
	check_pattern(place, count, diag);
	if (count > POOL_MAX - t->agents.count) {
		diag_error(diag, &n->at, "more than %d in the pool", POOL_MAX);
		return;
	}
	for (unsigned i = 1; i <= count; i++) {
		struct pool_agent a = {
			.agent_id = name_of(agent, many, i),
			.place_id = name_of(place, many, i),
		};
		vec_push(&t->agents, a);
	}
}

static void
read_queues(struct target *t, const struct xml_node *n, struct diag *diag)
{
	bool workbin = strncmp(n->name, "workbin", 7) == 0;
	bool many = n->name[strlen(n->name) - 1] == 's';
	reader_check(n, many ? &names_rule : &name_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	unsigned count = many ? read_count(n, diag) : 1;
	if (!name)
		return;
	check_pattern(name, count, diag);
	size_t now = workbin ? t->workbins.count : t->queues.count;
	if (count > POOL_MAX - now) {
		diag_error(diag, &n->at, "more than %d in the pool", POOL_MAX);
		return;
	}
	for (unsigned i = 1; i <= count; i++) {
		char *text = name_of(name, many, i);
		if (workbin)
			vec_push(&t->workbins, text);
		else
			vec_push(&t->queues, text);
	}
}

void
pool_read(struct target *t, const struct xml_node *pool, struct diag *diag)
{
	reader_check(pool, &pool_rule, diag);
	for (size_t i = 0; i < pool->children.count; i++) {
		const struct xml_node *n = pool->children.items[i];
		if (reader_is(n, "agents") || reader_is(n, "agent"))
			read_agents(t, n, diag);
		else if (reader_is(n, "queues") || reader_is(n, "queue") ||
		    reader_is(n, "workbins") || reader_is(n, "workbin"))
			read_queues(t, n, diag);
	}
}
