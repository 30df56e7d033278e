/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads one JSON object, of a peer or as json_writer.h wrote it: its members
 * are asked for by name and kind.
 *
 * The text may be hostile.  The first member that is not as expected is
 * remembered as the document's problem, and from then on every getter returns
 * something harmless, so the caller checks once at the end.  What getters
 * return is borrowed until the next text, or json_document_free().
 */
#ifndef IXC_WIRE_JSON_OBJECT_H
#define IXC_WIRE_JSON_OBJECT_H

#include "wire/json_problem.h"
#include "wire/json_tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One text after the other, in one storage. */
struct json_document {
	const char *noun; /* "the frame", in problems; NULL: it has no name */
	size_t max_bytes; /* of a text; 0: whoever reads it sees to that */
	/* Private. */
	struct json_tree tree;
	VEC(char *) decoded; /* owned texts of "...Bytes" members */
	/* The item that was asked for last: the next one follows it. */
	const struct json_node *list, *item;
	size_t index;
	/* The member that was found last, of that object. */
	const struct json_node *object, *member;
	bool is_refused;
	char problem[JSON_PROBLEM_SIZE];
};

/* An object in a document: itself, or a part of it.  A plain value. */
struct json_object {
	struct json_document *document;
	const struct json_node *value;
};

/*
 * Take the next text; what getters returned before is gone.  False when it is
 * not one JSON object: json_document_problem() says why, and *ret_byte (may be
 * NULL) where, from 1.
 */
bool json_document_read(
    struct json_document *d, const char *text, size_t size, unsigned *ret_byte);

void json_document_free(struct json_document *d);

struct json_object json_document_root(struct json_document *d);

/* The first problem; NULL: none so far. */
const char *json_document_problem(const struct json_document *d);

/* The same of one document that was read to its end: free it, and true when
 * there was none, or copy the problem. */
bool json_document_finish(struct json_document *d, char *problem);

/* Note a problem of the caller's own, unless there is one already. */
void json_object_refuse(struct json_object o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool json_has(struct json_object o, const char *key);

/* 'least' when it is not an integer within the bounds. */
int64_t json_get_integer(
    struct json_object o, const char *key, int64_t least, int64_t most);

/* The same, but 'otherwise' if absent. */
int64_t json_find_integer(struct json_object o, const char *key, int64_t least,
    int64_t most, int64_t otherwise);

bool json_get_boolean(struct json_object o, const char *key);

/* A string, as json_add_string() wrote it; "" when refused. */
const char *json_get_string(
    struct json_object o, const char *key, size_t *ret_size);

/*
 * A string, cut to what fits in whole characters, and at a NUL; "" when there
 * is none, or null.
 */
void json_copy_string(
    struct json_object o, const char *key, char *into, size_t into_size);

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

/* Is that string in the list?  False when there is no list. */
bool json_list_has(struct json_object o, const char *key, const char *text);

#endif
