/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/message.h"

#include "core/mem.h"
#include "core/text/decimal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for a usual message of which nothing is known. */
#define USUAL_ATTRIBUTES 12
#define USUAL_TEXT_BYTES 512
/* What a copy has room for besides: it is made to be changed. */
#define COPY_ATTRIBUTES 2
#define COPY_TEXT_BYTES 32
/* Text that does not fit goes to blocks of at least this size. */
#define BLOCK_BYTES 240

struct text_block {
	struct text_block *next;
	char bytes[];
};

/* After it, in the same allocation: the first attributes, then text. */
struct message {
	int references;
	uint32_t count;
	uint32_t capacity;
	uint32_t room;                /* bytes left at 'free_text' */
	char *free_text;              /* there or in the newest block */
	const char *name;             /* in the same storage, or borrowed */
	struct attribute *attributes; /* first_attributes or owned */
	struct text_block *blocks;
	struct message *base; /* whose texts are borrowed, or NULL */
	struct attribute first_attributes[];
};

static void
add_block(struct message *m, size_t size)
{
	size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
	struct text_block *b = mem_alloc(sizeof(*b) + room);
	b->next = m->blocks;
	m->blocks = b;
	m->free_text = b->bytes;
	m->room = (uint32_t)room;
}

/* 'size' bytes that live as long as the message. */
static inline char *
text_alloc(struct message *m, size_t size)
{
	if (size > m->room)
		add_block(m, size);
	char *text = m->free_text;
	m->free_text += size;
	m->room -= (uint32_t)size;
	return text;
}

static inline char *
text_copy(struct message *m, const char *bytes, size_t size)
{
	char *copy = text_alloc(m, size + 1);
	if (size)
		memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}

struct message *
message_start(const char *name, size_t attributes, size_t text_bytes)
{
	size_t size = attributes * sizeof(struct attribute);
	struct message *m = mem_alloc(sizeof(*m) + size + text_bytes);
	m->references = 1;
	m->count = 0;
	m->capacity = (uint32_t)attributes;
	m->room = (uint32_t)text_bytes;
	m->free_text = (char *)m->first_attributes + size;
	m->attributes = m->first_attributes;
	m->blocks = NULL;
	m->base = NULL;
	m->name = name;
	return m;
}

struct message *
message_new_for(const char *name, size_t attributes, size_t text_bytes)
{
	size_t size = strlen(name);
	struct message *m =
	    message_start(NULL, attributes, text_bytes + size + 1);
	m->name = text_copy(m, name, size);
	return m;
}

struct message *
message_new(const char *name)
{
	return message_new_for(name, USUAL_ATTRIBUTES, USUAL_TEXT_BYTES);
}

static void
add_room(struct message *m)
{
	bool owned = m->attributes != m->first_attributes;
	m->capacity = m->capacity * 2 + 4;
	struct attribute *grown = mem_resize(
	    owned ? m->attributes : NULL, m->capacity, sizeof(*grown));
	if (!owned && m->count)
		memcpy(grown, m->attributes, m->count * sizeof(*grown));
	m->attributes = grown;
}

static inline struct attribute *
next_attribute(struct message *m)
{
	if (m->count == m->capacity)
		add_room(m);
	return &m->attributes[m->count++];
}

struct message *
message_ref(struct message *m)
{
	m->references++;
	return m;
}

struct message *
message_extend(const char *name, struct message *base, size_t attributes,
    size_t text_bytes)
{
	struct message *m =
	    message_start(name, base->count + attributes, text_bytes);
	if (base->count)
		memcpy(m->attributes, base->attributes,
		    base->count * sizeof(*base->attributes));
	m->count = base->count;
	m->base = message_ref(base);
	return m;
}

void
message_unref(struct message *m)
{
	if (!m || --m->references > 0)
		return;
	while (m->blocks) {
		struct text_block *next = m->blocks->next;
		free(m->blocks);
		m->blocks = next;
	}
	if (m->attributes != m->first_attributes)
		free(m->attributes);
	message_unref(m->base);
	free(m);
}

const char *
message_name(const struct message *m)
{
	return m->name;
}

const char *
message_keep(struct message *m, const char *text)
{
	return text_copy(m, text, strlen(text));
}

void
message_rename(struct message *m, const char *name)
{
	m->name = text_copy(m, name, strlen(name));
}

size_t
message_count(const struct message *m)
{
	return m->count;
}

const struct attribute *
message_attributes(const struct message *m)
{
	return m->attributes;
}

const struct attribute *
message_attribute(const struct message *m, size_t index)
{
	assert(index < m->count);
	return &m->attributes[index];
}

