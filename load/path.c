/* SPDX-License-Identifier: Apache-2.0 */
#include "load/path.h"

#include "core/buf.h"

#include <stdint.h>
#include <string.h>

static bool
is_up(const char *part, size_t size)
{
	return size == 2 && memcmp(part, "..", 2) == 0;
}

/* Remove the last part; false if there is no part to remove. */
static bool
drop_last(struct buf *b)
{
	const char *text = buf_text(b);
	const char *slash = strrchr(text, '/');
	const char *last = slash ? slash + 1 : text;
	size_t size = b->size - (size_t)(last - text);
	if (size == 0 || is_up(last, size))
		return false;
	b->size = slash == text ? 1 : (size_t)((slash ? slash : text) - text);
	b->bytes[b->size] = '\0';
	return true;
}

static void
add_part(struct buf *b, const char *part, size_t size)
{
	if (size == 0 || (size == 1 && *part == '.'))
		return;
	if (is_up(part, size) && drop_last(b))
		return;
	if (b->size && buf_text(b)[b->size - 1] != '/')
		buf_add_char(b, '/');
	buf_add(b, part, size);
}

static void
add_parts(struct buf *b, const char *path, size_t size)
{
	const char *end = path + size;
	while (path < end) {
		const char *slash = memchr(path, '/', (size_t)(end - path));
		const char *stop = slash ? slash : end;
		add_part(b, path, (size_t)(stop - path));
		path = stop + 1;
	}
}

char *
path_resolve(const char *base, const char *href)
{
	struct buf b;
	buf_init(&b, strlen(base) + strlen(href) + 2);
	const char *slash = strrchr(base, '/');
	const char *anchored = *href == '/' ? href : base;
	if (*anchored == '/')
		buf_add_char(&b, '/');
	if (*href != '/' && slash)
		add_parts(&b, base, (size_t)(slash - base));
	add_parts(&b, href, strlen(href));
	return buf_take(&b);
}
