/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_writer.h"

#include "core/escape.h"
#include "wire/json.h"

/* Behind a key whose text is no valid UTF-8. */
#define BYTES_SUFFIX "Bytes"

static bool
is_utf8(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size;) {
		if ((unsigned char)bytes[i] < 0x80) {
			i++;
			continue;
		}
		size_t length = utf8_next(bytes + i, size - i, NULL);
		if (length == 0)
			return false;
		i += length;
	}
	return true;
}

/* Each byte as the character of that number. */
static void
print_each_byte(const char *bytes, size_t size, struct buf *into)
{
	struct buf wide;
	buf_init(&wide, 2 * size);
	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		if (byte >= 0x80)
			buf_add_char(&wide, (char)(0xC0 | byte >> 6));
		buf_add_char(
		    &wide, (char)(byte < 0x80 ? byte : 0x80 | (byte & 0x3F)));
	}
	if (!json_print_string(buf_text(&wide), wide.size, into))
		into->truncated = true;
	buf_free(&wide);
}

/* The key alone; what is its value follows. */
static void
put_key(struct json_writer *w, const char *key)
{
	char *at = json_start_member(w, key, 0);
	if (at)
		json_end_member(w, at);
}

void
json_put_special(
    struct json_writer *w, const char *key, const char *bytes, size_t size)
{
	struct buf name;
	if (is_utf8(bytes, size)) {
		put_key(w, key);
		if (!json_print_string(bytes, size, w->into))
			w->into->truncated = true;
		return;
	}
	buf_init(&name, SIZE_MAX / 2);
	if (key)
		buf_printf(&name, "%s" BYTES_SUFFIX, key);
	put_key(w, key ? buf_text(&name) : NULL);
	print_each_byte(bytes, size, w->into);
	buf_free(&name);
}

void
json_add_message(struct json_writer *w, const char *key,
    const struct message *m, struct json_layouts *layouts)
{
	put_key(w, key);
	if (!json_layouts_print(layouts, m, w->into))
		w->into->truncated = true;
}
