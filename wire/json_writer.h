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
#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_writer {
	struct buf *into; /* borrowed */
	bool needs_comma; /* starts as false */
};

void json_begin_object(struct json_writer *w, const char *key);

void json_end_object(struct json_writer *w);

void json_begin_list(struct json_writer *w, const char *key);

void json_end_list(struct json_writer *w);

/* NULL: the member is left out. */
void json_add_text(struct json_writer *w, const char *key, const char *text);

/*
 * A string when the bytes are valid UTF-8.  Otherwise the member is called
 * KEYBytes, and each character of it stands for one byte (ISO 8859-1).
 */
void json_add_bytes(
    struct json_writer *w, const char *key, const char *bytes, size_t size);

void json_add_integer(struct json_writer *w, const char *key, int64_t value);

void json_add_boolean(struct json_writer *w, const char *key, bool value);

/* Returns the size of the message's own text; 0: it did not fit. */
size_t json_add_message(
    struct json_writer *w, const char *key, const struct message *m);

/* A value that is JSON already. */
void json_add_raw(
    struct json_writer *w, const char *key, const char *text, size_t size);

#endif
