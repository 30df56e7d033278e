/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which case is next: drawn at random from those that were selected, some more
 * often than others.  The same seed draws the same cases.
 */
#ifndef IXC_LOADTEST_MIX_H
#define IXC_LOADTEST_MIX_H

#include "core/random.h"

struct mix {
	struct random random;
	uint64_t *sums; /* owned: of the weights up to each case */
	unsigned count;
};

/* One weight for each of at least one case; at least one is not 0. */
void mix_init(
    struct mix *m, const unsigned *weights, unsigned count, uint64_t seed);

/* Zero-filled is fine. */
void mix_free(struct mix *m);

/* The index of the next case. */
unsigned mix_draw(struct mix *m);

#endif
