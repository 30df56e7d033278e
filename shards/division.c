/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/division.h"

#include "core/heap.h"
#include "core/mem.h"

#include <stdlib.h>

/* A million of these, more than a recording has, are no overflow. */
#define WEIGHT_MAX_NS (INT64_MAX / 2 / 1000000)

/* A case, and what it weighs. */
struct load {
	int64_t weight_ns; /* at least 1, so that cases without a duration are
			      spread, too */
	unsigned index;
};

static int
compare_loads(const void *a, const void *b)
{
	const struct load *x = a, *y = b;
	if (x->weight_ns != y->weight_ns)
		return x->weight_ns > y->weight_ns ? -1 : 1;
	return x->index < y->index ? -1 : 1;
}

static int64_t
weigh(int64_t duration_ns)
{
	if (duration_ns < 1)
		return 1;
	return duration_ns < WEIGHT_MAX_NS ? duration_ns : WEIGHT_MAX_NS;
}

/* The heaviest first; unknown ones are placed by the median of the known. */
static struct load *
sort_loads(const int64_t *durations_ns, unsigned count)
{
	struct load *loads = mem_zalloc((count + (size_t)1) * sizeof(*loads));
	unsigned known = 0;
	for (unsigned i = 0; i < count; i++)
		if (durations_ns[i] != DURATION_UNKNOWN_NS)
			loads[known++] =
			    (struct load){ weigh(durations_ns[i]), i };
	if (known)
		qsort(loads, known, sizeof(*loads), compare_loads);
	int64_t median_ns = known ? loads[known / 2].weight_ns : 1;
	for (unsigned i = 0, next = known; i < count; i++)
		if (durations_ns[i] == DURATION_UNKNOWN_NS)
			loads[next++] = (struct load){ median_ns, i };
	if (count)
		qsort(loads, count, sizeof(*loads), compare_loads);
	return loads;
}

static void
deal_out(unsigned shard_count, unsigned case_count, unsigned *ret_shards)
{
	for (unsigned i = 0; i < case_count; i++)
		ret_shards[i] = i % shard_count + 1;
}

void
division_make(unsigned shard_count, const int64_t *durations_ns,
    unsigned case_count, unsigned *ret_shards)
{
	if (!durations_ns) {
		deal_out(shard_count, case_count, ret_shards);
		return;
	}
	struct load *loads = sort_loads(durations_ns, case_count);
	struct heap shards = { 0 }; /* the one with least to do is first */
	for (unsigned i = 0; i < shard_count; i++)
		heap_set(&shards, i, 0);
	for (unsigned i = 0; i < case_count; i++) {
		int64_t load_ns = heap_first_key(&shards);
		unsigned shard = heap_pop(&shards);
		ret_shards[loads[i].index] = shard + 1;
		heap_set(&shards, shard, load_ns + loads[i].weight_ns);
	}
	heap_free(&shards);
	free(loads);
}
