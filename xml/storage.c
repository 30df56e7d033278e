/* SPDX-License-Identifier: Apache-2.0 */
#include "xml/storage.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* A usual file needs two. */
#define BLOCK_BYTES ((size_t)8000)

struct xml_block {
	struct xml_block *before;
	size_t size;
	char bytes[];
};

void
xml_storage_free(struct xml_storage *s)
{
	while (s->newest) {
		struct xml_block *before = s->newest->before;
		free(s->newest);
		s->newest = before;
	}
	s->room = 0;
}

static void
add_block(struct xml_storage *s, size_t size)
{
	size = size > BLOCK_BYTES ? size : BLOCK_BYTES;
	struct xml_block *b = mem_alloc(sizeof(*b) + size);
	b->before = s->newest;
	b->size = size;
	s->newest = b;
	s->room = size;
}

/* At 'align', a power of two. */
static char *
take(struct xml_storage *s, size_t size, size_t align)
{
	size_t skipped = s->room % align;
	if (s->room < size + skipped) {
		add_block(s, (size + align - 1) / align * align);
		skipped = s->room % align;
	}
	s->room -= skipped;
	char *taken = s->newest->bytes + (s->newest->size - s->room);
	s->room -= size;
	return taken;
}

void *
xml_storage_take(struct xml_storage *s, size_t size)
{
	return memset(take(s, size, sizeof(void *)), 0, size);
}

char *
xml_storage_copy(struct xml_storage *s, const char *bytes, size_t size)
{
	char *copy = take(s, size + 1, 1);
	memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}
