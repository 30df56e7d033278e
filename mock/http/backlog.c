/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/backlog.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* Lines are kept together in pieces of this size, or of one longer line. */
#define CHUNK_BYTES ((size_t)64 << 10)

struct backlog_chunk {
	struct list link;
	uint64_t first_sequence;
	uint64_t next_sequence; /* of the line after the last one in here */
	size_t size;
	size_t capacity;
	char bytes[];
};

#define CHUNK(link_) list_element(link_, struct backlog_chunk, link)

void
backlog_init(struct backlog *b)
{
	*b = (struct backlog){ .max_bytes = BACKLOG_MAX_BYTES };
	list_init(&b->chunks);
}

static void
drop(struct backlog *b, struct backlog_chunk *c)
{
	list_remove(&c->link);
	b->size -= c->size;
	free(c);
}

void
backlog_free(struct backlog *b)
{
	list_each_removable (link, &b->chunks) {
		drop(b, CHUNK(link));
	}
}

/* A chunk with room for a line. */
static struct backlog_chunk *
chunk_for(struct backlog *b, size_t size)
{
	if (!list_empty(&b->chunks)) {
		struct backlog_chunk *last = CHUNK(b->chunks.previous);
		if (last->capacity - last->size >= size)
			return last;
	}
	size_t capacity = size > CHUNK_BYTES ? size : CHUNK_BYTES;
	struct backlog_chunk *c = mem_alloc(sizeof(*c) + capacity);
	c->first_sequence = c->next_sequence = b->last_sequence + 1;
	c->size = 0;
	c->capacity = capacity;
	list_append(&b->chunks, &c->link);
	return c;
}

/* May the oldest chunk go, because it was read and is beyond what is kept? */
static bool
is_spare(const struct backlog *b, const struct backlog_chunk *oldest)
{
	uint64_t behind = b->last_sequence - (oldest->next_sequence - 1);
	return oldest != b->at && behind >= BACKLOG_KEPT_FRAMES;
}

/* drop() unlinks what it frees; the analyzer does not see through lists. */
/* NOLINTBEGIN(clang-analyzer-unix.Malloc) */
static void
trim(struct backlog *b)
{
	while (b->chunks.next != b->chunks.previous) {
		struct backlog_chunk *oldest = CHUNK(b->chunks.next);
		bool is_too_much = b->size > b->max_bytes;
		if (!is_spare(b, oldest) && !is_too_much)
			return;
		if (oldest == b->at) {
			b->is_overrun = true;
			b->at = CHUNK(oldest->link.next);
			b->offset = 0;
		}
		drop(b, oldest);
	}
}
/* NOLINTEND(clang-analyzer-unix.Malloc) */

void
backlog_share(struct backlog *b, size_t count)
{
	size_t share = BACKLOG_ALL_MAX_BYTES / (count ? count : 1);
	b->max_bytes = share < BACKLOG_MAX_BYTES ? share : BACKLOG_MAX_BYTES;
	trim(b);
}

void
backlog_add(struct backlog *b, const char *line, size_t size)
{
	struct backlog_chunk *c = chunk_for(b, size);
	if (!b->at) {
		b->at = c;
		b->offset = c->size;
	}
	memcpy(c->bytes + c->size, line, size);
	c->size += size;
	c->next_sequence = ++b->last_sequence + 1;
	b->size += size;
	trim(b);
}

/* Offset of that line in its chunk. */
static size_t
offset_of(const struct backlog_chunk *c, uint64_t sequence)
{
	const char *at = c->bytes;
	for (uint64_t i = c->first_sequence; i < sequence; i++)
		at = (const char *)memchr(
			 at, '\n', (size_t)(c->bytes + c->size - at)) +
		    1;
	return (size_t)(at - c->bytes);
}

static uint64_t
oldest_kept(const struct backlog *b)
{
	return list_empty(&b->chunks) ? b->last_sequence + 1
				      : CHUNK(b->chunks.next)->first_sequence;
}

enum backlog_position
backlog_seek(struct backlog *b, uint64_t sequence)
{
	if (sequence > b->last_sequence)
		return BACKLOG_UNKNOWN;
	if (sequence + 1 < oldest_kept(b))
		return BACKLOG_GONE;
	b->at = NULL;
	b->offset = 0;
	b->is_overrun = false;
	list_each_removable (link, &b->chunks) {
		struct backlog_chunk *c = CHUNK(link);
		if (c->next_sequence > sequence + 1) {
			b->at = c;
			b->offset = offset_of(c, sequence + 1);
			break;
		}
		drop(b, c);
	}
	return BACKLOG_FOUND;
}

bool
backlog_has_more(const struct backlog *b)
{
	return b->at &&
	    (b->offset < b->at->size || b->at->link.next != &b->chunks);
}

size_t
backlog_read(struct backlog *b, char *into, size_t size)
{
	size_t copied = 0;
	while (copied < size && backlog_has_more(b)) {
		if (b->offset == b->at->size) {
			b->at = CHUNK(b->at->link.next);
			b->offset = 0;
		}
		size_t piece = b->at->size - b->offset;
		if (piece > size - copied)
			piece = size - copied;
		memcpy(into + copied, b->at->bytes + b->offset, piece);
		copied += piece;
		b->offset += piece;
	}
	trim(b);
	return copied;
}
