/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Extended regular expressions (POSIX), matched against a whole text.
 *
 * Those of libc ask the locale what a character is, recurse without a bound
 * and unroll repetitions of repetitions until memory ends; what an expression
 * decides must be the same everywhere and cost little.  So characters are code
 * points of UTF-8, classes such as [:alpha:] hold ASCII only, there are no
 * collating elements, and what POSIX leaves undefined (a repetition of a
 * repetition, an empty alternative, '\d') is refused instead of guessed.
 *
 * A text costs at most its length times the states of the expression, and an
 * expression its own length.
 */
#ifndef IXC_CORE_TEXT_ERE_H
#define IXC_CORE_TEXT_ERE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Characters of an expression with all repetitions written out.  A message of
 * 1 MiB then takes less than some seconds in the worst case, and usually no
 * longer than it takes to read it.
 */
#define ERE_MAX_STATES 1000
/*
 * Ranges of one pair of brackets, of which each character is looked up: as many
 * as all that ASCII can be taken apart into, and more.
 */
#define ERE_MAX_RANGES 256
/* Nesting of groups; deeper ones are unreadable. */
#define ERE_MAX_DEPTH 32
/* As in POSIX: {255}. */
#define ERE_MAX_REPEAT 255

struct ere;

/* What is wrong, and where: bytes of the expression.  Texts are static. */
struct ere_problem {
	size_t offset, size;
	const char *text;   /* "nothing to repeat" */
	const char *advice; /* what to write instead, or NULL */
};

/*
 * NULL, with *ret_problem set, when the expression is wrong or would have more
 * than 'max_states' states.  Release with ere_free().
 */
struct ere *ere_compile(
    const char *text, size_t max_states, struct ere_problem *ret_problem);

/* Does the expression match the whole text? */
bool ere_matches(const struct ere *e, const char *text, size_t size);

/* The same; adds to *work what it took: the states that were looked at. */
bool ere_matches_at(
    const struct ere *e, const char *text, size_t size, uint64_t *work);

/* NULL is fine. */
void ere_free(struct ere *e);

#endif
