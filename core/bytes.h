/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing short texts of known size, as names and paths are: inline, because
 * the call would cost more than the comparison.
 */
#ifndef IXC_CORE_BYTES_H
#define IXC_CORE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t
bytes_word(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* As memcmp() == 0; looks at the end first, where those of one size differ. */
static inline bool
bytes_are_same(const char *a, const char *b, size_t size)
{
	size_t word = sizeof(uint64_t);
	if (size < word)
		return memcmp(a, b, size) == 0;
	if (bytes_word(a + size - word) != bytes_word(b + size - word))
		return false;
	for (size_t i = 0; i + word < size; i += word)
		if (bytes_word(a + i) != bytes_word(b + i))
			return false;
	return true;
}

#endif
