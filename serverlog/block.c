/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/block.h"

#include <string.h>

void
block_init(struct block *b)
{
	*b = (struct block){ .is_open = false };
	buf_init(&b->text, LOG_BLOCK_MAX_BYTES);
}

void
block_free(struct block *b)
{
	buf_free(&b->text);
}

static void
keep_line(struct block *b, const struct log_line *line, struct span text)
{
	bool fits = buf_add(&b->text, text.at, text.size) &&
	    buf_add_char(&b->text, '\n');
	b->is_cut |= !fits || line->is_cut;
}

void
block_start(
    struct block *b, const struct entry *entry, const struct log_line *line)
{
	buf_clear(&b->text);
	b->text.truncated = false;
	b->entry = *entry;
	b->line = line->number;
	b->is_open = true;
	b->has_open_value = b->is_cut = false;
	keep_line(b, line, entry->text);
}

/* What stands after "=", or nothing. */
static struct span
value_of(struct span line)
{
	size_t at = span_find(line, "] ");
	struct span rest = span_trim(span_skip(line, at + 2));
	if (at == line.size || !rest.size || *rest.at != '=')
		return (struct span){ line.at + line.size, 0 };
	return span_trim(span_skip(rest, 1));
}

/* A value that begins with a quotation mark, and does not end with another. */
static bool
opens_value(struct span line)
{
	struct span value = value_of(line);
	return value.size && *value.at == '"' &&
	    (value.size == 1 || value.at[value.size - 1] != '"');
}

static bool
goes_on(struct span line)
{
	return line.size && (span_is_blank(*line.at) || *line.at == '"');
}

bool
block_add(struct block *b, const struct stamp_clock *clock,
    const struct log_line *line, bool *ret_was_open)
{
	struct span text = line->text;
	*ret_was_open = false;
	if (b->has_open_value && entry_is_one(clock, text)) {
		*ret_was_open = true;
		b->is_open = b->has_open_value = false;
		return false;
	}
	if (b->has_open_value) {
		keep_line(b, line, text);
		b->has_open_value = !text.size || text.at[text.size - 1] != '"';
		return true;
	}
	b->is_open = goes_on(text);
	if (!b->is_open)
		return false;
	bool is_opened = opens_value(text);
	/* Where a line was cut, the value ends: its own end is unknown. */
	if (is_opened && line->is_cut) {
		buf_add(&b->text, text.at, text.size);
		text = span_of("\"");
		is_opened = false;
	}
	keep_line(b, line, text);
	b->has_open_value = is_opened;
	return true;
}

static struct span
rest_of(const struct block *b, size_t at)
{
	return (struct span){ b->text.bytes + at, b->text.size - at };
}

static struct span
line_at(const struct block *b, size_t at)
{
	struct span rest = rest_of(b, at);
	const char *end = memchr(rest.at, '\n', rest.size);
	return (
	    struct span){ rest.at, end ? (size_t)(end - rest.at) : rest.size };
}

struct span
block_heading(const struct block *b)
{
	return line_at(b, 0);
}

static size_t
indent_of(struct span line)
{
	size_t size = 0;
	while (size < line.size && span_is_blank(line.at[size]))
		size++;
	return size;
}

static bool
take_name(struct span *rest, struct block_attribute *a)
{
	a->is_entry = rest->size && *rest->at == '\'';
	if (a->is_entry)
		return span_take_quoted(rest, &a->name);
	a->name = span_take_word(rest);
	return a->name.size > 0;
}

/* "[str]"; what follows it stays. */
static bool
take_type(struct span *rest, struct block_attribute *a)
{
	*rest = span_trim(*rest);
	size_t end = span_find(*rest, "]");
	if (!rest->size || *rest->at != '[' || end == rest->size)
		return false;
	a->type = (struct span){ rest->at + 1, end - 1 };
	*rest = span_trim(span_skip(*rest, end + 1));
	return true;
}

/*
 * The lines that belong to a value which begins at 'value': to the line that
 * ends with the quotation mark, and those after it that begin with one.
 */
static size_t
extend_value(const struct block *b, size_t at, struct span *value)
{
	bool is_open = value->size == 1 || value->at[value->size - 1] != '"';
	while (at < b->text.size) {
		struct span line = line_at(b, at);
		if (!is_open && (!line.size || *line.at != '"'))
			break;
		value->size = (size_t)(line.at + line.size - value->at);
		is_open = !line.size || line.at[line.size - 1] != '"';
		at += line.size + 1;
	}
	return at;
}

static void
drop_quotes(struct block_attribute *a)
{
	struct span *v = &a->value;
	a->is_text = true;
	*v = span_skip(*v, 1);
	if (v->size && v->at[v->size - 1] == '"')
		v->size--;
}

static bool
read_attribute(const struct block *b, struct span line, size_t *at,
    struct block_attribute *a)
{
	*a = (struct block_attribute){ .indent = indent_of(line) };
	struct span rest = span_skip(line, a->indent);
	if (!take_name(&rest, a) || !take_type(&rest, a))
		return false;
	if (rest.size && *rest.at == '=')
		rest = span_trim(span_skip(rest, 1));
	a->value = rest;
	if (!rest.size || *rest.at != '"')
		return true;
	*at = extend_value(b, *at, &a->value);
	drop_quotes(a);
	return true;
}

bool
block_next(const struct block *b, size_t *at, unsigned *odd,
    struct block_attribute *ret)
{
	if (*at == 0)
		*at = block_heading(b).size + 1;
	while (*at < b->text.size) {
		struct span line = line_at(b, *at);
		*at += line.size + 1;
		if (read_attribute(b, line, at, ret))
			return true;
		++*odd;
	}
	return false;
}

bool
block_find(const struct block *b, const char *name, struct span *ret)
{
	struct block_attribute a;
	unsigned odd = 0;
	for (size_t at = 0; block_next(b, &at, &odd, &a);) {
		if (a.is_entry || !span_is(a.name, name))
			continue;
		*ret = a.value;
		return true;
	}
	return false;
}
