/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/dump.h"

#include "core/escape.h"
#include "wire/json_message.h"

#include <string.h>

/* --- the heading --- */

/* "Received from SERVER APP: 'NAME' (215)" of the T-Library. */
static bool
read_library_heading(
    struct span line, const char *start, struct dump_heading *ret)
{
	size_t colon = span_find(line, ": '");
	struct span rest = span_skip(line, colon + 1);
	if (!span_starts(line, start) || colon == line.size ||
	    !span_take_quoted(&rest, &ret->name) ||
	    !span_starts(span_trim(rest), "("))
		return false;
	struct span before = { line.at, colon };
	ret->peer = span_skip(before, strlen(start));
	ret->protocol = DUMP_T_LIBRARY;
	return true;
}

/* " to client 'APP'": what follows the word, or nothing. */
static bool
find_peer(struct span rest, const char *const *marks, struct span *ret_peer,
    struct span *ret_after)
{
	for (size_t i = 0; marks[i]; i++) {
		size_t at = span_find(rest, marks[i]);
		struct span found = span_skip(rest, at);
		if (at == rest.size || !span_take_quoted(&found, ret_peer))
			continue;
		*ret_after = found;
		return true;
	}
	return false;
}

static bool
is_event(struct span name)
{
	return span_starts(name, "Event") || span_starts(name, "event");
}

/* "message 'NAME' (...) to client 'APP' through proxy 'P'". */
static bool
read_message_heading(struct span line, struct dump_heading *ret)
{
	static const char *const to[] = { " to client '", " to server '",
		NULL };
	static const char *const from[] = { " from client '", " from server '",
		NULL };
	struct span after, rest = line;
	size_t at = span_find(line, "essage '");
	if (at == line.size)
		return false;
	rest = span_skip(line, at);
	if (!span_take_quoted(&rest, &ret->name))
		return false;
	ret->direction =
	    is_event(ret->name) ? DUMP_FROM_SERVER : DUMP_TO_SERVER;
	if (find_peer(rest, to, &ret->peer, &after))
		ret->direction = DUMP_FROM_SERVER;
	else if (find_peer(rest, from, &ret->peer, &after))
		ret->direction = DUMP_TO_SERVER;
	else
		return true;
	ret->is_through_proxy =
	    span_find(after, "through proxy '") < after.size;
	return true;
}

/* "request to 'SERVER'": of a third-party server. */
static bool
read_request_heading(struct span line, struct dump_heading *ret)
{
	size_t at = span_find(line, "request to '");
	struct span rest = span_skip(line, at);
	ret->protocol = DUMP_ESP;
	ret->direction = DUMP_FROM_SERVER;
	ret->name = span_of("ExternalServiceRequest");
	return at < line.size && span_take_quoted(&rest, &ret->peer);
}

bool
dump_read_heading(struct span line, struct dump_heading *ret)
{
	*ret = (struct dump_heading){ .direction = DUMP_TO_SERVER };
	if (read_library_heading(line, "Received from ", ret))
		return true;
	ret->direction = DUMP_FROM_SERVER;
	if (read_library_heading(line, "Sending to ", ret))
		return true;
	*ret = (struct dump_heading){ .direction = DUMP_TO_SERVER };
	return read_message_heading(line, ret) ||
	    read_request_heading(line, ret);
}

/* --- the attributes --- */

bool
dump_read_integer(struct span value, int64_t *ret)
{
	bool is_negative = value.size && *value.at == '-';
	uint64_t number = 0;
	size_t i = is_negative;
	for (; i < value.size && value.at[i] >= '0' && value.at[i] <= '9';
	     i++) {
		if (number > (uint64_t)INT64_MAX / 10 - 1)
			return false;
		number = number * 10 + (uint64_t)(value.at[i] - '0');
	}
	if (i == is_negative || (i < value.size && !span_is_blank(value.at[i])))
		return false;
	*ret = is_negative ? -(int64_t)number : (int64_t)number;
	return true;
}

/* Where the entries of a list go. */
struct level {
	size_t indent;
	size_t path_size, dots; /* of the list's path and its shape */
};

struct parser {
	struct message *message;
	const char *name;
	const struct vocabulary *vocabulary;
	struct dump_faults *faults;
	struct level levels[MESSAGE_MAX_DEPTH];
	size_t depth;
	char path[MESSAGE_MAX_PATH_BYTES + 1];
	char shape[MESSAGE_MAX_PATH_BYTES + 1];
	size_t path_size, dots;
	struct buf text;
};

static bool
add_to_path(struct parser *p, struct span part)
{
	if (p->path_size + part.size + 1 > MESSAGE_MAX_PATH_BYTES)
		return false;
	for (size_t i = 0; i < part.size; i++) {
		if (part.at[i] == '\0')
			return false;
		if (part.at[i] == '.')
			p->shape[p->dots++] = PATH_WITHIN;
		p->path[p->path_size++] = part.at[i];
	}
	p->path[p->path_size] = p->shape[p->dots] = '\0';
	return true;
}

