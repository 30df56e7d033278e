/* SPDX-License-Identifier: Apache-2.0 */
/* How often a word stands in a text. */
#ifndef IXC_TESTS_OCCURRENCES_H
#define IXC_TESTS_OCCURRENCES_H

#include <string.h>

static inline unsigned
occurrences(const char *text, const char *word)
{
	unsigned count = 0;
	size_t size = strlen(word);
	/* A sanitizer measures all of the text in each strstr(). */
	for (; *text; text++)
		count += *text == *word && strncmp(text, word, size) == 0;
	return count;
}

#endif
