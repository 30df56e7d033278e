/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_message.h"

#include "core/mem.h"
#include "core/text/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- from JSON: how much there is of it --- */

/* Of a list's index, of the dot before a component, and of what that means. */
#define COMPONENT_BYTES 4
/* What ends a path, its shape and a text. */
#define END_BYTES 3

/* What a message needs, about: rarely more. */
struct extent {
	size_t attributes;
	size_t text_bytes;
};

static void
measure(const struct json_node *container, size_t path_size, unsigned depth,
    struct extent *e)
{
	const struct json_node *value = json_node_first(container);
	if (depth > MESSAGE_MAX_DEPTH)
		return;
	for (unsigned i = 0; i < container->count; i++) {
		size_t size = path_size + value->key_size + COMPONENT_BYTES;
		bool is_container =
		    value->type == JSON_OBJECT || value->type == JSON_ARRAY;
		if (is_container && value->count) {
			measure(value, size, depth + 1, e);
		} else {
			e->attributes++;
			e->text_bytes += size + END_BYTES;
		}
		if (value->type == JSON_STRING)
			e->text_bytes += value->text_size;
		value = json_node_next(value);
	}
}

/* A message with room for what is in the object, and for a protocol. */
static struct message *
message_for(const char *name, const struct json_node *object)
{
	struct extent e = { .text_bytes = PROTOCOL_MAX_BYTES + 1 };
	measure(object, 0, 1, &e);
	if (e.attributes > MESSAGE_MAX_ATTRIBUTES)
		e.attributes = MESSAGE_MAX_ATTRIBUTES;
	if (e.text_bytes > FRAME_MAX_BYTES)
		e.text_bytes = FRAME_MAX_BYTES;
	return message_new_for(name, e.attributes, e.text_bytes);
}

/* --- from JSON: a walk that carries the path --- */

struct flattener {
	struct message *message;
	char path[MESSAGE_MAX_PATH_BYTES + 1];
	char shape[MESSAGE_MAX_PATH_BYTES + 1];
	size_t path_size;
	size_t dots;
	char *problem;
};

static bool flatten_value(
    struct flattener *f, const struct json_node *value, unsigned depth);

/* Add a component to the path; 'depth' 1 is the message itself. */
static bool
enter(struct flattener *f, const char *key, size_t size, enum path_dot dot,
    unsigned depth)
{
	if (f->path_size + (depth > 1) + size > MESSAGE_MAX_PATH_BYTES)
		return json_refuse(f->problem,
		    "the path of attribute '%.40s...' has more than %d bytes",
		    f->path_size ? f->path : key, MESSAGE_MAX_PATH_BYTES);
	if (depth > 1) {
		f->shape[f->dots++] = (char)dot;
		f->path[f->path_size++] = '.';
	}
	memcpy(f->path + f->path_size, key, size + 1);
	for (const char *in = key; (in = strchr(in, '.')); in++)
		f->shape[f->dots++] = PATH_WITHIN;
	f->path_size += size;
	return true;
}

static bool
flatten_member(struct flattener *f, const char *key, size_t key_size,
    enum path_dot dot, const struct json_node *value, unsigned depth)
{
	size_t path_size = f->path_size, dots = f->dots;
	bool fine = enter(f, key, key_size, dot, depth) &&
	    flatten_value(f, value, depth + 1);
	f->path_size = path_size;
	f->path[path_size] = '\0';
	f->dots = dots;
	return fine;
}

static bool
flatten_item(struct flattener *f, unsigned index, const struct json_node *item,
    unsigned depth)
{
	char digits[DECIMAL_MAX_BYTES + 1];
	char *end = decimal_put(digits, index);
	*end = '\0';
	return flatten_member(
	    f, digits, (size_t)(end - digits), PATH_INDEX, item, depth);
}

/* The name of the message is none of its attributes. */
static bool
flatten_key(struct flattener *f, const struct json_node *member, unsigned depth)
{
	return (depth == 1 && json_node_is(member, "messageName")) ||
	    flatten_member(
		f, member->key, member->key_size, PATH_KEY, member, depth);
}

