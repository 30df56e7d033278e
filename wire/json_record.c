/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_record.h"

#include "core/vec.h"
#include "wire/json.h"
#include "wire/json_tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Longest key that is asked for, with "Bytes" appended. */
#define KEY_MAX_BYTES 40
/* Of the words that are allowed: a problem is one short line. */
#define WORDS_MAX_BYTES 100

struct json_record {
	struct json_tree tree;
	VEC(char *) decoded; /* owned texts of "...Bytes" members */
	/* The item that was asked for last: the next one follows it. */
	const struct json_node *list, *item;
	size_t index;
	bool refused;
	char problem[JSON_PROBLEM_SIZE];
};

struct json_record *
json_record_new(void)
{
	return mem_zalloc(sizeof(struct json_record));
}

static void
forget(struct json_record *r)
{
	for (size_t i = 0; i < r->decoded.count; i++)
		free(r->decoded.items[i]);
	r->decoded.count = 0;
	r->refused = false;
	r->list = NULL;
}

bool
json_record_read(struct json_record *r, const char *text, size_t size,
    char *problem, unsigned *ret_byte)
{
	char description[JSON_DESCRIPTION_SIZE];
	forget(r);
	*ret_byte = 1;
	if (!json_tree_read(&r->tree, text, size, problem, ret_byte))
		return false;
	const struct json_node *root = r->tree.nodes.items;
	if (root->type != JSON_OBJECT)
		return json_refuse(problem, "it is %s; it must be an object",
		    json_node_describe(root, description));
	return true;
}

void
json_record_free(struct json_record *r)
{
	if (!r)
		return;
	forget(r);
	vec_free(&r->decoded);
	json_tree_free(&r->tree);
	free(r);
}

struct json_object
json_record_root(struct json_record *r)
{
	return (struct json_object){ r, r->tree.nodes.items };
}

const char *
json_record_problem(const struct json_record *r)
{
	return r->refused ? r->problem : NULL;
}

/* Only the first one counts. */
static void
refuse(struct json_record *r, const char *key, const struct json_node *value,
    const char *is)
{
	char description[JSON_DESCRIPTION_SIZE];
	if (!r->refused && value)
		json_refuse(r->problem, "'%s' is %s; it must be %s", key,
		    json_node_describe(value, description), is);
	else if (!r->refused)
		json_refuse(r->problem, "there is no '%s'", key);
	r->refused = true;
}

static const struct json_node *
find(struct json_object o, const char *key)
{
	return json_node_find(o.value, key);
}

static bool
is_a(const struct json_node *value, enum json_type type)
{
	return value && value->type == type;
}

/* NULL when it is not a string. */
static const char *
text_of(const struct json_node *value)
{
	return is_a(value, JSON_STRING) ? value->text : NULL;
}

/* The item of a list, or NULL. */
static const struct json_node *
item(struct json_object o, const char *key, size_t index)
{
	struct json_record *r = o.record;
	const struct json_node *list = find(o, key);
	if (!is_a(list, JSON_ARRAY) || index >= list->count)
		return NULL;
	if (r->list != list || r->index > index) {
		r->list = list;
		r->item = json_node_first(list);
		r->index = 0;
	}
	for (; r->index < index; r->index++)
		r->item = json_node_next(r->item);
	return r->item;
}

bool
json_has(struct json_object o, const char *key)
{
	return find(o, key);
}

int64_t
json_get_integer(
    struct json_object o, const char *key, int64_t least, int64_t most)
{
	const struct json_node *value = find(o, key);
	char wanted[80];
	if (is_a(value, JSON_INTEGER) && value->integer >= least &&
	    value->integer <= most)
		return value->integer;
	snprintf(wanted, sizeof(wanted),
	    "an integer from %" PRId64 " to %" PRId64, least, most);
	refuse(o.record, key, value, wanted);
	return least;
}

bool
json_get_boolean(struct json_object o, const char *key)
{
	const struct json_node *value = find(o, key);
	if (!is_a(value, JSON_TRUE) && !is_a(value, JSON_FALSE))
		refuse(o.record, key, value, "true or false");
	return is_a(value, JSON_TRUE);
}

