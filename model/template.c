/* SPDX-License-Identifier: Apache-2.0 */
#include "model/template.h"

#include <string.h>

bool
template_next(const char **cursor, struct template_piece *ret_piece)
{
	const char *text = *cursor;
	if (*text == '\0')
		return false;
	bool doubled = (*text == '{' || *text == '}') && text[1] == *text;
	if (doubled || *text == '}') {
		*ret_piece =
		    (struct template_piece){ .bytes = text, .size = 1 };
		*cursor = text + (doubled ? 2 : 1);
		return true;
	}
	if (*text == '{') {
		const char *end = strchr(text, '}');
		*ret_piece = (struct template_piece){ .is_name = true,
			.bytes = end ? text + 1 : text,
			.size = end ? (size_t)(end - text - 1) : 0 };
		*cursor = end ? end + 1 : text + strlen(text);
		return true;
	}
	size_t size = strcspn(text, "{}");
	*ret_piece = (struct template_piece){ .bytes = text, .size = size };
	*cursor = text + size;
	return true;
}

bool
template_is_name(const char *bytes, size_t size)
{
	bool begins = true;
	for (size_t i = 0; i < size; i++) {
		char c = bytes[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool digit = c >= '0' && c <= '9';
		/* Of the first word, which is never a number. */
		if (i == 0 && !letter)
			return false;
		if (!letter && !digit && (begins || !strchr("._-", c)))
			return false;
		begins = c == '.';
	}
	return size > 0 && !begins;
}
