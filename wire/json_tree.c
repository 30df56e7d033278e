/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_tree.h"

#include "core/escape.h"
#include "core/mem.h"
#include "wire/json.h"

#include <stdlib.h>
#include <string.h>

/* What is deeper, or has more members or digits, is left to jansson. */
#define MAX_DEPTH 32
#define MAX_MEMBERS 64
#define MAX_DIGITS 18
/* A usual text has a node for so many bytes. */
#define USUAL_NODE_BYTES 16

struct scanner {
	struct json_tree *tree;
	char *at; /* in the tree's copy of the text, which ends with NUL */
};

static bool scan_value(struct scanner *s, const char *key, unsigned depth);

static void
skip_space(struct scanner *s)
{
	while (
	    *s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r')
		s->at++;
}

static struct json_node *
add_node(struct json_tree *t, json_type type, const char *key)
{
	vec_reserve(&t->nodes);
	struct json_node *node = &t->nodes.items[t->nodes.count++];
	*node = (struct json_node){ .type = type, .size = 1, .key = key };
	return node;
}

/* --- texts --- */

/* The character behind a backslash, or 0: not one of the short escapes. */
static char
unescape(char letter)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	const char *found = letter ? strchr(letters, letter) : NULL;
	if (found)
		return meant[found - letters];
	return '\0';
}

/* From the first character that is not plain: unescape in place. */
static bool
scan_special(struct scanner *s, char *to)
{
	char *from = to;
	while (*from != '"') {
		size_t length = 1;
		if (*from == '\\') {
			if (!(*to++ = unescape(from[1])))
				return false;
			from += 2;
			continue;
		}
		if ((unsigned char)*from < 0x20)
			return false;
		if ((unsigned char)*from >= 0x80)
			length = utf8_next(from, strnlen(from, 4), NULL);
		if (length == 0)
			return false;
		memmove(to, from, length);
		to += length;
		from += length;
	}
	*to = '\0';
	s->at = from + 1;
	return true;
}

/* A string; *ret_size is that of the text, which is NUL-terminated. */
static const char *
scan_text(struct scanner *s, size_t *ret_size)
{
	if (*s->at != '"')
		return NULL;
	char *start = ++s->at, *end = start;
	while ((unsigned char)*end >= 0x20 && (unsigned char)*end < 0x80 &&
	    *end != '"' && *end != '\\')
		end++;
	if (*end == '"') {
		*end = '\0';
		s->at = end + 1;
		*ret_size = (size_t)(end - start);
		return start;
	}
	if (!scan_special(s, end))
		return NULL;
	*ret_size = strlen(start);
	return start;
}

/* --- the other kinds --- */

static bool
scan_integer(struct scanner *s, const char *key)
{
	bool negative = *s->at == '-';
	const char *digit = s->at + negative;
	uint64_t value = 0;
	unsigned count = 0;
	for (; *digit >= '0' && *digit <= '9' && count <= MAX_DIGITS; count++)
		value = value * 10 + (uint64_t)(*digit++ - '0');
	if (count == 0 || count > MAX_DIGITS || *digit == '.' ||
	    *digit == 'e' || *digit == 'E' ||
	    (s->at[negative] == '0' && (count > 1 || negative)))
		return false;
	add_node(s->tree, JSON_INTEGER, key)->integer =
	    negative ? -(int64_t)value : (int64_t)value;
	s->at += (size_t)(digit - s->at);
	return true;
}

static bool
scan_word(struct scanner *s, const char *key)
{
	static const struct {
		const char *word;
		size_t size;
		json_type type;
	} words[] = { { "true", 4, JSON_TRUE }, { "false", 5, JSON_FALSE },
		{ "null", 4, JSON_NULL } };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncmp(s->at, words[i].word, words[i].size) != 0)
			continue;
		s->at += words[i].size;
		add_node(s->tree, words[i].type, key);
		return true;
	}
	return false;
}

/* Had the object a member of that name before? */
static bool
is_known(const struct json_tree *t, size_t object, const char *key)
{
	const struct json_node *node = &t->nodes.items[object + 1];
	const struct json_node *end = t->nodes.items + t->nodes.count;
	for (; node < end; node = json_node_next(node))
		if (node->key[0] == key[0] && strcmp(node->key, key) == 0)
			return true;
	return false;
}

static bool
scan_member(struct scanner *s, size_t object, unsigned depth)
{
	size_t size;
	skip_space(s);
	const char *key = scan_text(s, &size);
	if (!key || is_known(s->tree, object, key))
		return false;
	skip_space(s);
	if (*s->at != ':')
		return false;
	s->at++;
	return scan_value(s, key, depth + 1);
}

static bool
scan_container(struct scanner *s, const char *key, unsigned depth)
{
	struct json_tree *t = s->tree;
	bool is_object = *s->at == '{';
	char end = is_object ? '}' : ']';
	size_t self = t->nodes.count;
	unsigned count = 0;
	add_node(t, is_object ? JSON_OBJECT : JSON_ARRAY, key);
	s->at++;
	skip_space(s);
	bool more = *s->at != end;
	if (!more)
		s->at++;
	while (more) {
		if ((is_object && count == MAX_MEMBERS) ||
		    !(is_object ? scan_member(s, self, depth)
				: scan_value(s, NULL, depth + 1)))
			return false;
		count++;
		skip_space(s);
		more = *s->at == ',';
		if (!more && *s->at != end)
			return false;
		s->at++;
	}
	t->nodes.items[self].count = count;
	t->nodes.items[self].size = (unsigned)(t->nodes.count - self);
	return true;
}

