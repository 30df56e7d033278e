/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What RFC 8259 allows and jansson refuses: \u0000 in a key, which its C
 * strings cannot hold, and half a surrogate pair, which no Unicode text can.
 * Both are read as U+FFFD, in a copy of the text: the escapes are as long.
 */
#include "wire/json_internal.h"

#include <string.h>

#define ESCAPE_BYTES 6 /* \uXXXX */

/* The number behind "\u", or -1: that is no such escape. */
static int
escape_code(const char *at, const char *end)
{
	int code = 0;
	if (end - at < ESCAPE_BYTES || at[0] != '\\' || at[1] != 'u')
		return -1;
	for (int i = 2; i < ESCAPE_BYTES; i++) {
		static const char digits[] = "0123456789abcdefABCDEF";
		const char *digit = at[i] ? strchr(digits, at[i]) : NULL;
		if (!digit)
			return -1;
		int value = (int)(digit - digits);
		code = code << 4 | (value < 16 ? value : value - 6);
	}
	return code;
}

static bool
is_high(int code)
{
	return code >= 0xD800 && code <= 0xDBFF;
}

static bool
is_low(int code)
{
	return code >= 0xDC00 && code <= 0xDFFF;
}

/* The end of the string whose first character is at 'at': its quote. */
static char *
string_end(char *at, const char *end)
{
	while (at < end && *at != '"')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at;
}

static bool
is_key(const char *quote, const char *end)
{
	const char *next = quote + 1;
	while (next < end && strchr(" \t\r\n", *next) && *next)
		next++;
	return next < end && *next == ':';
}

static bool
mend_string(char *at, char *end, bool key)
{
	static const char replacement[ESCAPE_BYTES] = { '\\', 'u', 'F', 'F',
		'F', 'D' };
	bool mended = false;
	while (at < end) {
		int code = escape_code(at, end);
		bool is_pair = is_high(code) &&
		    is_low(escape_code(at + ESCAPE_BYTES, end));
		if ((is_high(code) && !is_pair) || is_low(code) ||
		    (key && code == 0)) {
			memcpy(at, replacement, sizeof(replacement));
			mended = true;
		}
		if (code >= 0)
			at += is_pair ? 2 * ESCAPE_BYTES : ESCAPE_BYTES;
		else
			at += *at == '\\' ? 2 : 1;
	}
	return mended;
}

bool
json_mend(char *text, size_t size)
{
	char *end = text + size;
	bool mended = false;
	for (char *at = text; at < end; at++) {
		if (*at != '"')
			continue;
		char *quote = string_end(at + 1, end);
		if (quote >= end)
			break; /* it is cut off */
		mended |= mend_string(at + 1, quote, is_key(quote, end));
		at = quote;
	}
	return mended;
}
