/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of events as arrays of 64-bit words; the pattern says how many words a
 * set has, at least one, which is enough for a usual case.
 */
#ifndef IXC_JUDGE_PATTERN_BITS_H
#define IXC_JUDGE_PATTERN_BITS_H

#include <stdbool.h>
#include <stdint.h>

#define BITS_PER_WORD 64u

static inline unsigned
bits_words(unsigned count)
{
	return count ? (count + BITS_PER_WORD - 1) / BITS_PER_WORD : 1;
}

static inline bool
bits_has(const uint64_t *set, unsigned i)
{
	return set[i / BITS_PER_WORD] >> (i % BITS_PER_WORD) & 1;
}

static inline void
bits_add(uint64_t *set, unsigned i)
{
	set[i / BITS_PER_WORD] |= UINT64_C(1) << (i % BITS_PER_WORD);
}

static inline void
bits_remove(uint64_t *set, unsigned i)
{
	set[i / BITS_PER_WORD] &= ~(UINT64_C(1) << (i % BITS_PER_WORD));
}

/* Is every member of 'part' in 'whole'? */
static inline bool
bits_within(const uint64_t *part, const uint64_t *whole, unsigned words)
{
	if (part[0] & ~whole[0])
		return false;
	for (unsigned i = 1; i < words; i++)
		if (part[i] & ~whole[i])
			return false;
	return true;
}

static inline bool
bits_meet(const uint64_t *a, const uint64_t *b, unsigned words)
{
	if (a[0] & b[0])
		return true;
	for (unsigned i = 1; i < words; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

/* Is any of first .. end-1 in the set? */
static inline bool
bits_any_in(const uint64_t *set, unsigned first, unsigned end)
{
	for (unsigned i = first; i < end; i++)
		if (bits_has(set, i))
			return true;
	return false;
}

/* Are all of first .. end-1 in the set? */
static inline bool
bits_all_in(const uint64_t *set, unsigned first, unsigned end)
{
	for (unsigned i = first; i < end; i++)
		if (!bits_has(set, i))
			return false;
	return true;
}

/* The first member at or after 'i', otherwise 'count'. */
static inline unsigned
bits_next(const uint64_t *set, unsigned i, unsigned count)
{
	while (i < count) {
		uint64_t word = set[i / BITS_PER_WORD] >> (i % BITS_PER_WORD);
		if (word) {
			i += (unsigned)__builtin_ctzll(word);
			return i < count ? i : count;
		}
		i += BITS_PER_WORD - i % BITS_PER_WORD;
	}
	return count;
}

#endif
