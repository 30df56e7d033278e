/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/mix.h"

#include "core/mem.h"

#include <stdlib.h>

void
mix_init(struct mix *m, const unsigned *weights, unsigned count, uint64_t seed)
{
	uint64_t sum = 0;
	m->sums = mem_resize(NULL, count, sizeof(*m->sums));
	m->count = count;
	for (unsigned i = 0; i < count; i++)
		m->sums[i] = sum += weights[i];
	random_seed(&m->random, seed);
}

void
mix_free(struct mix *m)
{
	free(m->sums);
	m->sums = NULL;
}

unsigned
mix_draw(struct mix *m)
{
	int64_t sum = (int64_t)m->sums[m->count - 1];
	uint64_t ticket = (uint64_t)random_below(&m->random, sum);
	unsigned low = 0, high = m->count - 1;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (ticket < m->sums[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}
