/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/span.h"

size_t
span_find(struct span s, const char *text)
{
	size_t size = strlen(text);
	for (size_t i = 0; i + size <= s.size; i++) {
		const char *found =
		    memchr(s.at + i, *text, s.size - size + 1 - i);
		if (!found)
			return s.size;
		if (memcmp(found, text, size) == 0)
			return (size_t)(found - s.at);
		i = (size_t)(found - s.at);
	}
	return s.size;
}

size_t
span_find_last(struct span s, const char *text)
{
	size_t size = strlen(text);
	for (size_t i = s.size + 1; i-- > size;)
		if (memcmp(s.at + i - size, text, size) == 0)
			return i - size;
	return s.size;
}

bool
span_take_quoted(struct span *s, struct span *ret_quoted)
{
	const char *first = s->size ? memchr(s->at, '\'', s->size) : NULL;
	if (!first)
		return false;
	struct span rest = span_skip(*s, (size_t)(first - s->at) + 1);
	const char *last = rest.size ? memchr(rest.at, '\'', rest.size) : NULL;
	if (!last)
		return false;
	*ret_quoted = (struct span){ rest.at, (size_t)(last - rest.at) };
	*s = span_skip(rest, ret_quoted->size + 1);
	return true;
}

struct span
span_take_word(struct span *s)
{
	size_t size = 0;
	while (size < s->size && !span_is_blank(s->at[size]))
		size++;
	struct span word = { s->at, size };
	*s = span_skip(*s, size);
	return word;
}
