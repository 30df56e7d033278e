/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSON text as a flat list of nodes: each container is followed by what is in
 * it.  Designed for speed, with many texts one after the other in one storage.
 *
 * Exactly RFC 8259, with these decisions where it leaves a choice: names in an
 * object are compared and may not appear twice, a text is UTF-8, an integer has
 * 64 bits, and a fraction is what fits a double.  \u0000 in a name, and half a
 * surrogate pair anywhere, are read as U+FFFD, since neither a C string nor
 * UTF-8 can hold them.  For the files of wire/json*.c only.
 */
#ifndef IXC_WIRE_JSON_TREE_H
#define IXC_WIRE_JSON_TREE_H

#include "core/vec.h"
#include "wire/json_problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum json_type {
	JSON_OBJECT,
	JSON_ARRAY,
	JSON_STRING,
	JSON_INTEGER,
	JSON_REAL, /* written with a fraction or an exponent */
	JSON_TRUE,
	JSON_FALSE,
	JSON_NULL,
};

/* Containers in containers; deeper ones are refused. */
#define JSON_MAX_DEPTH 512

struct json_node {
	enum json_type type;
	unsigned size;  /* nodes of it and of all that is in it */
	unsigned count; /* OBJECT, ARRAY: members, items */
	unsigned key_size;
	const char *key; /* of a member of an object; NUL-terminated */
	union {
		struct {
			const char *text; /* STRING: NUL-terminated */
			size_t text_size;
		};
		int64_t integer;
		double real;
	};
};

/* Zero-filled is empty. */
struct json_tree {
	VEC(struct json_node) nodes; /* the first one is the root */
	char *text;                  /* a copy that the nodes point into */
	size_t capacity;
};

/*
 * Read a text.  False with a problem (JSON_PROBLEM_SIZE bytes), and *ret_byte
 * (may be NULL) where it is, from 1.  Nodes live until the next call.
 */
bool json_tree_read(struct json_tree *t, const char *text, size_t size,
    char *problem, unsigned *ret_byte);

/* Empty it. */
void json_tree_free(struct json_tree *t);

/* Is this member's name that one?  Most names differ in their first byte. */
static inline bool
json_node_is(const struct json_node *member, const char *key)
{
	return member->key[0] == key[0] && strcmp(member->key, key) == 0;
}

/* The member of that name, or NULL.  'object' may be anything, or NULL. */
const struct json_node *json_node_find(
    const struct json_node *object, const char *key);

/* The first node in a container, and the next one. */
static inline const struct json_node *
json_node_first(const struct json_node *container)
{
	return container + 1;
}

static inline const struct json_node *
json_node_next(const struct json_node *node)
{
	return node + node->size;
}

/* "a list", "-3", "a string": what a node is, in a sentence. */
#define JSON_DESCRIPTION_SIZE 32
const char *json_node_describe(const struct json_node *node, char *into);

#endif