static bool
scan_string(struct scanner *s, const char *key)
{
	size_t size;
	const char *text = scan_text(s, &size);
	if (!text)
		return false;
	struct json_node *node = add_node(s->tree, JSON_STRING, key);
	node->text = text;
	node->text_size = size;
	return true;
}

static bool
scan_value(struct scanner *s, const char *key, unsigned depth)
{
	if (depth > MAX_DEPTH)
		return false;
	skip_space(s);
	if (*s->at == '"')
		return scan_string(s, key);
	if (*s->at == '{' || *s->at == '[')
		return scan_container(s, key, depth);
	return scan_integer(s, key) || scan_word(s, key);
}

/* False: left to jansson. */
static bool
scan(struct json_tree *t, const char *text, size_t size)
{
	if (!t->nodes.items) {
		t->nodes.capacity = size / USUAL_NODE_BYTES + 4;
		t->nodes.items = mem_resize(
		    NULL, t->nodes.capacity, sizeof(*t->nodes.items));
	}
	if (size >= t->capacity) {
		t->capacity = 2 * size + 1;
		t->text = mem_resize(t->text, t->capacity, 1);
	}
	if (size)
		memcpy(t->text, text, size);
	t->text[size] = '\0';
	struct scanner s = { t, t->text };
	skip_space(&s);
	if (*s.at != '{' || !scan_value(&s, NULL, 1))
		return false;
	skip_space(&s);
	return s.at == t->text + size;
}

/* --- what jansson has read --- */

static struct json_node
node_of(const json_t *value)
{
	struct json_node node = { .type = json_typeof(value), .size = 1 };
	if (json_is_string(value)) {
		node.text = json_string_value(value);
		node.text_size = json_string_length(value);
	} else if (json_is_integer(value)) {
		node.integer = json_integer_value(value);
	} else if (json_is_real(value)) {
		node.real = json_real_value(value);
	}
	return node;
}

static void
adopt(struct json_tree *t, const json_t *value, const char *key)
{
	size_t self = t->nodes.count;
	unsigned count = 0;
	const char *name;
	json_t *member;
	struct json_node *node = add_node(t, json_typeof(value), key);
	*node = node_of(value);
	node->key = key;
	if (json_is_object(value)) {
		json_object_foreach((json_t *)value, name, member)
		{
			adopt(t, member, name);
			count++;
		}
	}
	for (size_t i = 0; i < json_array_size(value); i++, count++)
		adopt(t, json_array_get(value, i), NULL);
	t->nodes.items[self].count = count;
	t->nodes.items[self].size = (unsigned)(t->nodes.count - self);
}

/* What jansson makes of the text, or NULL with an error. */
static json_t *
load(const char *text, size_t size, json_error_t *ret_error)
{
	size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
	json_t *value = json_loadb(text, size, flags, ret_error);
	if (value)
		return value;
	char *copy = mem_strndup(text, size);
	if (json_mend(copy, size))
		value = json_loadb(copy, size, flags, ret_error);
	free(copy);
	return value;
}

bool
json_tree_read(struct json_tree *t, const char *text, size_t size,
    char *problem, unsigned *ret_byte)
{
	json_error_t error;
	json_decref(t->source);
	t->source = NULL;
	t->nodes.count = 0;
	if (scan(t, text, size))
		return true;
	t->source = load(text, size, &error);
	if (!t->source) {
		json_refuse(problem, "byte %d: %s", error.position, error.text);
		if (ret_byte)
			*ret_byte = (unsigned)error.position;
		return false;
	}
	t->nodes.count = 0;
	adopt(t, t->source, NULL);
	return true;
}

const struct json_node *
json_read_object(struct json_tree *t, const char *text, size_t size,
    const char *what, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	if (size > FRAME_MAX_BYTES) {
		json_refuse(problem, "%s has %zu bytes; at most %zu are read",
		    what, size, FRAME_MAX_BYTES);
		return NULL;
	}
	if (!json_tree_read(t, text, size, problem, NULL))
		return NULL;
	const struct json_node *root = t->nodes.items;
	if (root->type == JSON_OBJECT)
		return root;
	json_refuse(problem, "%s is %s; it must be an object", what,
	    json_node_describe(root, description));
	return NULL;
}

void
json_tree_free(struct json_tree *t)
{
	json_decref(t->source);
	vec_free(&t->nodes);
	free(t->text);
}

/* --- nodes --- */

const struct json_node *
json_node_find(const struct json_node *object, const char *key)
{
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	const struct json_node *node = json_node_first(object);
	for (unsigned i = 0; i < object->count; i++) {
		if (node->key[0] == key[0] && strcmp(node->key, key) == 0)
			return node;
		node = json_node_next(node);
	}
	return NULL;
}

const char *
json_node_describe(const struct json_node *node, char *into)
{
	switch (node->type) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a string";
	case JSON_INTEGER:
		snprintf(into, JSON_DESCRIPTION_SIZE, "%lld",
		    (long long)node->integer);
		return into;
	case JSON_REAL:
		return "a fraction";
	case JSON_TRUE:
		return "true";
	case JSON_FALSE:
		return "false";
	case JSON_NULL:
		return "null";
	}
	return "unknown";
}
