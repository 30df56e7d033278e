/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_record.h"

#include "core/vec.h"
#include "wire/json.h"
#include "wire/json_internal.h"

#include <inttypes.h>
#include <string.h>

/* Longest key that is asked for, with "Bytes" behind it. */
#define KEY_MAX_BYTES 40

struct json_record {
	json_t *root;
	VEC(char *) decoded; /* owned texts of "...Bytes" members */
	bool refused;
	char problem[JSON_PROBLEM_SIZE];
};

struct json_record *
json_record_parse(const char *text, size_t size, char *problem)
{
	json_error_t error;
	size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
	json_t *root = json_loadb(text, size, flags, &error);
	char description[JSON_DESCRIPTION_SIZE];
	if (!root) {
		json_refuse(problem, "byte %d: %s", error.position, error.text);
		return NULL;
	}
	if (!json_is_object(root)) {
		json_refuse(problem, "it is %s; it must be an object",
		    json_describe(root, description));
		json_decref(root);
		return NULL;
	}
	struct json_record *r = mem_zalloc(sizeof(*r));
	r->root = root;
	return r;
}

void
json_record_free(struct json_record *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->decoded.count; i++)
		free(r->decoded.items[i]);
	vec_free(&r->decoded);
	json_decref(r->root);
	free(r);
}

struct json_object
json_record_root(struct json_record *r)
{
	return (struct json_object){ r, r->root };
}

const char *
json_record_problem(const struct json_record *r)
{
	return r->refused ? r->problem : NULL;
}

/* Only the first one counts. */
static void
refuse(
    struct json_record *r, const char *key, const json_t *value, const char *is)
{
	char description[JSON_DESCRIPTION_SIZE];
	if (!r->refused && value)
		json_refuse(r->problem, "'%s' is %s; it must be %s", key,
		    json_describe(value, description), is);
	else if (!r->refused)
		json_refuse(r->problem, "there is no '%s'", key);
	r->refused = true;
}

static const json_t *
find(struct json_object o, const char *key)
{
	return json_object_get(o.value, key);
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
	const json_t *value = find(o, key);
	char wanted[80];
	if (json_is_integer(value) && json_integer_value(value) >= least &&
	    json_integer_value(value) <= most)
		return json_integer_value(value);
	snprintf(wanted, sizeof(wanted),
	    "an integer from %" PRId64 " to %" PRId64, least, most);
	refuse(o.record, key, value, wanted);
	return least;
}

bool
json_get_boolean(struct json_object o, const char *key)
{
	const json_t *value = find(o, key);
	if (!json_is_boolean(value))
		refuse(o.record, key, value, "true or false");
	return json_is_true(value);
}

/* Back to bytes, in new storage that the record owns; NULL: no such text. */
static const char *
decode(struct json_record *r, const json_t *value, size_t *ret_size)
{
	const unsigned char *text =
	    (const unsigned char *)json_string_value(value);
	size_t size = json_string_length(value), used = 0;
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
	const json_t *value = find(o, name);
	if (!value)
		return NULL;
	const char *bytes =
	    json_is_string(value) ? decode(o.record, value, ret_size) : NULL;
	if (!bytes)
		refuse(o.record, name, value,
		    "a string of characters up to U+00FF");
	return bytes;
}

const char *
json_find_text(struct json_object o, const char *key, size_t *ret_size)
{
	const json_t *value = find(o, key);
	size_t size = 0;
	const char *text;
	if (value && !json_is_string(value))
		refuse(o.record, key, value, "a string");
	if (json_is_string(value)) {
		text = json_string_value(value);
		size = json_string_length(value);
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

unsigned
json_get_word(struct json_object o, const char *key, const char *const *words)
{
	const json_t *value = find(o, key);
	const char *text = json_string_value(value);
	for (unsigned i = 0; text && words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	if (text && !o.record->refused) {
		json_refuse(o.record->problem,
		    "'%s' is '%.40s', which is not known", key, text);
		o.record->refused = true;
	}
	refuse(o.record, key, value, "a string");
	return 0;
}

static struct json_object
as_object(struct json_object o, const char *key, const json_t *value)
{
	if (!json_is_object(value)) {
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
	const json_t *value = find(o, key);
	if (!json_is_array(value))
		refuse(o.record, key, value, "a list");
	return json_array_size(value);
}

struct json_object
json_get_item(struct json_object o, const char *key, size_t index)
{
	return as_object(o, key, json_array_get(find(o, key), index));
}

const char *
json_get_item_text(struct json_object o, const char *key, size_t index)
{
	const json_t *value = json_array_get(find(o, key), index);
	const char *text = json_string_value(value);
	if (text && strlen(text) == json_string_length(value))
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
	m = json_flatten(part.value, problem);
	if (!m && !o.record->refused) {
		json_refuse(o.record->problem, "%s", problem);
		o.record->refused = true;
	}
	return m;
}