/* Of one of our own tables, whose dots separate. */
static void
start_path(struct parser *p, const struct block_attribute *a)
{
	char path[LOG_NAME_MAX_BYTES + 1];
	vocabulary_attribute(p->vocabulary, p->name, a->name, path);
	p->path_size = p->dots = 0;
	for (const char *c = path; *c; c++) {
		if (*c == '.')
			p->shape[p->dots++] = PATH_KEY;
		p->path[p->path_size++] = *c;
	}
	p->path[p->path_size] = p->shape[p->dots] = '\0';
}

/* The path of an attribute or entry; false: it is beyond a limit. */
static bool
find_path(struct parser *p, const struct block_attribute *a)
{
	while (p->depth && p->levels[p->depth - 1].indent >= a->indent)
		p->depth--;
	if (!a->is_entry || p->depth == 0) {
		p->depth = 0;
		start_path(p, a);
		return true;
	}
	const struct level *list = &p->levels[p->depth - 1];
	p->path_size = list->path_size;
	p->dots = list->dots;
	p->path[p->path_size++] = '.';
	p->shape[p->dots++] = PATH_KEY;
	return add_to_path(p, a->name);
}

/* The value without the bytes that are no UTF-8. */
static struct span
mend(struct parser *p, struct span value)
{
	size_t at = 0;
	while (at < value.size) {
		size_t size = utf8_next(value.at + at, value.size - at, NULL);
		if (size == 0)
			break;
		at += size;
	}
	if (at == value.size)
		return value;
	p->faults->bad_bytes++;
	buf_clear(&p->text);
	for (at = 0; at < value.size;) {
		size_t size = utf8_next(value.at + at, value.size - at, NULL);
		if (size)
			buf_add(&p->text, value.at + at, size);
		else
			buf_add_text(&p->text, "\xef\xbf\xbd");
		at += size ? size : 1;
	}
	return (struct span){ buf_text(&p->text), p->text.size };
}

static bool
is_integer_type(struct span type)
{
	return span_is(type, "int") || span_is(type, "long");
}

static void
append(struct parser *p, const struct block_attribute *a)
{
	struct attribute one = { .path = p->path,
		.path_size = (uint16_t)p->path_size };
	const char *meaning =
	    vocabulary_value(p->vocabulary, p->path, a->value);
	int64_t number;
	if (!meaning && is_integer_type(a->type) &&
	    dump_read_integer(a->value, &number)) {
		one.kind = VALUE_INTEGER;
		one.integer = number;
	} else {
		struct span value =
		    meaning ? span_of(meaning) : mend(p, a->value);
		one.kind = VALUE_STRING;
		one.text = value.at;
		one.text_size = (uint32_t)value.size;
	}
	message_append(p->message, &one, p->shape);
}

static void
append_empty(struct parser *p)
{
	struct attribute one = { .path = p->path,
		.path_size = (uint16_t)p->path_size,
		.kind = VALUE_EMPTY_OBJECT };
	message_append(p->message, &one, p->shape);
}

/* A list has no value; one without entries is empty. */
static void
open_list(struct parser *p, const struct block_attribute *a)
{
	if (p->depth == MESSAGE_MAX_DEPTH - 1) {
		p->faults->dropped++;
		return;
	}
	p->levels[p->depth++] = (struct level){
		.indent = a->indent, .path_size = p->path_size, .dots = p->dots
	};
}

static bool
has_room(const struct parser *p)
{
	return message_count(p->message) < MESSAGE_MAX_ATTRIBUTES &&
	    !message_has(p->message, p->path);
}

/* Is the next attribute an entry of the list that this one opens? */
static bool
has_entries(const struct block *b, size_t at, size_t indent)
{
	struct block_attribute next;
	unsigned odd = 0;
	return block_next(b, &at, &odd, &next) && next.is_entry &&
	    next.indent > indent;
}

static void
take_attribute(struct parser *p, const struct block *b, size_t at,
    const struct block_attribute *a)
{
	if (!find_path(p, a) || !has_room(p)) {
		p->faults->dropped++;
		return;
	}
	if (!span_is(a->type, "list"))
		append(p, a);
	else if (has_entries(b, at, a->indent))
		open_list(p, a);
	else
		append_empty(p);
}

struct message *
dump_message(const struct block *b, const char *name,
    const struct vocabulary *v, struct dump_faults *faults)
{
	struct parser p = { .message = message_new(name),
		.name = name,
		.vocabulary = v,
		.faults = faults };
	struct block_attribute a;
	buf_init(&p.text, 3 * LOG_BLOCK_MAX_BYTES);
	for (size_t at = 0; block_next(b, &at, &faults->odd_lines, &a);)
		take_attribute(&p, b, at, &a);
	buf_free(&p.text);
	return p.message;
}
