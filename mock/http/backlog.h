/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines down of one channel: numbered, kept until acknowledged, and read
 * from any number that is kept.
 *
 * Knows text, not HTTP.  A cursor continues from its position.
 */
#ifndef IXC_MOCK_HTTP_BACKLOG_H
#define IXC_MOCK_HTTP_BACKLOG_H

#include "core/list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Kept although they were read: what docs/binding.md promises. */
#define BACKLOG_KEPT_FRAMES 65536
/*
 * Past this even unread lines are dropped: a client this slow has lost the run.
 */
#define BACKLOG_MAX_BYTES ((size_t)64 << 20)
/* All of them together, about: each has its share. */
#define BACKLOG_ALL_MAX_BYTES ((size_t)256 << 20)

struct backlog_chunk;

struct backlog {
	struct list chunks;     /* oldest first */
	uint64_t last_sequence; /* 0: none yet */
	size_t size;            /* bytes in all chunks */
	size_t max_bytes;       /* of them */
	/* The cursor: */
	struct backlog_chunk *at; /* NULL: before what comes next */
	size_t offset;
	bool is_overrun; /* lines were dropped that the cursor had not read */
};

void backlog_init(struct backlog *b);

void backlog_free(struct backlog *b);

/* Add the line that has number last_sequence + 1, its newline included. */
void backlog_add(struct backlog *b, const char *line, size_t size);

enum backlog_position {
	BACKLOG_FOUND,
	BACKLOG_GONE,    /* a frame after 'sequence' is no longer kept */
	BACKLOG_UNKNOWN, /* that frame does not exist yet */
};

/* Put the cursor after 'sequence', and forget everything up to it. */
enum backlog_position backlog_seek(struct backlog *b, uint64_t sequence);

/*
 * There are so many backlogs now: keep no more than this one's share of
 * BACKLOG_ALL_MAX_BYTES, at most BACKLOG_MAX_BYTES.
 */
void backlog_share(struct backlog *b, size_t count);

/* Copy what follows the cursor, at most 'size' bytes, and move it on. */
size_t backlog_read(struct backlog *b, char *into, size_t size);

/* Is there something to read? */
bool backlog_has_more(const struct backlog *b);

#endif
