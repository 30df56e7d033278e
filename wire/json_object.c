/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_object.h"

#include "core/escape.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Longest key that is asked for, with "Bytes" appended. */
#define KEY_MAX_BYTES 40
/* Of the words that are allowed: a problem is one short line. */
#define WORDS_MAX_BYTES 100

static void
forget(struct json_document *d)
{
	for (size_t i = 0; i < d->decoded.count; i++)
		free(d->decoded.items[i]);
	d->decoded.count = 0;
	d->is_refused = false;
	d->list = d->object = NULL;
}

/* Only the first one counts. */
static void
refuse(struct json_document *d, const char *format, va_list ap)
{
	char sentence[JSON_PROBLEM_SIZE];
	if (d->is_refused)
		return;
	vsnprintf(sentence, sizeof(sentence), format, ap);
	d->is_refused = true;
	json_refuse(d->problem, "%s", sentence);
}

void
json_object_refuse(struct json_object o, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	refuse(o.document, format, ap);
	va_end(ap);
}

/* The value of a member, or that it is none, is not what was asked for. */
static void
refuse_value(struct json_object o, const char *key,
    const struct json_node *value, const char *is)
{
	char description[JSON_DESCRIPTION_SIZE];
	const char *noun = o.document->noun;
	if (value)
		json_object_refuse(o, "'%s' is %s; it must be %s", key,
		    json_node_describe(value, description), is);
	else if (noun)
		json_object_refuse(o, "%s has no '%s'", noun, key);
	else
		json_object_refuse(o, "there is no '%s'", key);
}

bool
json_document_read(
    struct json_document *d, const char *text, size_t size, unsigned *ret_byte)
{
	char description[JSON_DESCRIPTION_SIZE];
	const char *noun = d->noun ? d->noun : "it";
	forget(d);
	struct json_object o = { d, NULL };
	if (ret_byte)
		*ret_byte = 1;
	if (d->max_bytes && size > d->max_bytes) {
		json_object_refuse(o, "%s has %zu bytes; at most %zu are read",
		    noun, size, d->max_bytes);
	} else if (!json_tree_read(
		       &d->tree, text, size, d->problem, ret_byte)) {
		d->is_refused = true;
	} else {
		const struct json_node *root = d->tree.nodes.items;
		if (root->type != JSON_OBJECT)
			json_object_refuse(o, "%s is %s; it must be an object",
			    noun, json_node_describe(root, description));
	}
	return !d->is_refused;
}

void
json_document_free(struct json_document *d)
{
	forget(d);
	vec_free(&d->decoded);
	json_tree_free(&d->tree);
}

struct json_object
json_document_root(struct json_document *d)
{
	return (struct json_object){ d, d->tree.nodes.items };
}

const char *
json_document_problem(const struct json_document *d)
{
	return d->is_refused ? d->problem : NULL;
}

bool
json_document_finish(struct json_document *d, char *problem)
{
	bool is_good = !d->is_refused;
	if (!is_good)
		memcpy(problem, d->problem, sizeof(d->problem));
	json_document_free(d);
	return is_good;
}

/* The member of that name in [from, to), or NULL. */
static const struct json_node *
search(
    const struct json_node *from, const struct json_node *to, const char *key)
{
	for (; from < to; from = json_node_next(from))
		if (json_node_is(from, key))
			return from;
	return NULL;
}

/*
 * Whoever asks for members does so mostly in the order in which they stand, and
 * for one that may be missing twice: the search begins where the last one
 * ended.
 */
static const struct json_node *
find(struct json_object o, const char *key)
{
	struct json_document *d = o.document;
	const struct json_node *object = o.value;
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	const struct json_node *first = json_node_first(object);
	const struct json_node *start = d->object == object ? d->member : first;
	const struct json_node *found =
	    search(start, json_node_next(object), key);
	if (!found)
		found = search(first, start, key);
	if (found) {
		d->object = object;
		d->member = found;
	}
	return found;
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
	struct json_document *d = o.document;
	const struct json_node *list = find(o, key);
	if (!is_a(list, JSON_ARRAY) || index >= list->count)
		return NULL;
	if (d->list != list || d->index > index) {
		d->list = list;
		d->item = json_node_first(list);
		d->index = 0;
	}
	for (; d->index < index; d->index++)
		d->item = json_node_next(d->item);
	return d->item;
}

