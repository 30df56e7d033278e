/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/location.h"

#include <stdlib.h>
#include <string.h>

/* The initial of the kind, the name, a NUL; names are limited before. */
#define KEY_MAX_BYTES (1 + MOCK_ID_MAX_BYTES + 1)

static size_t
make_key(char *key, enum location_kind kind, const char *name)
{
	size_t size = strnlen(name, MOCK_ID_MAX_BYTES);
	key[0] = kind == LOCATION_QUEUE ? 'q' : 'w';
	memcpy(key + 1, name, size);
	key[1 + size] = '\0';
	return 1 + size;
}

bool
location_is_configured(const char *name)
{
	static const char unknown[] = "no-such-";
	return strncmp(name, unknown, sizeof(unknown) - 1) != 0;
}

static struct location *
find_key(const struct mock_server *s, const char *key, size_t size)
{
	struct hash_node *node = hash_find(&s->locations, key, size);
	return node ? list_element(node, struct location, by_name) : NULL;
}

struct location *
location_find(
    const struct mock_server *s, enum location_kind kind, const char *name)
{
	char key[KEY_MAX_BYTES];
	size_t size = make_key(key, kind, name);
	return find_key(s, key, size);
}

struct location *
location_ref(struct mock_server *s, enum location_kind kind, const char *name)
{
	char key[KEY_MAX_BYTES];
	size_t size = make_key(key, kind, name);
	struct location *l = find_key(s, key, size);
	if (!l) {
		l = mem_zalloc(sizeof(*l));
		l->kind = kind;
		l->key = mem_strndup(key, size);
		l->name = l->key + 1;
		list_init(&l->interactions);
		list_init(&l->subscriptions);
		hash_add(&s->locations, &l->by_name, l->key, size);
	}
	l->references++;
	return l;
}

static void
location_unref(struct mock_server *s, struct location *l)
{
	if (!l || --l->references > 0)
		return;
	hash_remove(&s->locations, &l->by_name);
	free(l->key);
	free(l);
}

void
location_assign(
    struct mock_server *s, struct location **slot, struct location *to)
{
	struct location *before = *slot;
	if (to)
		to->references++;
	*slot = to;
	location_unref(s, before);
}
