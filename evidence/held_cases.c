/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/held_cases.h"

#include "core/hash.h"
#include "core/mem.h"
#include "model/repetition.h"

#include <stdlib.h>
#include <string.h>

/* A name of a case, as planned, or without the number of its repetition. */
struct name {
	struct hash_node node;
	char *path; /* owned */
};

struct names {
	struct hash table;
	VEC(struct name *) items;
};

static struct name *
find(const struct names *n, const char *path)
{
	struct hash_node *node = hash_find(&n->table, path, strlen(path));
	return (struct name *)node;
}

/* Takes over the path.  False when it is there already. */
static bool
put(struct names *n, char *path)
{
	if (find(n, path)) {
		free(path);
		return false;
	}
	struct name *name = mem_zalloc(sizeof(*name));
	name->path = path;
	hash_add(&n->table, &name->node, path, strlen(path));
	vec_push(&n->items, name);
	return true;
}

static void
names_free(struct names *n)
{
	for (size_t i = 0; i < n->items.count; i++) {
		free(n->items.items[i]->path);
		free(n->items.items[i]);
	}
	vec_free(&n->items);
	hash_free(&n->table);
}

static char *
path_of(const char *suite, const char *phase, const char *name, size_t size)
{
	return mem_printf("%s/%s/%.*s", suite, phase, (int)size, name);
}

/* Without the number of a repetition. */
static char *
base_of(const struct run_case *c)
{
	return path_of(
	    c->suite, c->phase, c->name, repetition_base_size(c->name));
}

/* Each case once; of a load, each has a name of its own as well. */
static void
collect_planned(
    struct doubts *d, const struct run_facts *run, struct names *bases)
{
	struct names whole = { 0 };
	for (unsigned i = 0; i < run->case_count; i++) {
		const struct run_case *c = &run->cases[i];
		if (!put(&whole,
			path_of(
			    c->suite, c->phase, c->name, strlen(c->name))) &&
		    !run->is_load)
			doubts_add(d, DOUBT_CASES,
			    "%s/%s/%s is recorded more than once.", c->suite,
			    c->phase, c->name);
		if (!c->is_assumption)
			put(bases, base_of(c));
	}
	names_free(&whole);
}

/* A shard, and what is kept of a load, have some of them. */
static void
match_list(struct doubts *d, const struct run_facts *run,
    const struct run_suite *s, const struct names *planned)
{
	bool has_all = !run->is_load && !run->shard.total;
	for (unsigned i = 0; i < s->case_count; i++) {
		const struct run_listed *l = &s->listed[i];
		char *path =
		    path_of(s->name, l->phase, l->name, strlen(l->name));
		bool is_planned = find(planned, path) != NULL;
		if (l->is_selected && !is_planned && has_all)
			doubts_add_lack(d, path,
			    "was selected, and is not in the recording");
		else if (!l->is_selected && is_planned)
			doubts_add(d, DOUBT_CASES,
			    "%s is in the recording, and was not selected.",
			    path);
		free(path);
	}
}

static void
name_unended(struct doubts *d, const struct run_case *c)
{
	char *path = path_of(c->suite, c->phase, c->name, strlen(c->name));
	doubts_add_lack(
	    d, path, "was planned, and has no end in the recording");
	free(path);
}

void
held_cases(struct doubts *d, const struct run_facts *run, const bool *ended)
{
	struct names bases = { 0 };
	collect_planned(d, run, &bases);
	for (unsigned i = 0; i < run->suite_count; i++)
		if (run->suites[i].listed)
			match_list(d, run, &run->suites[i], &bases);
	for (unsigned i = 0; ended && i < run->case_count; i++)
		if (!ended[i])
			name_unended(d, &run->cases[i]);
	names_free(&bases);
}

/* The shards of a merged run have ids of their own. */
void
held_lease(struct doubts *d, const struct run_facts *run,
    const struct run_event *started)
{
	const struct run_case *c = started->test;
	const struct case_lease *l = started->lease;
	if (!run->run_id || run->is_merged || !l ||
	    (strstr(l->interaction, run->run_id) &&
		(!l->unique || strstr(l->unique, run->run_id))))
		return;
	doubts_add(d, DOUBT_CASES,
	    "%s/%s/%s has the interaction %s, which is not of the run %s.",
	    c->suite, c->phase, c->name, l->interaction, run->run_id);
}
