/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A piece of a text that is somewhere else: where it starts, and how long it
 * is.  Nothing here copies, so a log of any size is read without allocations.
 */
#ifndef IXC_SERVERLOG_SPAN_H
#define IXC_SERVERLOG_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *at; /* borrowed, without a NUL */
	size_t size;
};

static inline struct span
span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

static inline bool
span_is(struct span s, const char *text)
{
	size_t size = strlen(text);
	return s.size == size && memcmp(s.at, text, size) == 0;
}

static inline bool
span_starts(struct span s, const char *text)
{
	size_t size = strlen(text);
	return s.size >= size && memcmp(s.at, text, size) == 0;
}

static inline struct span
span_skip(struct span s, size_t size)
{
	return size < s.size ? (struct span){ s.at + size, s.size - size }
			     : (struct span){ s.at + s.size, 0 };
}

static inline bool
span_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Without the spaces and tabs at its start. */
static inline struct span
span_trim(struct span s)
{
	while (s.size && span_is_blank(*s.at))
		s = span_skip(s, 1);
	return s;
}

/* Where the text stands first, or s.size. */
size_t span_find(struct span s, const char *text);

/* Where the text stands last, or s.size. */
size_t span_find_last(struct span s, const char *text);

/*
 * What stands between the first pair of apostrophes; false: there is no such
 * pair.  *s goes on after it.
 */
bool span_take_quoted(struct span *s, struct span *ret_quoted);

/* What stands before the next space or tab; *s goes on there. */
struct span span_take_word(struct span *s);

#endif
