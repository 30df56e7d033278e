/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two runs were given: the differences of their files, timers, readings
 * and options.
 */
#include "compare/comparison.h"
#include "core/mem.h"
#include "core/text/duration.h"

#include <string.h>

/* The differences between two lists of (name, text). */
struct pairs {
	VEC(struct named_text) items; /* borrowed names; owned texts */
};

static char *
copy(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

static void
compare(struct comparison *c, const char *kind, const char *name,
    const char *before, const char *now)
{
	if (before && now ? strcmp(before, now) == 0 : before == now)
		return;
	struct changed_input input = { .kind = kind,
		.name = mem_strdup(name),
		.before = copy(before),
		.now = copy(now) };
	vec_push(&c->inputs, input);
}

static const char *
find_text(const struct pairs *p, const char *name)
{
	for (size_t i = 0; i < p->items.count; i++)
		if (strcmp(p->items.items[i].name, name) == 0)
			return p->items.items[i].text;
	return NULL;
}

static void
compare_pairs(struct comparison *c, const char *kind, struct pairs *before,
    struct pairs *now)
{
	for (size_t i = 0; i < before->items.count; i++) {
		const struct named_text *one = &before->items.items[i];
		compare(
		    c, kind, one->name, one->text, find_text(now, one->name));
	}
	for (size_t i = 0; i < now->items.count; i++) {
		const struct named_text *one = &now->items.items[i];
		if (!find_text(before, one->name))
			compare(c, kind, one->name, NULL, one->text);
	}
}

static void
add_pair(struct pairs *p, const char *name, char *text)
{
	struct named_text pair = { .name = (char *)name, .text = text };
	vec_push(&p->items, pair);
}

static void
pairs_free(struct pairs *p)
{
	for (size_t i = 0; i < p->items.count; i++)
		free(p->items.items[i].text);
	vec_free(&p->items);
}

static void
list_files(const struct run_facts *run, struct pairs *ret)
{
	for (unsigned i = 0; i < run->file_count; i++)
		add_pair(ret, recorded_name(run->files[i].path),
		    mem_strdup(run->files[i].sha256));
}

static void
list_timers(const struct run_facts *run, struct pairs *ret)
{
	char value[DURATION_TEXT_SIZE];
	for (size_t i = 0; run->target && i < run->target->timers.count; i++) {
		const struct named_timer *t = &run->target->timers.items[i];
		add_pair(
		    ret, t->name, mem_strdup(duration_print(value, t->ns)));
	}
}

static void
list_readings(const struct run_facts *run, struct pairs *ret)
{
	for (size_t i = 0; run->target && i < run->target->readings.count;
	     i++) {
		const struct named_text *r = &run->target->readings.items[i];
		add_pair(ret, r->name, copy(r->text));
	}
}

static void
list_options(const struct run_facts *run, struct pairs *ret)
{
	for (size_t i = 0; run->target && i < run->target->options.count; i++) {
		const struct named_text *o = &run->target->options.items[i];
		add_pair(ret, o->name, copy(o->text));
	}
}

/* The command line matters, but where reports were written does not. */
static void
compare_lists(struct comparison *c, const struct run_facts *before,
    const struct run_facts *now)
{
	static const struct {
		const char *kind;
		void (*list)(const struct run_facts *run, struct pairs *ret);
	} lists[] = { { "file", list_files }, { "timer", list_timers },
		{ "reading", list_readings },
		{ "server option", list_options } };
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct pairs old = { 0 }, new = { 0 };
		lists[i].list(before, &old);
		lists[i].list(now, &new);
		compare_pairs(c, lists[i].kind, &old, &new);
		pairs_free(&old);
		pairs_free(&new);
	}
}

void
comparison_inputs(const struct run_facts *before, const struct run_facts *now,
    struct comparison *into)
{
	compare(into, "server", "name", before->server_name, now->server_name);
	compare(into, "server", "version", before->server_version,
	    now->server_version);
	compare(into, "program", "version", before->program_version,
	    now->program_version);
	compare(into, "program", "SHA-256", before->program_sha256,
	    now->program_sha256);
	compare(into, "target", "name", before->target_name, now->target_name);
	compare_lists(into, before, now);
}