static bool
flatten_members(
    struct flattener *f, const struct json_node *container, unsigned depth)
{
	if (depth > MESSAGE_MAX_DEPTH)
		return json_refuse(f->problem,
		    "'%.80s' nests objects and lists deeper than %d levels",
		    f->path, MESSAGE_MAX_DEPTH);
	bool is_list = container->type == JSON_ARRAY;
	const struct json_node *value = json_node_first(container);
	for (unsigned i = 0; i < container->count; i++) {
		if (is_list ? !flatten_item(f, i, value, depth)
			    : !flatten_key(f, value, depth))
			return false;
		value = json_node_next(value);
	}
	return true;
}

static bool
flatten_leaf(struct flattener *f, struct attribute a)
{
	if (message_count(f->message) == MESSAGE_MAX_ATTRIBUTES)
		return json_refuse(f->problem,
		    "the message has more than %d attributes",
		    MESSAGE_MAX_ATTRIBUTES);
	a.path = f->path;
	a.path_size = (uint16_t)f->path_size;
	message_append(f->message, &a, f->shape);
	return true;
}

static bool
flatten_value(
    struct flattener *f, const struct json_node *value, unsigned depth)
{
	struct attribute a = { .kind = VALUE_NULL };
	switch (value->type) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		a.kind = value->type == JSON_OBJECT ? VALUE_EMPTY_OBJECT
						    : VALUE_EMPTY_LIST;
		return value->count ? flatten_members(f, value, depth)
				    : flatten_leaf(f, a);
	case JSON_STRING:
		a.kind = VALUE_STRING;
		a.text = value->text;
		a.text_size = (uint32_t)value->text_size;
		return flatten_leaf(f, a);
	case JSON_INTEGER:
		a.kind = VALUE_INTEGER;
		a.integer = value->integer;
		return flatten_leaf(f, a);
	case JSON_REAL:
		a.kind = VALUE_REAL;
		a.real = value->real;
		return flatten_leaf(f, a);
	case JSON_TRUE:
	case JSON_FALSE:
		a.kind = VALUE_BOOLEAN;
		a.integer = value->type == JSON_TRUE;
		return flatten_leaf(f, a);
	case JSON_NULL:
		return flatten_leaf(f, a);
	}
	return false;
}

/* The messageName, borrowed, or NULL with a problem. */
static const char *
name_of(const struct json_node *object, char *problem)
{
	char description[JSON_DESCRIPTION_SIZE];
	const struct json_node *name = json_node_find(object, "messageName");
	if (!name) {
		json_refuse(problem, "the message has no 'messageName'");
		return NULL;
	}
	if (name->type != JSON_STRING) {
		json_refuse(problem, "'messageName' is %s; it must be a string",
		    json_node_describe(name, description));
		return NULL;
	}
	size_t size = name->text_size;
	if (size == 0 || size > MESSAGE_MAX_NAME_BYTES ||
	    strlen(name->text) != size) {
		json_refuse(problem,
		    "'messageName' has %zu bytes; it must have 1 to %d, none "
		    "of them NUL",
		    size, MESSAGE_MAX_NAME_BYTES);
		return NULL;
	}
	return name->text;
}

static struct message *
flatten(const struct json_node *object, char *problem)
{
	const char *name = name_of(object, problem);
	if (!name)
		return NULL;
	struct flattener f;
	f.message = message_for(name, object);
	f.path[0] = '\0';
	f.path_size = f.dots = 0;
	f.problem = problem;
	if (!flatten_members(&f, object, 1)) {
		message_unref(f.message);
		return NULL;
	}
	return f.message;
}

static struct message *
message_of(struct json_object o)
{
	char problem[JSON_PROBLEM_SIZE];
	struct message *m = flatten(o.value, problem);
	if (!m)
		json_object_refuse(o, "%s", problem);
	return m;
}

struct message *
json_get_message(struct json_object o, const char *key)
{
	struct json_object part = json_get_object(o, key);
	return part.value ? message_of(part) : NULL;
}

struct message *
json_parse_message(const char *text, size_t size, char *problem)
{
	struct json_document d = { .noun = "the message",
		.max_bytes = FRAME_MAX_BYTES };
	struct message *m = json_document_read(&d, text, size, NULL)
	    ? message_of(json_document_root(&d))
	    : NULL;
	json_document_finish(&d, problem);
	return m;
}

