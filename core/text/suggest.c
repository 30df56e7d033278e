/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/suggest.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* Longer words are not compared: no name of ours comes near. */
#define WORD_MAX 128

void
suggest_start(struct suggestion *s, const char *word)
{
	size_t length = strlen(word);
	/* Farther than a third of the word is a guess, not a typing error. */
	*s = (struct suggestion){ .word = word,
		.best_distance = 1 + (length < 3 ? 1 : length / 3) };
}

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;
	return least < c ? least : c;
}

static int
fold(char c)
{
	return tolower((unsigned char)c);
}

size_t
suggest_distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	size_t a_length = strlen(a), b_length = strlen(b);

	if (a_length > WORD_MAX || b_length > WORD_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= b_length; j++)
		last[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t replace = fold(a[i - 1]) != fold(b[j - 1]);
			now[j] = min3(
			    last[j] + 1, now[j - 1] + 1, last[j - 1] + replace);
			if (i > 1 && j > 1 &&
			    fold(a[i - 1]) == fold(b[j - 2]) &&
			    fold(a[i - 2]) == fold(b[j - 1]) &&
			    before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		size_t *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b_length];
}

void
suggest_offer(struct suggestion *s, const char *candidate)
{
	size_t distance = suggest_distance(s->word, candidate);
	if (distance < s->best_distance) {
		s->best_distance = distance;
		s->best = candidate;
	}
}
