/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages as JSON text.
 *
 * Everything that arrives here may be hostile: depth, size and count are
 * limited, and every refusal is a sentence that a server's author can use.
 */
#ifndef IXC_WIRE_JSON_MESSAGE_H
#define IXC_WIRE_JSON_MESSAGE_H

#include "core/buf.h"
#include "wire/frame.h"
#include "wire/json_object.h"
#include "wire/json_writer.h"
#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>

/* Attributes in one message after flattening. */
#define MESSAGE_MAX_ATTRIBUTES 4096
/* Nesting of a message's objects and lists, itself included. */
#define MESSAGE_MAX_DEPTH 16
/* Longest path: bounds what nesting long keys can cost (times attributes). */
#define MESSAGE_MAX_PATH_BYTES 512
/* Longest messageName: three times the longest one known. */
#define MESSAGE_MAX_NAME_BYTES 127

/*
 * A message as in a frame.  Lists are printed in order of their attributes;
 * where there is an attribute and another one below it, the first counts.
 */
void json_add_message(
    struct json_writer *w, const char *key, const struct message *m);

/* Append it alone.  False, and nothing added: does not fit. */
bool json_print_message(const struct message *m, struct buf *into);

/*
 * Is the message within the limits above, so that a frame with it is accepted?
 * If not, 'problem' (JSON_PROBLEM_SIZE bytes) says what about it is too much.
 */
bool json_message_fits(const struct message *m, char *problem);

/* Parse a message alone.  NULL with a problem (JSON_PROBLEM_SIZE bytes). */
struct message *json_parse_message(
    const char *text, size_t size, char *problem);

/* A reference that the caller owns, or NULL when refused. */
struct message *json_get_message(struct json_object o, const char *key);

#endif
