/* SPDX-License-Identifier: Apache-2.0 */
/* Texts and numbers of JSON, and what can be guessed of a line that is none. */
#include "wire/json.h"
#include "wire/json_internal.h"

#include "core/bytes.h"
#include "core/escape.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

bool
json_refuse(char *problem, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	vsnprintf(problem, JSON_PROBLEM_SIZE, format, ap);
	va_end(ap);
	for (char *p = problem; *p; p++) {
		if ((unsigned char)*p < 0x20)
			*p = ' ';
	}
	return false;
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

#define EACH_BYTE (UINT64_MAX / 0xFF)
#define HIGH_BITS (EACH_BYTE * 0x80)

/* Has one of eight bytes the value 'c', below 0x80? */
static inline uint64_t
has_byte(uint64_t word, uint64_t c)
{
	uint64_t mixed = word ^ EACH_BYTE * c;
	return (mixed - EACH_BYTE) & ~mixed & HIGH_BITS;
}

/* Of eight bytes: is_plain() of each. */
static inline bool
is_plain_word(uint64_t word)
{
	uint64_t is_control = (word - EACH_BYTE * 0x20) & ~word;
	return !(((word | is_control) & HIGH_BITS) | has_byte(word, '"') |
	    has_byte(word, '\\') | has_byte(word, 0x7F));
}

/* The same of less than eight: of four and more as two halves, which overlap.
 */
static inline bool
copy_plain_rest(char *to, const char *bytes, size_t size)
{
	uint64_t word = EACH_BYTE * ' ';
	uint32_t first, last;
	if (size < sizeof(first)) {
		for (size_t i = 0; i < size; i++) {
			word = word << 8 | (unsigned char)bytes[i];
			to[i] = bytes[i];
		}
		return is_plain_word(word);
	}
	memcpy(&first, bytes, sizeof(first));
	memcpy(&last, bytes + size - sizeof(last), sizeof(last));
	memcpy(to, &first, sizeof(first));
	memcpy(to + size - sizeof(last), &last, sizeof(last));
	return is_plain_word((uint64_t)first << 32 | last);
}

static inline bool
copy_plain_word(char *to, const char *bytes)
{
	uint64_t word = bytes_word(bytes);
	memcpy(to, &word, sizeof(word));
	return is_plain_word(word);
}

/* Copy it; true if all of it is plain. */
static bool
copy_plain(char *to, const char *bytes, size_t size)
{
	size_t i = 0, last = size - sizeof(uint64_t);
	if (size < sizeof(uint64_t))
		return copy_plain_rest(to, bytes, size);
	for (; i < last; i += sizeof(uint64_t))
		if (!copy_plain_word(to + i, bytes + i))
			return false;
	return copy_plain_word(to + last, bytes + last);
}

/* One character that cannot stand as it is; returns its bytes. */
static size_t
print_special(const char *bytes, size_t size, struct buf *into, bool *ret_fits)
{
	size_t length = utf8_next(bytes, size, NULL);
	if (length > 1)
		*ret_fits = buf_add(into, bytes, length);
	else if (length == 0)
		*ret_fits = buf_add_text(into, REPLACEMENT);
	else if (*bytes == '"' || *bytes == '\\')
		*ret_fits = buf_printf(into, "\\%c", *bytes);
	else if (*bytes == '\n')
		*ret_fits = buf_add_text(into, "\\n");
	else
		*ret_fits = buf_printf(into, "\\u%04X", (unsigned)*bytes);
	return length ? length : 1;
}

bool
json_print_plain(const char *bytes, size_t size, struct buf *into)
{
	char *to = buf_reserve(into, size + 2);
	if (!to)
		return false;
	bool is_all_plain = json_put_plain(to, bytes, size);
	buf_advance(into, is_all_plain ? size + 2 : 0);
	return is_all_plain;
}

bool
json_print_string(const char *bytes, size_t size, struct buf *into)
{
	bool was_truncated = into->truncated;
	if (json_print_plain(bytes, size, into))
		return true;
	into->truncated = was_truncated;
	bool fits = buf_add_char(into, '"');
	for (size_t i = 0; fits && i < size;) {
		size_t plain = i;
		while (plain < size && is_plain((unsigned char)bytes[plain]))
			plain++;
		fits = buf_add(into, bytes + i, plain - i);
		i = plain;
		if (fits && i < size)
			i += print_special(bytes + i, size - i, into, &fits);
	}
	return fits && buf_add_char(into, '"');
}

bool
json_print_integer(int64_t value, struct buf *into)
{
	char digits[DECIMAL_MAX_BYTES];
	char *end = decimal_put(digits, value);
	return buf_add(into, digits, (size_t)(end - digits));
}

char *
json_put_plain(char *to, const char *bytes, size_t size)
{
	to[0] = '"';
	to[size + 1] = '"';
	return copy_plain(to + 1, bytes, size) ? to + size + 2 : NULL;
}

bool
json_print_member(const char *key, const char *text, struct buf *into)
{
	return buf_printf(into, ",\"%s\":", key) &&
	    (text ? json_print_string(text, strlen(text), into)
		  : buf_add_text(into, "null"));
}

static size_t
skip_space(const char *text, size_t size, size_t at)
{
	while (at < size && (text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

/* The number behind a key that ends at 'at', 0 when there is none. */
static uint64_t
number_after(const char *text, size_t size, size_t at, uint64_t most)
{
	at = skip_space(text, size, at);
	if (at == size || text[at] != ':')
		return 0;
	at = skip_space(text, size, at + 1);
	uint64_t value = 0;
	for (; at < size && text[at] >= '0' && text[at] <= '9'; at++) {
		uint64_t digit = (uint64_t)(text[at] - '0');
		if (value > (most - digit) / 10)
			return 0;
		value = value * 10 + digit;
	}
	return value;
}

/* The only number behind that key, quotes included; else 0. */
static uint64_t
only_number(const char *text, size_t size, const char *key, uint64_t most)
{
	size_t key_size = strlen(key);
	uint64_t found = 0;
	for (size_t i = 0; i + key_size <= size; i++) {
		if (text[i] != '"' || memcmp(text + i, key, key_size) != 0)
			continue;
		uint64_t number = number_after(text, size, i + key_size, most);
		if (number && found)
			return 0;
		if (number)
			found = number;
	}
	return found;
}

unsigned
json_guess_party(const char *text, size_t size)
{
	return (unsigned)only_number(text, size, "\"party\"", UINT32_MAX);
}

uint64_t
json_guess_sequence(const char *text, size_t size)
{
	return only_number(text, size, "\"seq\"", INT64_MAX);
}