bool
json_has(struct json_object o, const char *key)
{
	return find(o, key);
}

static int64_t
integer_of(struct json_object o, const char *key, const struct json_node *value,
    int64_t least, int64_t most)
{
	char wanted[80];
	if (is_a(value, JSON_INTEGER) && value->integer >= least &&
	    value->integer <= most)
		return value->integer;
	snprintf(wanted, sizeof(wanted),
	    "an integer from %" PRId64 " to %" PRId64, least, most);
	refuse_value(o, key, value, wanted);
	return least;
}

int64_t
json_get_integer(
    struct json_object o, const char *key, int64_t least, int64_t most)
{
	return integer_of(o, key, find(o, key), least, most);
}

int64_t
json_find_integer(struct json_object o, const char *key, int64_t least,
    int64_t most, int64_t otherwise)
{
	const struct json_node *value = find(o, key);
	return value ? integer_of(o, key, value, least, most) : otherwise;
}

bool
json_get_boolean(struct json_object o, const char *key)
{
	const struct json_node *value = find(o, key);
	if (!is_a(value, JSON_TRUE) && !is_a(value, JSON_FALSE))
		refuse_value(o, key, value, "true or false");
	return is_a(value, JSON_TRUE);
}

const char *
json_get_string(struct json_object o, const char *key, size_t *ret_size)
{
	const struct json_node *value = find(o, key);
	bool is_string = is_a(value, JSON_STRING);
	if (!is_string)
		refuse_value(o, key, value, "a string");
	*ret_size = is_string ? value->text_size : 0;
	return is_string ? value->text : "";
}

void
json_copy_string(
    struct json_object o, const char *key, char *into, size_t into_size)
{
	const struct json_node *value = find(o, key);
	const char *text = text_of(value);
	size_t size = text ? strlen(text) : 0, kept = 0;
	if (value && !text && value->type != JSON_NULL)
		refuse_value(o, key, value, "a string");
	while (kept < size) {
		size_t length = utf8_next(text + kept, size - kept, NULL);
		if (kept + length >= into_size)
			break;
		kept += length;
	}
	if (kept)
		memcpy(into, text, kept);
	into[kept] = '\0';
}

/* Back to bytes, in new storage that the record owns; NULL: no such text. */
static const char *
decode(struct json_document *d, const struct json_node *value, size_t *ret_size)
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
	vec_push(&d->decoded, bytes);
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
	const char *bytes = is_a(value, JSON_STRING)
	    ? decode(o.document, value, ret_size)
	    : NULL;
	if (!bytes)
		refuse_value(
		    o, name, value, "a string of characters up to U+00FF");
	return bytes;
}

const char *
json_find_text(struct json_object o, const char *key, size_t *ret_size)
{
	const struct json_node *value = find(o, key);
	size_t size = 0;
	const char *text;
	if (value && !is_a(value, JSON_STRING))
		refuse_value(o, key, value, "a string");
	if (is_a(value, JSON_STRING)) {
		text = value->text;
		size = value->text_size;
	} else {
		text = find_bytes(o, key, &size);
	}
	if (text && !ret_size && strlen(text) != size) {
		refuse_value(o, key, value, "without NUL");
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
	refuse_value(o, key, find(o, key), "a string");
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
refuse_word(struct json_object o, const char *key, const char *text,
    const char *const *words)
{
	struct buf list;
	buf_init(&list, JSON_PROBLEM_SIZE);
	list_words(words, &list);
	json_object_refuse(o, "'%s' is '%.40s'; it must be one of: %s", key,
	    text, buf_text(&list));
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
		refuse_word(o, key, text, words);
	refuse_value(o, key, value, "a string");
	return 0;
}

static struct json_object
as_object(struct json_object o, const char *key, const struct json_node *value)
{
	if (!is_a(value, JSON_OBJECT)) {
		refuse_value(o, key, value, "an object");
		value = NULL;
	}
	return (struct json_object){ o.document, value };
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
	refuse_value(o, key, value, "a list");
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
	refuse_value(o, key, value, "a list of strings without NUL");
	return "";
}

bool
json_list_has(struct json_object o, const char *key, const char *text)
{
	size_t count = json_has(o, key) ? json_get_count(o, key) : 0;
	bool found = false;
	for (size_t i = 0; i < count && !found; i++) {
		const char *other = text_of(item(o, key, i));
		found = other && strcmp(other, text) == 0;
	}
	return found;
}
