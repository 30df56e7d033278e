/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Short texts of known size, such as names and paths: inline, because the call
 * would cost more than the work.
 */
#ifndef IXC_CORE_BYTES_H
#define IXC_CORE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Copy so many bytes; returns the place after them. */
static inline char *
bytes_put(char *to, const char *bytes, size_t size)
{
	memcpy(to, bytes, size);
	return to + size;
}

static inline uint64_t
bytes_word(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* The same for less than a word. */
static inline bool
bytes_are_same_few(const char *a, const char *b, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* As memcmp() == 0; looks at the end first, where those of one size differ. */
static inline bool
bytes_are_same(const char *a, const char *b, size_t size)
{
	size_t word = sizeof(uint64_t);
	if (size < word)
		return bytes_are_same_few(a, b, size);
	if (bytes_word(a + size - word) != bytes_word(b + size - word))
		return false;
	for (size_t i = 0; i + word < size; i += word)
		if (bytes_word(a + i) != bytes_word(b + i))
			return false;
	return true;
}

#endif
