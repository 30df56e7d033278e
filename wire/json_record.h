/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads what json_writer.h wrote: one JSON object, its members asked for by
 * name and kind.
 *
 * The text may be hostile.  The first member that is not as expected is
 * remembered as the record's problem, and from then on every getter returns
 * something harmless, so the caller checks once at the end.  What getters
 * return is borrowed until the next text, or json_record_free().
 */
#ifndef IXC_WIRE_JSON_RECORD_H
#define IXC_WIRE_JSON_RECORD_H

#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest record, 16 MiB: the largest frame, with each of its bytes escaped. */
#define RECORD_MAX_BYTES ((size_t)16 << 20)

struct json_record;

/* An object in a record: itself, or a part of it.  A plain value. */
struct json_object {
	struct json_record *record;
	const void *value;
};

/* Without a text yet. */
struct json_record *json_record_new(void);

/*
 * Take the next text; what getters returned before is gone.  False when it is
 * not one JSON object: why is in 'problem' (JSON_PROBLEM_SIZE bytes of
 * wire/json.h), and where, from 1, in *ret_byte.
 */
bool json_record_read(struct json_record *r, const char *text, size_t size,
    char *problem, unsigned *ret_byte);

void json_record_free(struct json_record *r);

struct json_object json_record_root(struct json_record *r);

/* The first problem; NULL: none so far. */
const char *json_record_problem(const struct json_record *r);

bool json_has(struct json_object o, const char *key);

/* 'least' when it is not an integer within the bounds. */
int64_t json_get_integer(
    struct json_object o, const char *key, int64_t least, int64_t most);

bool json_get_boolean(struct json_object o, const char *key);

/* As json_add_bytes() wrote it; "" when refused.  'ret_size' may be NULL; then
 * a NUL in the text is refused. */
const char *json_get_text(
    struct json_object o, const char *key, size_t *ret_size);

/* The same, but NULL if absent. */
const char *json_find_text(
    struct json_object o, const char *key, size_t *ret_size);

/* The position in 'words' (NULL-terminated); 0 if it is not in them. */
unsigned json_get_word(
    struct json_object o, const char *key, const char *const *words);

struct json_object json_get_object(struct json_object o, const char *key);

/* Of the list; 0 when refused. */
size_t json_get_count(struct json_object o, const char *key);

/* An object, or a text, in the list. */
struct json_object json_get_item(
    struct json_object o, const char *key, size_t index);

const char *json_get_item_text(
    struct json_object o, const char *key, size_t index);

/* A reference that the caller owns, or NULL when refused. */
struct message *json_get_message(struct json_object o, const char *key);

#endif