const char *
attribute_shape(const struct attribute *a)
{
	return a->path + a->path_size + 1;
}

/* Does 'text' start with a list index, up to a dot or the end? */
static bool
starts_with_index(const char *text)
{
	unsigned value = 0;
	size_t digits = 0;
	for (; text[digits] >= '0' && text[digits] <= '9'; digits++) {
		value = value * 10 + (unsigned)(text[digits] - '0');
		if (value >= PATH_INDEX_LIMIT)
			return false;
	}
	bool leading_zero = digits > 1 && text[0] == '0';
	return digits && !leading_zero &&
	    (text[digits] == '.' || text[digits] == '\0');
}

static size_t
count_dots(const char *path, size_t size)
{
	size_t dots = 0;
	const char *end = path + size;
	while ((path = memchr(path, '.', (size_t)(end - path)))) {
		dots++;
		path++;
	}
	return dots;
}

/* The path, and after its NUL the shape: one byte for each dot. */
static void
write_path(char *stored, const char *path, size_t path_size, size_t dots,
    const char *shape)
{
	memcpy(stored, path, path_size);
	stored[path_size] = '\0';
	char *into = stored + path_size + 1;
	const char *dot = stored;
	for (size_t i = 0; i < dots && !shape; i++, dot++) {
		dot = strchr(dot, '.');
		into[i] = starts_with_index(dot + 1) ? PATH_INDEX : PATH_KEY;
	}
	if (shape && dots)
		memcpy(into, shape, dots);
	into[dots] = '\0';
}

static const char *
store_path(
    struct message *m, const char *path, size_t path_size, const char *shape)
{
	size_t dots = count_dots(path, path_size);
	char *stored = text_alloc(m, path_size + 1 + dots + 1);
	write_path(stored, path, path_size, dots, shape);
	return stored;
}

void
message_append(struct message *m, const struct attribute *a, const char *shape)
{
	struct attribute *added = next_attribute(m);
	*added = *a;
	added->path = store_path(m, a->path, a->path_size, shape);
	if (a->kind == VALUE_STRING)
		added->text = text_copy(m, a->text, a->text_size);
}

char *
message_path_text(const char *path)
{
	size_t size = strlen(path), dots = count_dots(path, size);
	char *stored = mem_alloc(size + 1 + dots + 1);
	write_path(stored, path, size, dots, NULL);
	return stored;
}

static struct attribute *
find(const struct message *m, const char *path, size_t size)
{
	for (uint32_t i = 0; i < m->count; i++)
		if (attribute_is_at(&m->attributes[i], path, size))
			return &m->attributes[i];
	return NULL;
}

/* The attribute to write a value of that kind to: there, or a new one. */
static struct attribute *
attribute_at(struct message *m, const char *path, enum value_kind kind)
{
	size_t size = strlen(path);
	struct attribute *a = find(m, path, size);
	assert(size <= PATH_MAX_BYTES);
	if (!a) {
		a = next_attribute(m);
		a->path = store_path(m, path, size, NULL);
		a->path_size = (uint16_t)size;
	}
	a->kind = kind;
	a->text_size = 0;
	a->integer = 0;
	return a;
}

void
message_put_text(struct message *m, const struct message_path *path,
    const char *text, size_t size)
{
	*next_attribute(m) = (struct attribute){ .path = path->text,
		.text = text_copy(m, text, size),
		.text_size = (uint32_t)size,
		.kind = VALUE_STRING,
		.path_size = (uint16_t)path->size };
}

void
message_put_integer(
    struct message *m, const struct message_path *path, int64_t value)
{
	*next_attribute(m) = (struct attribute){ .path = path->text,
		.integer = value,
		.kind = VALUE_INTEGER,
		.path_size = (uint16_t)path->size };
}

void
message_set_bytes(
    struct message *m, const char *path, const char *text, size_t size)
{
	const char *copy = text_copy(m, text, size);
	struct attribute *a = attribute_at(m, path, VALUE_STRING);
	a->text = copy;
	a->text_size = (uint32_t)size;
}

void
message_set_string(struct message *m, const char *path, const char *text)
{
	message_set_bytes(m, path, text, strlen(text));
}

void
message_set_integer(struct message *m, const char *path, int64_t value)
{
	attribute_at(m, path, VALUE_INTEGER)->integer = value;
}

void
message_set_real(struct message *m, const char *path, double value)
{
	attribute_at(m, path, VALUE_REAL)->real = value;
}

void
message_set_boolean(struct message *m, const char *path, bool value)
{
	attribute_at(m, path, VALUE_BOOLEAN)->integer = value;
}

