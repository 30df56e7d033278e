/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/redact.h"

#include "core/mem.h"
#include "core/text/hex.h"

#include <stdlib.h>
#include <string.h>

/* --- what to look for --- */

static char *
encode_base64(const char *text, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char *into = mem_alloc((size + 2) / 3 * 4 + 1), *at = into;
	for (size_t i = 0; i < size * 8; i += 6) {
		unsigned high = (unsigned char)text[i / 8];
		unsigned low =
		    i / 8 + 1 < size ? (unsigned char)text[i / 8 + 1] : 0;
		*at++ = digits[(high << 8 | low) >> (10 - i % 8) & 0x3F];
	}
	/* Padding is left out: if present, it comes after the match. */
	*at = '\0';
	return into;
}

static void
add_form(struct redactor *r, char *text, bool is_base64)
{
	struct redact_form form = { text, strlen(text), is_base64 };
	if (form.size < REDACT_MIN_BYTES)
		free(text);
	else
		vec_push(&r->forms, form);
}

void
redactor_add(struct redactor *r, const char *secret, bool in_clear)
{
	if (in_clear)
		add_form(r, mem_strdup(secret), false);
	add_form(r, encode_base64(secret, strlen(secret)), true);
}

void
redactor_free(struct redactor *r)
{
	for (size_t i = 0; i < r->forms.count; i++) {
		struct redact_form *form = &r->forms.items[i];
		explicit_bzero(form->text, form->size);
		free(form->text);
	}
	vec_free(&r->forms);
}

/* --- how a character may be written --- */

/* "&amp;", "&#43;", "&#x2B;"; returns its size. */
static size_t
decode_entity(const char *text, const char *end, int *ret)
{
	static const struct {
		const char *name;
		unsigned char c;
	} named[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' } };
	char number[8];
	size_t size = 0;
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		size = strlen(named[i].name);
		*ret = named[i].c;
		if ((size_t)(end - text) >= size &&
		    memcmp(text, named[i].name, size) == 0)
			return size;
	}
	const char *semicolon = memchr(text, ';', (size_t)(end - text));
	size = semicolon ? (size_t)(semicolon - text) + 1 : 0;
	if (size < 4 || size > sizeof(number) || text[1] != '#')
		return 0;
	bool is_hex = text[2] == 'x' || text[2] == 'X';
	memcpy(number, text + 2 + is_hex, size - 3 - is_hex);
	number[size - 3 - is_hex] = '\0';
	*ret = (int)strtol(number, NULL, is_hex ? 16 : 10);
	return size;
}

/* The character that an escape means; returns its size, 0: none. */
static size_t
decode(const char *text, const char *end, int *ret)
{
	if (*text == '%' && (*ret = hex_read(text + 1, end, 2)) >= 0)
		return 3;
	if (*text == '&')
		return decode_entity(text, end, ret);
	if (*text != '\\' || end - text < 2)
		return 0;
	*ret = (unsigned char)text[1];
	if (text[1] != 'u')
		return 2;
	*ret = hex_read(text + 2, end, 4);
	return *ret >= 0 ? 6 : 0;
}

static bool
is_same(const struct redact_form *form, char wanted, char c)
{
	return c == wanted ||
	    (form->is_base64 &&
		((wanted == '+' && c == '-') || (wanted == '/' && c == '_')));
}

/* The size of the form at 'text', 0: it is not there. */
static size_t
match(const struct redact_form *form, const char *text, const char *end)
{
	const char *at = text;
	for (size_t i = 0; i < form->size; i++) {
		char wanted = form->text[i];
		int c;
		size_t size;
		if (at == end)
			return 0;
		if (is_same(form, wanted, *at) || (wanted == ' ' && *at == '+'))
			at++;
		else if ((size = decode(at, end, &c)) && c < 0x100 &&
		    is_same(form, wanted, (char)c))
			at += size;
		else
			return 0;
	}
	return (size_t)(at - text);
}

static size_t
match_any(const struct redactor *r, const char *text, const char *end)
{
	size_t longest = 0;
	for (size_t i = 0; i < r->forms.count; i++) {
		size_t size = match(&r->forms.items[i], text, end);
		if (size > longest)
			longest = size;
	}
	return longest;
}

bool
redact(
    const struct redactor *r, const char *bytes, size_t size, struct buf *into)
{
	const char *end = bytes + size, *done = bytes;
	if (r->forms.count == 0)
		return false;
	for (const char *at = bytes; at < end;) {
		size_t found = match_any(r, at, end);
		if (found == 0) {
			at++;
			continue;
		}
		buf_add(into, done, (size_t)(at - done));
		buf_add_text(into, REDACTED);
		done = at += found;
	}
	if (done == bytes)
		return false;
	buf_add(into, done, (size_t)(end - done));
	return true;
}
