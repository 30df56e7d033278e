/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/lines.h"

#include <string.h>

void
lines_init(struct lines *l, size_t line_max_bytes)
{
	buf_init(&l->rest, line_max_bytes);
	l->is_skipping = false;
}

void
lines_free(struct lines *l)
{
	buf_free(&l->rest);
}

void
lines_reset(struct lines *l)
{
	buf_clear(&l->rest);
	l->is_skipping = false;
}

void
lines_feed(struct lines *l, const char *bytes, size_t size,
    void (*line)(void *context, const char *bytes, size_t size, bool is_whole),
    void *context)
{
	while (size > 0) {
		const char *newline = memchr(bytes, '\n', size);
		size_t part = newline ? (size_t)(newline - bytes) : size;
		size_t room = l->rest.max - l->rest.size;
		if (!l->is_skipping && part > room) {
			buf_add(&l->rest, bytes, room);
			line(context, l->rest.bytes, l->rest.size, false);
			buf_clear(&l->rest);
			l->is_skipping = true;
		} else if (!l->is_skipping && newline && l->rest.size == 0) {
			line(context, bytes, part, true);
		} else if (!l->is_skipping) {
			buf_add(&l->rest, bytes, part);
			if (newline)
				line(context, buf_text(&l->rest), l->rest.size,
				    true);
		}
		if (newline)
			lines_reset(l);
		part += newline != NULL;
		bytes += part;
		size -= part;
	}
}
