/* SPDX-License-Identifier: Apache-2.0 */
#include "xml/cursor.h"

#include <string.h>

static bool
is_ascii(const char *bytes, size_t size)
{
	unsigned char all = 0;
	for (size_t i = 0; i < size; i++)
		all |= (unsigned char)bytes[i];
	return all < 0x80;
}

void
xml_cursor_init(struct xml_cursor *c, const struct source *source)
{
	*c = (struct xml_cursor){ .source = source, .line = 1, .column = 1 };
	c->is_ascii = is_ascii(source->text, source->size);
}

/* Characters, of which the parser has seen to it that they are UTF-8. */
static unsigned
count_characters(const struct xml_cursor *c, const char *bytes, size_t size)
{
	if (c->is_ascii)
		return (unsigned)size;
	unsigned count = 0;
	for (size_t i = 0; i < size; i++)
		count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
	return count;
}

/* The only thing that moves: counts lines and characters on the way. */
static void
advance_to(struct xml_cursor *c, size_t offset)
{
	const char *text = c->source->text, *newline;
	size_t end = offset < c->source->size ? offset : c->source->size;
	if (c->offset >= end)
		return;
	while ((newline = memchr(text + c->offset, '\n', end - c->offset))) {
		c->line++;
		c->column = 1;
		c->offset = (size_t)(newline - text) + 1;
	}
	c->column += count_characters(c, text + c->offset, end - c->offset);
	c->offset = end;
}

/* The place from the cursor to 'end', in its line; the cursor moves there. */
static struct place
take_until(struct xml_cursor *c, size_t end)
{
	struct place at = { c->source, c->line, c->column, 1 };
	const char *bytes = c->source->text;
	const char *newline = memchr(bytes + c->offset, '\n', end - c->offset);
	advance_to(c, newline ? (size_t)(newline - bytes) : end);
	if (c->column > at.column)
		at.length = c->column - at.column;
	advance_to(c, end);
	return at;
}

static bool
stands_at(const struct source *s, size_t offset, const char *text)
{
	size_t size = strlen(text);
	return s->size - offset >= size &&
	    memcmp(s->text + offset, text, size) == 0;
}

/* The offset after the next 'mark', or the end of the text. */
static size_t
behind(const struct source *s, size_t offset, const char *mark)
{
	size_t size = strlen(mark);
	for (; offset + size <= s->size; offset++)
		if (memcmp(s->text + offset, mark, size) == 0)
			return offset + size;
	return s->size;
}

/* The offset after the comment, section or instruction here, or 'offset'. */
static size_t
behind_markup(const struct source *s, size_t offset, bool sections)
{
	if (stands_at(s, offset, "<!--"))
		return behind(s, offset + 4, "-->");
	if (stands_at(s, offset, "<?"))
		return behind(s, offset + 2, "?>");
	if (sections && stands_at(s, offset, "<![CDATA["))
		return behind(s, offset + 9, "]]>");
	return offset;
}