void
message_set_empty(struct message *m, const char *path, enum value_kind kind)
{
	assert(kind == VALUE_NULL || kind == VALUE_EMPTY_OBJECT ||
	    kind == VALUE_EMPTY_LIST);
	attribute_at(m, path, kind);
}

/* Is the attribute at that path, or inside it? */
static bool
is_within(const struct attribute *a, const char *path, size_t size)
{
	if (a->path_size == size)
		return memcmp(a->path, path, size) == 0;
	if (a->path_size < size || a->path[size] != '.' ||
	    memcmp(a->path, path, size) != 0)
		return false;
	return attribute_shape(a)[count_dots(path, size)] != PATH_WITHIN;
}

size_t
message_remove(struct message *m, const char *path)
{
	size_t size = strlen(path);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < m->count; i++) {
		if (!is_within(&m->attributes[i], path, size))
			m->attributes[kept++] = m->attributes[i];
	}
	size_t removed = m->count - kept;
	m->count = kept;
	return removed;
}

static struct message *
copy_with_room(const struct message *m, uint32_t attributes, size_t text_bytes)
{
	text_bytes += strlen(m->name) + 1;
	for (uint32_t i = 0; i < m->count; i++) {
		const struct attribute *a = &m->attributes[i];
		text_bytes += 2 * (a->path_size + (size_t)1);
		text_bytes += a->kind == VALUE_STRING ? a->text_size + 1 : 0;
	}
	struct message *copy =
	    message_start(NULL, m->count + attributes, text_bytes);
	copy->name = text_copy(copy, m->name, strlen(m->name));
	/* Paths are copied, too: those of 'm' may be borrowed. */
	for (uint32_t i = 0; i < m->count; i++) {
		const struct attribute *a = &m->attributes[i];
		message_append(copy, a, attribute_shape(a));
	}
	return copy;
}

struct message *
message_copy(const struct message *m)
{
	return copy_with_room(m, COPY_ATTRIBUTES, COPY_TEXT_BYTES);
}

struct message *
message_pack(struct message *m, size_t *ret_bytes)
{
	struct message *packed = copy_with_room(m, 0, 0);
	*ret_bytes = (size_t)(packed->free_text - (char *)packed);
	message_unref(m);
	return packed;
}

const struct attribute *
message_find_path(const struct message *m, const char *path, size_t path_size)
{
	return find(m, path, path_size);
}

bool
message_has(const struct message *m, const char *path)
{
	size_t size = strlen(path);
	for (uint32_t i = 0; i < m->count; i++) {
		if (is_within(&m->attributes[i], path, size))
			return true;
	}
	return false;
}

/* What an attribute at the path is, or what holds one that is below it. */
static enum message_part
part_of(const struct attribute *a, const char *path, size_t size)
{
	size_t dots = 0;
	if (a->path_size == size) {
		if (a->kind == VALUE_EMPTY_OBJECT)
			return PART_OBJECT;
		return a->kind == VALUE_EMPTY_LIST ? PART_LIST : PART_VALUE;
	}
	for (size_t i = 0; i < size; i++)
		dots += path[i] == '.';
	return attribute_shape(a)[dots] == PATH_INDEX ? PART_LIST : PART_OBJECT;
}

enum message_part
message_part(const struct message *m, const char *path)
{
	size_t size = strlen(path);
	for (uint32_t i = 0; i < m->count; i++)
		if (is_within(&m->attributes[i], path, size))
			return part_of(&m->attributes[i], path, size);
	return PART_NONE;
}

/* The shortest decimal that reads back as the same number; no locale. */
static const char *
real_text(double value, char *into)
{
	if (!isfinite(value))
		return "null";
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(into, ATTRIBUTE_TEXT_SIZE, "%.*g", digits, value);
		if (strtod(into, NULL) == value)
			break;
	}
	char *comma = strchr(into, ',');
	if (comma)
		*comma = '.';
	if (!strpbrk(into, ".e"))
		memcpy(into + strlen(into), ".0", sizeof(".0"));
	return into;
}

const char *
attribute_text(const struct attribute *a, char *into)
{
	switch (a->kind) {
	case VALUE_NULL:
		return "";
	case VALUE_BOOLEAN:
		return a->integer ? "true" : "false";
	case VALUE_INTEGER:
		*decimal_put(into, a->integer) = '\0';
		return into;
	case VALUE_REAL:
		return real_text(a->real, into);
	case VALUE_STRING:
		return a->text;
	case VALUE_EMPTY_OBJECT:
		return "{}";
	case VALUE_EMPTY_LIST:
		return "[]";
	}
	return "";
}