/* Back to bytes, in new storage that the record owns; NULL: no such text. */
static const char *
decode(struct json_record *r, const struct json_node *value, size_t *ret_size)
{
	const unsigned char *text = (const unsigned char *)value->text;
	size_t size = value->text_size, used = 0;
	char *bytes = mem_alloc(size + 1);
	for (size_t i = 0; i < size; i++) {
		unsigned byte = text[i];
		if (byte >= 0x80) {
			if (byte > 0xC3)
				break;
			byte = (byte & 0x03) << 6 | (text[++i] & 0x3F);
		}
		bytes[used++] = (char)byte;
		*ret_size = i + 1;
	}
	bytes[used] = '\0';
	vec_push(&r->decoded, bytes);
	if (size && *ret_size != size)
		return NULL;
	*ret_size = used;
	return bytes;
}

static const char *
find_bytes(struct json_object o, const char *key, size_t *ret_size)
{
	char name[KEY_MAX_BYTES];
	snprintf(name, sizeof(name), "%sBytes", key);
	const struct json_node *value = find(o, name);
	if (!value)
		return NULL;
	const char *bytes =
	    is_a(value, JSON_STRING) ? decode(o.record, value, ret_size) : NULL;
	if (!bytes)
		refuse(o.record, name, value,
		    "a string of characters up to U+00FF");
	return bytes;
}

const char *
json_find_text(struct json_object o, const char *key, size_t *ret_size)
{
	const struct json_node *value = find(o, key);
	size_t size = 0;
	const char *text;
	if (value && !is_a(value, JSON_STRING))
		refuse(o.record, key, value, "a string");
	if (is_a(value, JSON_STRING)) {
		text = value->text;
		size = value->text_size;
	} else {
		text = find_bytes(o, key, &size);
	}
	if (text && !ret_size && strlen(text) != size) {
		refuse(o.record, key, value, "without NUL");
		return NULL;
	}
	if (text && ret_size)
		*ret_size = size;
	return text;
}

const char *
json_get_text(struct json_object o, const char *key, size_t *ret_size)
{
	const char *text = json_find_text(o, key, ret_size);
	if (text)
		return text;
	refuse(o.record, key, find(o, key), "a string");
	if (ret_size)
		*ret_size = 0;
	return "";
}

/* As many as a problem has room for. */
static void
list_words(const char *const *words, struct buf *into)
{
	for (unsigned i = 0; words[i]; i++) {
		const char *gap = i ? ", " : "";
		if (into->size + strlen(words[i]) > WORDS_MAX_BYTES) {
			buf_printf(into, "%s...", gap);
			return;
		}
		buf_printf(into, "%s%s", gap, words[i]);
	}
}

static void
refuse_word(struct json_record *r, const char *key, const char *text,
    const char *const *words)
{
	struct buf list;
	if (r->refused)
		return;
	buf_init(&list, JSON_PROBLEM_SIZE);
	list_words(words, &list);
	json_refuse(r->problem, "'%s' is '%.40s'; it must be one of: %s", key,
	    text, buf_text(&list));
	r->refused = true;
	buf_free(&list);
}

unsigned
json_get_word(struct json_object o, const char *key, const char *const *words)
{
	const struct json_node *value = find(o, key);
	const char *text = text_of(value);
	for (unsigned i = 0; text && words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	if (text)
		refuse_word(o.record, key, text, words);
	refuse(o.record, key, value, "a string");
	return 0;
}

static struct json_object
as_object(struct json_object o, const char *key, const struct json_node *value)
{
	if (!is_a(value, JSON_OBJECT)) {
		refuse(o.record, key, value, "an object");
		value = NULL;
	}
	return (struct json_object){ o.record, value };
}

struct json_object
json_get_object(struct json_object o, const char *key)
{
	return as_object(o, key, find(o, key));
}

size_t
json_get_count(struct json_object o, const char *key)
{
	const struct json_node *value = find(o, key);
	if (is_a(value, JSON_ARRAY))
		return value->count;
	refuse(o.record, key, value, "a list");
	return 0;
}

struct json_object
json_get_item(struct json_object o, const char *key, size_t index)
{
	return as_object(o, key, item(o, key, index));
}

const char *
json_get_item_text(struct json_object o, const char *key, size_t index)
{
	const struct json_node *value = item(o, key, index);
	const char *text = text_of(value);
	if (text && strlen(text) == value->text_size)
		return text;
	refuse(o.record, key, value, "a list of strings without NUL");
	return "";
}

struct message *
json_get_message(struct json_object o, const char *key)
{
	struct json_object part = json_get_object(o, key);
	struct message *m = NULL;
	char problem[JSON_PROBLEM_SIZE];
	if (!part.value)
		return NULL;
	m = json_node_flatten(part.value, problem);
	if (!m && !o.record->refused) {
		json_refuse(o.record->problem, "%s", problem);
		o.record->refused = true;
	}
	return m;
}