void
xml_cursor_to_tag(struct xml_cursor *c)
{
	const struct source *s = c->source;
	size_t offset = c->offset;
	for (;;) {
		const char *next =
		    memchr(s->text + offset, '<', s->size - offset);
		offset = next ? (size_t)(next - s->text) : s->size;
		size_t end = behind_markup(s, offset, true);
		if (end == offset)
			break;
		offset = end;
	}
	advance_to(c, offset);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t
skip_space(const struct source *s, size_t offset)
{
	while (offset < s->size && is_space(s->text[offset]))
		offset++;
	return offset;
}

static bool
ends_name(char c)
{
	return is_space(c) || c == '=' || c == '/' || c == '>' || c == '\0';
}

static size_t
skip_name(const struct source *s, size_t offset)
{
	while (offset < s->size && !ends_name(s->text[offset]))
		offset++;
	return offset;
}

struct place
xml_cursor_start_tag(struct xml_cursor *c)
{
	return take_until(c, skip_name(c->source, c->offset));
}

static bool
is_declaration(const struct source *s, size_t start, size_t end)
{
	return stands_at(s, start, "xmlns") &&
	    (end == start + 5 || s->text[start + 5] == ':');
}

/* After the "=" and the opening quote. */
static void
open_value(struct xml_cursor *c)
{
	const struct source *s = c->source;
	size_t offset = skip_space(s, c->offset);
	if (offset < s->size && s->text[offset] == '=')
		offset = skip_space(s, offset + 1);
	advance_to(c, offset < s->size ? offset + 1 : offset);
}

static size_t
closing_quote(const struct xml_cursor *c)
{
	const struct source *s = c->source;
	char quote = s->text[c->offset - 1];
	const char *end =
	    memchr(s->text + c->offset, quote, s->size - c->offset);
	return end ? (size_t)(end - s->text) : s->size;
}

bool
xml_cursor_attribute(struct xml_cursor *c, struct place *ret_name,
    struct place *ret_value, bool *ret_empty)
{
	const struct source *s = c->source;
	for (;;) {
		advance_to(c, skip_space(s, c->offset));
		size_t start = c->offset, end = skip_name(s, start);
		if (end == start)
			break;
		struct place name = take_until(c, end);
		open_value(c);
		struct place value = take_until(c, closing_quote(c));
		advance_to(c, c->offset + 1);
		if (is_declaration(s, start, end))
			continue;
		*ret_name = name;
		*ret_value = value;
		return true;
	}
	*ret_empty = stands_at(s, c->offset, "/");
	advance_to(c, behind(s, c->offset, ">"));
	return false;
}

void
xml_cursor_end_tag(struct xml_cursor *c)
{
	advance_to(c, behind(c->source, c->offset, ">"));
}

struct place
xml_cursor_text(const struct xml_cursor *c)
{
	const struct source *s = c->source;
	struct xml_cursor there = *c;
	for (;;) {
		size_t offset = skip_space(s, there.offset);
		size_t end = behind_markup(s, offset, false);
		advance_to(&there, end);
		if (end == offset)
			break;
	}
	size_t end = there.offset;
	while (end < s->size && s->text[end] != '\n' &&
	    (end == there.offset || s->text[end] != '<'))
		end++;
	return take_until(&there, end);
}

/* After the value of an attribute whose name ends here; there may be none. */
static size_t
skip_value(const struct source *s, size_t offset)
{
	offset = skip_space(s, offset);
	if (offset == s->size || s->text[offset] != '=')
		return offset;
	offset = skip_space(s, offset + 1);
	if (offset == s->size || !strchr("'\"", s->text[offset]))
		return offset;
	const char *end =
	    memchr(s->text + offset + 1, s->text[offset], s->size - offset - 1);
	return end ? (size_t)(end - s->text) + 1 : s->size;
}

/* Moves 'ret_offset' into or past the tag; true with the one too many. */
static bool
is_crowded(const struct source *s, size_t *ret_offset, unsigned most,
    struct place *ret_first)
{
	size_t offset = skip_name(s, *ret_offset + 1);
	for (unsigned count = 0;; count++) {
		size_t start = skip_space(s, offset);
		size_t end = skip_name(s, start);
		*ret_offset = end;
		if (end == start)
			return false;
		if (count == most) {
			*ret_first = source_place(s, start, end - start);
			return true;
		}
		offset = skip_value(s, end);
	}
}

bool
xml_cursor_find_crowd(
    const struct source *s, unsigned most, struct place *ret_first)
{
	size_t offset = 0;
	while (offset < s->size) {
		const char *next =
		    memchr(s->text + offset, '<', s->size - offset);
		if (!next)
			break;
		offset = (size_t)(next - s->text);
		size_t end = behind_markup(s, offset, true);
		if (end > offset)
			offset = end;
		else if (is_crowded(s, &offset, most, ret_first))
			return true;
	}
	return false;
}
