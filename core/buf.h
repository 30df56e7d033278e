/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing byte buffer with a fixed maximum.
 *
 * An addition that does not fit is dropped as a whole and sets 'truncated'; a
 * caller that cares checks it once at the end.  The content is always
 * NUL-terminated.
 */
#ifndef IXC_CORE_BUF_H
#define IXC_CORE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *bytes;     /* owned; NULL while nothing was ever added */
	size_t size;     /* bytes used, without the NUL */
	size_t capacity; /* bytes allocated, at most max and a NUL */
	size_t max;      /* 'size' never exceeds this */
	bool truncated;  /* something was dropped because of 'max' */
};

void buf_init(struct buf *b, size_t max);

void buf_free(struct buf *b);

/* Empty it, keep the storage. */
void buf_clear(struct buf *b);

/* The content as a C string, "" when empty; valid until the next change. */
const char *buf_text(const struct buf *b);

/*
 * Give the storage (never NULL) to the caller, who frees it; b is then empty.
 */
char *buf_take(struct buf *b);

/* Each returns false, and adds nothing, when 'max' would be exceeded. */
bool buf_add(struct buf *b, const void *bytes, size_t size);

bool buf_add_text(struct buf *b, const char *text);

bool buf_printf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool buf_vprintf(struct buf *b, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* For buf_reserve(): the same when there is no room yet. */
char *buf_make_room(struct buf *b, size_t more);

/*
 * Where the next bytes go: room for 'more' of them and a NUL, or NULL.  After
 * filling it in, call buf_advance() with at most that much.
 */
static inline char *
buf_reserve(struct buf *b, size_t more)
{
	return more < b->capacity - b->size ? b->bytes + b->size
					    : buf_make_room(b, more);
}

static inline void
buf_advance(struct buf *b, size_t size)
{
	b->size += size;
	b->bytes[b->size] = '\0';
}

static inline bool
buf_add_char(struct buf *b, char c)
{
	char *to = buf_reserve(b, 1);
	if (!to)
		return false;
	*to = c;
	buf_advance(b, 1);
	return true;
}

/* Append 'count' copies of 'c', for padding; nothing when count <= 0. */
bool buf_pad(struct buf *b, char c, int count);

/* Drop the first 'size' bytes. */
void buf_consume(struct buf *b, size_t size);

#endif
