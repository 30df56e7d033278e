/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_writer.h"

#include "core/escape.h"
#include "wire/json.h"
#include "wire/json_internal.h"

#include <string.h>

/* Behind a key whose text is no valid UTF-8. */
#define BYTES_SUFFIX "Bytes"
/* Sign and digits of the longest integer. */
#define INTEGER_MAX_BYTES 20

/* Room for ,"keySuffix": and 'more'; the place behind it, or NULL. */
static char *
start_member(
    struct json_writer *w, const char *key, const char *suffix, size_t more)
{
	size_t key_size = key ? strlen(key) : 0;
	size_t suffix_size = key ? strlen(suffix) : 0;
	char *start = buf_reserve(w->into, key_size + suffix_size + 4 + more);
	char *at = start;
	if (!start)
		return NULL;
	if (w->needs_comma)
		*at++ = ',';
	w->needs_comma = true;
	if (key) {
		*at++ = '"';
		/* NOLINTBEGIN(bugprone-not-null-terminated-result) */
		memcpy(at, key, key_size);
		memcpy(at + key_size, suffix, suffix_size);
		/* NOLINTEND(bugprone-not-null-terminated-result) */
		at += key_size + suffix_size;
		*at++ = '"';
		*at++ = ':';
	}
	buf_advance(w->into, (size_t)(at - start));
	return at;
}

static void
begin(struct json_writer *w, const char *key, char bracket)
{
	start_member(w, key, "", 1);
	buf_add_char(w->into, bracket);
	w->needs_comma = false;
}

static void
end(struct json_writer *w, char bracket)
{
	buf_add_char(w->into, bracket);
	w->needs_comma = true;
}

void
json_begin_object(struct json_writer *w, const char *key)
{
	begin(w, key, '{');
}

void
json_end_object(struct json_writer *w)
{
	end(w, '}');
}

void
json_begin_list(struct json_writer *w, const char *key)
{
	begin(w, key, '[');
}

void
json_end_list(struct json_writer *w)
{
	end(w, ']');
}

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

void
json_add_bytes(
    struct json_writer *w, const char *key, const char *bytes, size_t size)
{
	struct json_writer before = *w;
	size_t start = w->into->size;
	start_member(w, key, "", size + 2);
	if (json_print_plain(bytes, size, w->into))
		return;
	*w = before;
	w->into->size = start;
	if (w->into->bytes)
		buf_advance(w->into, 0);
	bool plain = is_utf8(bytes, size);
	start_member(w, key, plain ? "" : BYTES_SUFFIX, size + 2);
	if (!plain)
		print_each_byte(bytes, size, w->into);
	else if (!json_print_string(bytes, size, w->into))
		w->into->truncated = true;
}

void
json_add_text(struct json_writer *w, const char *key, const char *text)
{
	if (text)
		json_add_bytes(w, key, text, strlen(text));
}

void
json_add_integer(struct json_writer *w, const char *key, int64_t value)
{
	char digits[INTEGER_MAX_BYTES];
	size_t at = sizeof(digits);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		digits[--at] = '-';
	size_t size = sizeof(digits) - at;
	char *into = start_member(w, key, "", size);
	if (!into)
		return;
	memcpy(into, digits + at, size);
	buf_advance(w->into, size);
}

void
json_add_boolean(struct json_writer *w, const char *key, bool value)
{
	start_member(w, key, "", 5);
	buf_add_text(w->into, value ? "true" : "false");
}

size_t
json_add_message(
    struct json_writer *w, const char *key, const struct message *m)
{
	start_member(w, key, "", 0);
	size_t start = w->into->size;
	if (!json_print_message(m, w->into)) {
		w->into->truncated = true;
		return 0;
	}
	return w->into->size - start;
}

void
json_add_raw(
    struct json_writer *w, const char *key, const char *text, size_t size)
{
	char *into = start_member(w, key, "", size);
	if (!into)
		return;
	memcpy(into, text, size);
	buf_advance(w->into, size);
}