/* --- to JSON: attributes are gathered by their next component --- */

/* Attributes of a usual message: no storage is asked for. */
#define USUAL_ATTRIBUTES 32

struct printer {
	const struct attribute *attributes;
	uint32_t *order; /* positions of attributes, regrouped on the way */
	struct json_writer *writer;
};

/* Where a component begins or ends: all of a group have it in common. */
struct cursor {
	size_t offset; /* in the path */
	size_t dots;   /* how many are before it */
};

static const struct attribute *
ordered(const struct printer *p, uint32_t at)
{
	return &p->attributes[p->order[at]];
}

static struct cursor
component_end(const struct attribute *a, struct cursor c)
{
	const char *shape = attribute_shape(a);
	for (; shape[c.dots]; c.dots++) {
		const char *dot =
		    memchr(a->path + c.offset, '.', a->path_size - c.offset);
		c.offset = (size_t)(dot - a->path);
		if (shape[c.dots] != PATH_WITHIN)
			return c;
		c.offset++;
	}
	c.offset = a->path_size;
	return c;
}

/* Mostly the first character, or where it ends, is another one. */
static inline bool
same_component(const struct attribute *a, const struct attribute *b,
    struct cursor start, struct cursor end)
{
	return b->path_size >= end.offset &&
	    (b->path[end.offset] == '.' || b->path[end.offset] == '\0') &&
	    b->path[start.offset] == a->path[start.offset] &&
	    memcmp(a->path + start.offset, b->path + start.offset,
		end.offset - start.offset) == 0 &&
	    component_end(b, start).offset == end.offset;
}

/*
 * Move everything of [from, to) that has the component of the first to the
 * front, keeping the order.  Returns the end of that group.
 */
static uint32_t
gather(struct printer *p, uint32_t from, uint32_t to, struct cursor start,
    struct cursor end)
{
	const struct attribute *first = ordered(p, from);
	uint32_t next = from + 1;
	for (uint32_t i = next; i < to; i++) {
		if (!same_component(first, ordered(p, i), start, end))
			continue;
		uint32_t moved = p->order[i];
		memmove(&p->order[next + 1], &p->order[next],
		    (i - next) * sizeof(*p->order));
		p->order[next++] = moved;
	}
	return next;
}

static void
print_leaf(struct json_writer *w, const struct attribute *a)
{
	char text[ATTRIBUTE_TEXT_SIZE];
	if (a->kind == VALUE_STRING)
		json_add_characters(w, NULL, a->text, a->text_size);
	else if (a->kind == VALUE_INTEGER)
		json_add_integer(w, NULL, a->integer);
	else if (a->kind == VALUE_NULL)
		json_add_null(w, NULL);
	else
		json_add_literal(w, NULL, attribute_text(a, text));
}

static void print_value(
    struct printer *p, uint32_t from, uint32_t to, struct cursor end);

static void
print_members(struct printer *p, uint32_t from, uint32_t to,
    struct cursor start, bool is_list)
{
	while (from < to) {
		const struct attribute *a = ordered(p, from);
		struct cursor end = component_end(a, start);
		uint32_t next = gather(p, from, to, start, end);
		if (!is_list)
			json_add_key(p->writer, a->path + start.offset,
			    end.offset - start.offset);
		print_value(p, from, next, end);
		from = next;
	}
}

static bool
is_list_of(struct printer *p, uint32_t from, uint32_t to, struct cursor end)
{
	for (; from < to; from++) {
		if (attribute_shape(ordered(p, from))[end.dots] != PATH_INDEX)
			return false;
	}
	return true;
}

static void
print_container(
    struct printer *p, uint32_t from, uint32_t to, struct cursor end)
{
	struct cursor next = { end.offset + 1, end.dots + 1 };
	bool is_list = is_list_of(p, from, to, end);
	if (is_list)
		json_begin_list(p->writer, NULL);
	else
		json_begin_object(p->writer, NULL);
	print_members(p, from, to, next, is_list);
	if (is_list)
		json_end_list(p->writer);
	else
		json_end_object(p->writer);
}

