/* SPDX-License-Identifier: Apache-2.0 */
#include "load/target_pool.h"

#include "load/element/reader.h"

#include <stdlib.h>
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
	if (a && reader_number(a, 1, POOL_MAX, &count, diag) && count == 0)
		diag_error(diag, &a->value_at, "none of them is in the pool");
	return count;
}

static void
check_pattern(const struct xml_attribute *a, unsigned count, struct diag *diag)
{
	if (count > 1 && !strstr(a->value, "{n}"))
		diag_error(diag, &a->value_at,
		    "'%s' would be the same %u times: {n} is missing in "
		    "it",
		    a->value, count);
}

/* Else shards would meet at the one without it. */
static void
check_marks(const struct xml_attribute *agent,
    const struct xml_attribute *place, struct diag *diag)
{
	bool a = strstr(agent->value, TARGET_SHARD_MARK);
	bool b = strstr(place->value, TARGET_SHARD_MARK);
	const struct xml_attribute *without = a ? place : agent;
	if (a != b)
		diag_error(diag, &without->value_at,
		    "'%s' is the same in all shards; " TARGET_SHARD_MARK
		    " is missing in it",
		    without->value);
}

/* --- nothing is in the pool twice --- */

/* A name in the pool, and where it comes from. */
struct origin {
	const char *name; /* borrowed */
	const struct xml_attribute *at;
	size_t position; /* in the pool */
};

struct origins {
	const char *what;
	VEC(struct origin) items;
};

/* One pool, as it is read. */
struct reading {
	struct target *target;
	struct diag *diag;
	struct origins agents, places, queues, workbins;
};

static void
note_origin(struct origins *o, const char *name, const struct xml_attribute *at)
{
	struct origin origin = { name, at, o->items.count };
	vec_push(&o->items, origin);
}

static int
compare_origins(const void *a, const void *b)
{
	const struct origin *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	if (order != 0)
		return order;
	return x->position < y->position ? -1 : x->position > y->position;
}

/* One name of each element, and not those of a pattern without {n}. */
static void
check_origins(struct origins *o, struct diag *diag)
{
	const struct xml_attribute *told = NULL;
	if (o->items.count)
		qsort(o->items.items, o->items.count, sizeof(*o->items.items),
		    compare_origins);
	for (size_t i = 1; i < o->items.count; i++) {
		const struct origin *first = &o->items.items[i - 1];
		const struct origin *next = &o->items.items[i];
		if (strcmp(first->name, next->name) != 0 ||
		    first->at == next->at || next->at == told)
			continue;
		told = next->at;
		diag_error(diag, &told->value_at,
		    "the %s '%s' is in the pool twice", o->what, next->name);
		diag_note(diag, "first in line %u; two cases would share it",
		    first->at->value_at.line);
	}
	vec_free(&o->items);
}

static void
read_agents(struct reading *r, const struct xml_node *n)
{
	struct target *t = r->target;
	struct diag *diag = r->diag;
	bool many = reader_is(n, "agents");
	reader_check(n, many ? &agents_rule : &agent_rule, diag);
	const struct xml_attribute *agent = reader_attribute(n, "agentId");
	const struct xml_attribute *place = reader_attribute(n, "placeId");
	unsigned count = many ? read_count(n, diag) : 1;
	if (!agent || !place)
		return;
	check_pattern(agent, count, diag);
	check_pattern(place, count, diag);
	check_marks(agent, place, diag);
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
		note_origin(&r->agents, a.agent_id, agent);
		note_origin(&r->places, a.place_id, place);
	}
}

static void
read_queues(struct reading *r, const struct xml_node *n)
{
	struct target *t = r->target;
	struct diag *diag = r->diag;
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
		note_origin(workbin ? &r->workbins : &r->queues, text, name);
	}
}

void
target_pool_read(
    struct target *t, const struct xml_node *pool, struct diag *diag)
{
	struct reading r = { .target = t,
		.diag = diag,
		.agents = { .what = "agent" },
		.places = { .what = "place" },
		.queues = { .what = "queue" },
		.workbins = { .what = "workbin" } };
	reader_check(pool, &pool_rule, diag);
	for (size_t i = 0; i < pool->children.count; i++) {
		const struct xml_node *n = pool->children.items[i];
		if (reader_is(n, "agents") || reader_is(n, "agent"))
			read_agents(&r, n);
		else if (reader_is(n, "queues") || reader_is(n, "queue") ||
		    reader_is(n, "workbins") || reader_is(n, "workbin"))
			read_queues(&r, n);
	}
	check_origins(&r.agents, diag);
	check_origins(&r.places, diag);
	check_origins(&r.queues, diag);
	check_origins(&r.workbins, diag);
}
