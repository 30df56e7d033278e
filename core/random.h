/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reproducible random numbers for simulation and tests: splitmix64.  Never for
 * secrets.
 */
#ifndef IXC_CORE_RANDOM_H
#define IXC_CORE_RANDOM_H

#include <stdint.h>

struct random {
	uint64_t state;
};

static inline void
random_seed(struct random *r, uint64_t seed)
{
	r->state = seed;
}

static inline uint64_t
random_next(struct random *r)
{
	uint64_t z = (r->state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* A number from 0 to limit - 1; limit is at least 1. */
static inline int64_t
random_below(struct random *r, int64_t limit)
{
	/* The bias is far below what a latency needs. */
	uint64_t number = random_next(r);
	if (limit <= (int64_t)UINT32_MAX)
		return (int64_t)((number >> 32) * (uint64_t)limit >> 32);
	return (int64_t)(number % (uint64_t)limit);
}

#endif
