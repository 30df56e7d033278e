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

void random_seed(struct random *r, uint64_t seed);

uint64_t random_next(struct random *r);

/* A number from 0 to limit - 1; limit is at least 1. */
int64_t random_below(struct random *r, int64_t limit);

#endif
