/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest/shown.h"

#include "core/hash.h"
#include "core/mem.h"
#include "core/vec.h"

#include <stdlib.h>
#include <string.h>

/* Paths of attributes: the catalogue has some hundred. */
#define PATHS_MAX 4096
/* Messages of each name that are looked at. */
#define SAMPLES_OF_NAME 50
#define SAMPLED_NAMES_MAX 1000

struct seen_path {
	struct hash_node node;
	char *path;
};

struct sampled_name {
	struct hash_node node;
	char *name;
	unsigned count;
};

/* Of requests, or of events. */
struct seen_paths {
	struct hash by_path;
	VEC(struct seen_path *) all;
	const char **list; /* owned; made when it is asked for */
};

struct shown {
	struct seen_paths requests, events;
	struct hash by_name;
	VEC(struct sampled_name *) sampled;
};

struct shown *
shown_new(void)
{
	return mem_zalloc(sizeof(struct shown));
}

static struct sampled_name *
find_sampled(struct shown *s, const char *name)
{
	size_t size = strlen(name);
	struct sampled_name *one =
	    (struct sampled_name *)hash_find(&s->by_name, name, size);
	if (one || s->sampled.count == SAMPLED_NAMES_MAX)
		return one;
	one = mem_zalloc(sizeof(*one));
	one->name = mem_strdup(name);
	hash_add(&s->by_name, &one->node, one->name, size);
	vec_push(&s->sampled, one);
	return one;
}

bool
shown_wants(struct shown *s, const char *name)
{
	struct sampled_name *one = find_sampled(s, name);
	if (!one || one->count == SAMPLES_OF_NAME)
		return false;
	one->count++;
	return true;
}

static void
note_path(struct seen_paths *seen, const char *path, size_t size)
{
	if (hash_find(&seen->by_path, path, size) ||
	    seen->all.count == PATHS_MAX)
		return;
	struct seen_path *one = mem_zalloc(sizeof(*one));
	one->path = mem_strndup(path, size);
	hash_add(&seen->by_path, &one->node, one->path, size);
	vec_push(&seen->all, one);
}

/* A path is shown, and with it everything that it is in. */
void
shown_note(struct shown *s, const struct message *m, bool is_event)
{
	struct seen_paths *seen = is_event ? &s->events : &s->requests;
	for (size_t i = 0; i < message_count(m); i++) {
		const struct attribute *a = message_attribute(m, i);
		for (size_t j = 0; j <= a->path_size; j++)
			if (j == a->path_size || a->path[j] == '.')
				note_path(seen, a->path, j);
	}
}

bool
shown_has(const struct shown *s, bool in_event, const char *path)
{
	const struct seen_paths *seen = in_event ? &s->events : &s->requests;
	return hash_find(&seen->by_path, path, strlen(path)) != NULL;
}

const char *const *
shown_paths(struct shown *s, bool in_event)
{
	struct seen_paths *seen = in_event ? &s->events : &s->requests;
	free(seen->list);
	seen->list = mem_zalloc((seen->all.count + 1) * sizeof(*seen->list));
	for (size_t i = 0; i < seen->all.count; i++)
		seen->list[i] = seen->all.items[i]->path;
	return seen->list;
}

static void
free_paths(struct seen_paths *seen)
{
	for (size_t i = 0; i < seen->all.count; i++) {
		free(seen->all.items[i]->path);
		free(seen->all.items[i]);
	}
	hash_free(&seen->by_path);
	vec_free(&seen->all);
	free(seen->list);
}

void
shown_free(struct shown *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->sampled.count; i++) {
		free(s->sampled.items[i]->name);
		free(s->sampled.items[i]);
	}
	hash_free(&s->by_name);
	vec_free(&s->sampled);
	free_paths(&s->requests);
	free_paths(&s->events);
	free(s);
}