/* What [from, to), equal up to 'end', describes: a leaf or a container. */
static void
print_value(struct printer *p, uint32_t from, uint32_t to, struct cursor end)
{
	const struct attribute *first = ordered(p, from);
	uint32_t inner = from;
	for (uint32_t i = from; i < to; i++) {
		if (ordered(p, i)->path_size > end.offset)
			p->order[inner++] = p->order[i];
	}
	bool is_empty = first->kind == VALUE_EMPTY_OBJECT ||
	    first->kind == VALUE_EMPTY_LIST;
	bool is_leaf = first->path_size == end.offset;
	if (inner == from || (is_leaf && !is_empty))
		print_leaf(p->writer, first);
	else
		print_container(p, from, inner, end);
}

void
json_add_message(
    struct json_writer *w, const char *key, const struct message *m)
{
	uint32_t usual[USUAL_ATTRIBUTES];
	uint32_t count = (uint32_t)message_count(m);
	struct printer p = {
		.attributes = message_attributes(m), .order = usual, .writer = w
	};
	if (count > USUAL_ATTRIBUTES)
		p.order = mem_alloc(count * sizeof(*p.order));
	for (uint32_t i = 0; i < count; i++)
		p.order[i] = i;
	json_begin_object(w, key);
	json_add_string(w, "messageName", message_name(m));
	print_members(&p, 0, count, (struct cursor){ 0, 0 }, false);
	json_end_object(w);
	if (count > USUAL_ATTRIBUTES)
		free(p.order);
}

bool
json_print_message(const struct message *m, struct buf *into)
{
	struct json_writer w = json_start(into);
	json_add_message(&w, NULL, m);
	return json_finish(&w);
}

/* --- what a message may be --- */

/* All of a frame but its message: names, numbers and a protocol. */
#define ENVELOPE_MAX_BYTES 512
/* An escaped byte, as \u0001. */
#define ESCAPED_BYTES 6
/* Around a key, and a number that is a value. */
#define PUNCTUATION_BYTES 8
#define NUMBER_MAX_BYTES 32

static unsigned
depth_of(const struct attribute *a)
{
	unsigned depth = 1;
	for (const char *dot = attribute_shape(a); *dot; dot++)
		depth += *dot != PATH_WITHIN;
	return depth;
}

/* More than the text of the attribute can have. */
static size_t
most_bytes(const struct attribute *a)
{
	size_t text = a->kind == VALUE_STRING ? a->text_size : NUMBER_MAX_BYTES;
	return ESCAPED_BYTES * (a->path_size + text) +
	    PUNCTUATION_BYTES * depth_of(a);
}

static bool
fits_line(const struct message *m, size_t most, char *problem)
{
	struct buf text;
	size_t limit = FRAME_MAX_BYTES - ENVELOPE_MAX_BYTES;
	if (most + strlen(message_name(m)) <= limit)
		return true;
	buf_init(&text, limit);
	bool fits = json_print_message(m, &text);
	buf_free(&text);
	return fits ||
	    json_refuse(problem,
		"it has more than the %zu bytes of a line of the binding",
		FRAME_MAX_BYTES);
}

bool
json_message_fits(const struct message *m, char *problem)
{
	size_t most = 0, count = message_count(m);
	if (count > MESSAGE_MAX_ATTRIBUTES)
		return json_refuse(problem,
		    "it has %zu attributes; it may have %d", count,
		    MESSAGE_MAX_ATTRIBUTES);
	for (size_t i = 0; i < count; i++) {
		const struct attribute *a = message_attribute(m, i);
		if (a->path_size > MESSAGE_MAX_PATH_BYTES)
			return json_refuse(problem,
			    "the name of its attribute '%.40s...' has %u "
			    "bytes; it may have %d",
			    a->path, a->path_size, MESSAGE_MAX_PATH_BYTES);
		if (depth_of(a) > MESSAGE_MAX_DEPTH)
			return json_refuse(problem,
			    "its attribute '%.40s' is nested %u levels deep; "
			    "it may be %d",
			    a->path, depth_of(a), MESSAGE_MAX_DEPTH);
		most += most_bytes(a);
	}
	return fits_line(m, most, problem);
}
