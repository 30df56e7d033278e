/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes JSON, member by member, straight into a buffer: the only code that
 * knows JSON's quotes, commas and escapes.
 *
 * The caller sees to it that begins and ends match.  Never fails: what does not
 * fit sets the buffer's 'truncated', and json_finish() says so.  A key is NULL
 * inside of a list, for a text that is one value, and after json_add_key();
 * otherwise it is a word of the program, without anything to escape.
 */
#ifndef IXC_WIRE_JSON_WRITER_H
#define IXC_WIRE_JSON_WRITER_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_writer {
	struct buf *into;  /* borrowed */
	bool is_in_markup; /* '<', '>' and '&' are escaped, too */
	/* Private. */
	bool needs_comma;
	unsigned line_indent; /* the next value begins a line; 1 is no space */
	size_t start;
	bool was_truncated;
};

/* A text that is added to the buffer whole, or not at all: json_finish(). */
struct json_writer json_start(struct buf *into);

/* False, and nothing added since json_start(): it did not fit. */
bool json_finish(struct json_writer *w);

/* The next member or item, or the end, begins a line, after so many spaces. */
void json_break_line(struct json_writer *w, unsigned spaces);

/* The end of the line that the text has for itself. */
void json_end_line(struct json_writer *w);

void json_begin_object(struct json_writer *w, const char *key);

void json_end_object(struct json_writer *w);

void json_begin_list(struct json_writer *w, const char *key);

void json_end_list(struct json_writer *w);

/* A key that is any text; its value follows. */
void json_add_key(struct json_writer *w, const char *key, size_t size);

/* Any bytes as a string; invalid UTF-8 becomes U+FFFD. */
void json_add_characters(
    struct json_writer *w, const char *key, const char *bytes, size_t size);

/* The same of a C string; NULL: null. */
void json_add_string(struct json_writer *w, const char *key, const char *text);

/*
 * Any bytes, none of them lost: a string when they are valid UTF-8.  Otherwise
 * the member is called KEYBytes, and each of its characters represents one byte
 * (ISO 8859-1).
 */
void json_add_bytes(
    struct json_writer *w, const char *key, const char *bytes, size_t size);

/* The same of a C string; NULL: the member is left out. */
void json_add_text(struct json_writer *w, const char *key, const char *text);

void json_add_integer(struct json_writer *w, const char *key, int64_t value);

/* For a value that may have all 64 bits. */
void json_add_unsigned(struct json_writer *w, const char *key, uint64_t value);

void json_add_boolean(struct json_writer *w, const char *key, bool value);

void json_add_null(struct json_writer *w, const char *key);

/* A value that is JSON already. */
void json_add_literal(
    struct json_writer *w, const char *key, const char *literal);

#endif
