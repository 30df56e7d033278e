/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes one JSON value of our own making, member by member, straight into a
 * buffer: no tree is built, so a line costs little more than its bytes.
 *
 * The caller sees to it that begins and ends match.  Never fails: what does not
 * fit sets the buffer's 'truncated'.  A key is a literal that needs no escape;
 * it is NULL inside of a list.
 */
#ifndef IXC_WIRE_JSON_WRITER_H
#define IXC_WIRE_JSON_WRITER_H

#include "core/buf.h"
#include "wire/json_internal.h"
#include "wire/json_layout.h"
#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct json_writer {
	struct buf *into; /* borrowed */
	bool needs_comma; /* starts as false */
};

/*
 * For the functions below, which are made for keys that the compiler knows.
 * Print ,"key": with room for 'more' bytes behind it, where they go; but it
 * counts only with json_end_member().  NULL: does not fit.
 */
static inline char *
json_start_member(struct json_writer *w, const char *key, size_t more)
{
	size_t size = key ? strlen(key) : 0;
	char *at = buf_reserve(w->into, size + sizeof(",\"\":") + more);
	if (!at)
		return NULL;
	*at = ',';
	at += w->needs_comma;
	if (key) {
		*at++ = '"';
		/* NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
		memcpy(at, key, size);
		at += size;
		*at++ = '"';
		*at++ = ':';
	}
	return at;
}

static inline void
json_end_member(struct json_writer *w, const char *end)
{
	struct buf *into = w->into;
	buf_advance(into, (size_t)(end - (into->bytes + into->size)));
	w->needs_comma = true;
}

static inline void
json_put_begin(struct json_writer *w, const char *key, char bracket)
{
	char *at = json_start_member(w, key, 1);
	if (at) {
		*at++ = bracket;
		json_end_member(w, at);
	}
	w->needs_comma = false;
}

static inline void
json_put_end(struct json_writer *w, char bracket)
{
	buf_add_char(w->into, bracket);
	w->needs_comma = true;
}

/* json_add_bytes() of what is no plain text. */
void json_put_special(
    struct json_writer *w, const char *key, const char *bytes, size_t size);

static inline void
json_begin_object(struct json_writer *w, const char *key)
{
	json_put_begin(w, key, '{');
}

static inline void
json_end_object(struct json_writer *w)
{
	json_put_end(w, '}');
}

static inline void
json_begin_list(struct json_writer *w, const char *key)
{
	json_put_begin(w, key, '[');
}

static inline void
json_end_list(struct json_writer *w)
{
	json_put_end(w, ']');
}

/*
 * A string when the bytes are valid UTF-8.  Otherwise the member is called
 * KEYBytes, and each character of it stands for one byte (ISO 8859-1).
 */
static inline void
json_add_bytes(
    struct json_writer *w, const char *key, const char *bytes, size_t size)
{
	char *at = json_start_member(w, key, size + 2);
	char *end = at ? json_put_plain(at, bytes, size) : NULL;
	if (end)
		json_end_member(w, end);
	else
		json_put_special(w, key, bytes, size);
}

/* NULL: the member is left out. */
static inline void
json_add_text(struct json_writer *w, const char *key, const char *text)
{
	if (text)
		json_add_bytes(w, key, text, strlen(text));
}

static inline void
json_add_integer(struct json_writer *w, const char *key, int64_t value)
{
	char *at = json_start_member(w, key, DECIMAL_MAX_BYTES);
	if (at)
		json_end_member(w, decimal_put(at, value));
}

static inline void
json_add_boolean(struct json_writer *w, const char *key, bool value)
{
	char *at = json_start_member(w, key, sizeof("false"));
	if (at)
		json_end_member(w, stpcpy(at, value ? "true" : "false"));
}

/* 'layouts' belongs to the caller, and makes it cheap. */
void json_add_message(struct json_writer *w, const char *key,
    const struct message *m, struct json_layouts *layouts);

#endif
