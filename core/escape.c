/* SPDX-License-Identifier: Apache-2.0 */
#include "core/escape.h"

#include <stdint.h>
#include <string.h>

static bool
is_continuation(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

size_t
utf8_next(const char *bytes, size_t size, unsigned *ret_code)
{
	const unsigned char *u = (const unsigned char *)bytes;
	static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length;
	unsigned code;

	if (size == 0)
		return 0;
	if (u[0] < 0x80) {
		length = 1;
		code = u[0];
	} else if (u[0] >= 0xC2 && u[0] <= 0xDF) {
		length = 2;
		code = u[0] & 0x1Fu;
	} else if ((u[0] & 0xF0) == 0xE0) {
		length = 3;
		code = u[0] & 0x0Fu;
	} else if (u[0] >= 0xF0 && u[0] <= 0xF4) {
		length = 4;
		code = u[0] & 0x07u;
	} else {
		return 0;
	}
	if (length > size)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (!is_continuation(u[i]))
			return 0;
		code = code << 6 | (u[i] & 0x3Fu);
	}
	if (code < least[length] || code > 0x10FFFF ||
	    (code >= 0xD800 && code <= 0xDFFF))
		return 0;
	if (ret_code)
		*ret_code = code;
	return length;
}

size_t
utf8_valid_size(const char *bytes, size_t size)
{
	static const uint64_t high_bits = UINT64_MAX / 0xFF * 0x80;
	size_t i = 0, length = 1;
	uint64_t word;
	while (i < size && length) {
		/* Mostly none of eight bytes is part of a longer character. */
		for (; size - i >= sizeof(word); i += sizeof(word)) {
			memcpy(&word, bytes + i, sizeof(word));
			if (word & high_bits)
				break;
		}
		if (i < size) {
			length = utf8_next(bytes + i, size - i, NULL);
			i += length;
		}
	}
	return i;
}

size_t
utf8_length(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += !is_continuation((unsigned char)*text);
	return count;
}

/* Controls, and what Unicode calls default ignorable or bidirectional. */
static const struct {
	unsigned first, last;
} harmful[] = {
	{ 0, 0x1F },
	{ 0x7F, 0x9F },
	{ 0xAD, 0xAD },
	{ 0x34F, 0x34F },
	{ 0x61C, 0x61C },
	{ 0x115F, 0x1160 },
	{ 0x17B4, 0x17B5 },
	{ 0x180B, 0x180F },
	{ 0x200B, 0x200F },
	{ 0x2028, 0x202E },
	{ 0x2060, 0x206F },
	{ 0x3164, 0x3164 },
	{ 0xFE00, 0xFE0F },
	{ 0xFEFF, 0xFEFF },
	{ 0xFFA0, 0xFFA0 },
	{ 0xFFF0, 0xFFFB },
	{ 0xFFFE, 0xFFFF },
	{ 0x1BCA0, 0x1BCA3 },
	{ 0x1D173, 0x1D17A },
	{ 0xE0000, 0xE0FFF },
};

bool
utf8_is_harmful(unsigned code)
{
	for (size_t i = 0; i < sizeof(harmful) / sizeof(harmful[0]); i++)
		if (code <= harmful[i].last)
			return code >= harmful[i].first;
	return false;
}

/* The character at 'bytes', so that it can be seen; its bytes are 'length'. */
static bool
add_visible(struct buf *into, const char *bytes, size_t length, unsigned code)
{
	if (length == 0)
		return buf_printf(
		    into, "\\x%02X", (unsigned)(unsigned char)*bytes);
	if (code == '\n')
		return buf_add_text(into, "\\n");
	if (code == '\t')
		return buf_add_text(into, "\\t");
	if (code == '\r')
		return buf_add_text(into, "\\r");
	if (!utf8_is_harmful(code))
		return buf_add(into, bytes, length);
	return code < 0x100 ? buf_printf(into, "\\x%02X", code)
			    : buf_printf(into, "\\u{%04X}", code);
}

