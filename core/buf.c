/* SPDX-License-Identifier: Apache-2.0 */
#include "core/buf.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void
buf_free(struct buf *b)
{
	free(b->bytes);
	*b = (struct buf){ .max = b->max };
}

void
buf_clear(struct buf *b)
{
	b->size = 0;
	b->truncated = false;
	if (b->bytes)
		b->bytes[0] = '\0';
}

const char *
buf_text(const struct buf *b)
{
	return b->bytes ? b->bytes : "";
}

char *
buf_take(struct buf *b)
{
	char *bytes =
	    b->bytes ? mem_resize(b->bytes, b->size + 1, 1) : mem_strdup("");
	*b = (struct buf){ .max = b->max };
	return bytes;
}

/* Room for 'more' bytes and a NUL, or false. */
static bool
buf_grow(struct buf *b, size_t more)
{
	if (more > b->max || b->size > b->max - more) {
		b->truncated = true;
		return false;
	}
	size_t wanted = b->size + more + 1;
	if (wanted > b->capacity) {
		size_t capacity = b->capacity ? b->capacity : 64;
		while (capacity < wanted)
			capacity *= 2;
		if (capacity - 1 > b->max)
			capacity = b->max + 1;
		b->bytes = mem_resize(b->bytes, capacity, 1);
		b->capacity = capacity;
	}
	return true;
}

char *
buf_make_room(struct buf *b, size_t more)
{
	return buf_grow(b, more) ? b->bytes + b->size : NULL;
}

bool
buf_add(struct buf *b, const void *bytes, size_t size)
{
	char *to = buf_reserve(b, size);
	if (!to)
		return false;
	if (size)
		memcpy(to, bytes, size);
	buf_advance(b, size);
	return true;
}

bool
buf_add_text(struct buf *b, const char *text)
{
	return buf_add(b, text, strlen(text));
}

bool
buf_vprintf(struct buf *b, const char *format, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int length = vsnprintf(NULL, 0, format, ap);
	bool fits = length >= 0 && buf_grow(b, (size_t)length);
	if (fits) {
		vsnprintf(
		    b->bytes + b->size, (size_t)length + 1, format, again);
		b->size += (size_t)length;
	}
	va_end(again);
	return fits;
}

bool
buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	bool fits = buf_vprintf(b, format, ap);
	va_end(ap);
	return fits;
}

bool
buf_pad(struct buf *b, char c, int count)
{
	if (count <= 0)
		return true;
	if (!buf_grow(b, (size_t)count))
		return false;
	memset(b->bytes + b->size, c, (size_t)count);
	b->size += (size_t)count;
	b->bytes[b->size] = '\0';
	return true;
}

void
buf_consume(struct buf *b, size_t size)
{
	if (!size)
		return;
	memmove(b->bytes, b->bytes + size, b->size - size + 1);
	b->size -= size;
}
