/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Did you mean": the nearest of some known words to an unknown one.
 */
#ifndef IXC_CORE_TEXT_SUGGEST_H
#define IXC_CORE_TEXT_SUGGEST_H

#include <stddef.h>

/* Collects candidates one by one; 'best' points into what was offered. */
struct suggestion {
	const char *word;
	const char *best;
	size_t best_distance;
};

/* 'word' is borrowed for the lifetime of the suggestion. */
void suggest_start(struct suggestion *s, const char *word);

/* 'candidate' is borrowed: it must live as long as s->best is used. */
void suggest_offer(struct suggestion *s, const char *candidate);

/* Edits (insert, delete, replace, swap of neighbours) from a to b. */
size_t suggest_distance(const char *a, const char *b);

#endif