bool
escape_line(struct buf *into, const char *bytes, size_t size)
{
	bool fits = true;
	for (size_t i = 0; i < size && fits;) {
		unsigned code = 0;
		size_t length = utf8_next(bytes + i, size - i, &code);
		fits = add_visible(into, bytes + i, length, code);
		i += length ? length : 1;
	}
	return fits;
}

/* Bytes taken by the first 'most' characters; bad bytes count as one each. */
static size_t
head_size(const char *bytes, size_t size, size_t most)
{
	size_t i = 0;
	while (most-- && i < size) {
		size_t length = utf8_next(bytes + i, size - i, NULL);
		i += length ? length : 1;
	}
	return i;
}

/* Bytes of the character that ends at 'size'; a bad byte counts as one. */
static size_t
last_size(const char *bytes, size_t size)
{
	for (size_t length = 2; length <= 4 && length <= size; length++)
		if (utf8_next(bytes + size - length, length, NULL) == length)
			return length;
	return 1;
}

/* Bytes taken by the last 'most' characters. */
static size_t
tail_size(const char *bytes, size_t size, size_t most)
{
	size_t i = size;
	while (most-- && i > 0)
		i -= last_size(bytes, i);
	return size - i;
}

bool
escape_quoted(struct buf *into, const char *bytes, size_t size, size_t most)
{
	bool fits = buf_add_char(into, '\'');
	if (most == 0 || head_size(bytes, size, most) == size) {
		fits = fits && escape_line(into, bytes, size);
	} else {
		size_t head = head_size(bytes, size, most - most / 3);
		size_t tail = tail_size(bytes + head, size - head, most / 3);
		fits = fits && escape_line(into, bytes, head) &&
		    buf_add_text(into, "...") &&
		    escape_line(into, bytes + size - tail, tail);
	}
	return fits && buf_add_char(into, '\'');
}

bool
escape_xml_legal(struct buf *into, const char *bytes, size_t size)
{
	bool fits = true;
	for (size_t i = 0; i < size && fits;) {
		unsigned code = 0;
		size_t length = utf8_next(bytes + i, size - i, &code);
		if (length && (code == '\n' || code == '\t'))
			fits = buf_add_char(into, bytes[i]);
		else
			fits = add_visible(into, bytes + i, length, code);
		i += length ? length : 1;
	}
	return fits;
}

/* As a line, then each byte of it as 'add' does. */
static bool
escape_further(struct buf *into, const char *bytes, size_t size,
    bool (*add)(struct buf *into, char byte))
{
	struct buf line;
	bool fits = true;
	buf_init(&line, size * ESCAPE_GROWTH_MAX);
	escape_line(&line, bytes, size);
	for (const char *p = buf_text(&line); *p && fits; p++)
		fits = add(into, *p);
	buf_free(&line);
	return fits;
}

static bool
add_tap(struct buf *into, char byte)
{
	return (byte == '#' || byte == '\\') ? buf_printf(into, "\\%c", byte)
					     : buf_add_char(into, byte);
}

bool
escape_tap(struct buf *into, const char *bytes, size_t size)
{
	return escape_further(into, bytes, size, add_tap);
}

static bool
add_markdown(struct buf *into, char byte)
{
	if (byte == '<')
		return buf_add_text(into, "&lt;");
	if (byte == '&')
		return buf_add_text(into, "&amp;");
	return strchr("\\`*_[]|#~@", byte) ? buf_printf(into, "\\%c", byte)
					   : buf_add_char(into, byte);
}

bool
escape_markdown(struct buf *into, const char *bytes, size_t size)
{
	return escape_further(into, bytes, size, add_markdown);
}

static bool
add_github(struct buf *into, char byte)
{
	return byte == '%' ? buf_add_text(into, "%25")
			   : buf_add_char(into, byte);
}

bool
escape_github(struct buf *into, const char *bytes, size_t size)
{
	return escape_further(into, bytes, size, add_github);
}

static bool
add_github_property(struct buf *into, char byte)
{
	return strchr("%:,", byte)
	    ? buf_printf(into, "%%%02X", (unsigned)(unsigned char)byte)
	    : buf_add_char(into, byte);
}

bool
escape_github_property(struct buf *into, const char *bytes, size_t size)
{
	return escape_further(into, bytes, size, add_github_property);
}
