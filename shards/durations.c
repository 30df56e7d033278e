/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/durations.h"

#include "core/mem.h"
#include "model/repetition.h"
#include "shards/division.h"

#include <stdlib.h>
#include <string.h>

/* A case of the earlier run; any repetition represents all. */
struct timed {
	const char *suite, *phase, *name;
	size_t name_size; /* without the number of a repetition */
	int64_t duration_ns;
};

static int
compare_timed(const void *a, const void *b)
{
	const struct timed *x = a, *y = b;
	if (x->name_size != y->name_size)
		return x->name_size < y->name_size ? -1 : 1;
	int order = memcmp(x->name, y->name, x->name_size);
	if (order == 0)
		order = strcmp(x->phase, y->phase);
	return order ? order : strcmp(x->suite, y->suite);
}

static struct timed
timed_of(const struct past_run *past, unsigned index)
{
	const struct run_case *test = &past_run_facts(past)->cases[index];
	const struct case_result *one = past_run_case(past, index);
	return (struct timed){ .suite = test->suite,
		.phase = test->phase,
		.name = test->name,
		.name_size = repetition_base_size(test->name),
		.duration_ns = one->verdict == VERDICT_ABORTED
		    ? DURATION_UNKNOWN_NS
		    : one->duration_ns };
}

int64_t *
durations_find(const struct past_run *past, const struct planned_case *cases,
    unsigned count)
{
	unsigned known = past_run_facts(past)->case_count;
	struct timed *all = mem_zalloc((known + (size_t)1) * sizeof(*all));
	int64_t *durations_ns =
	    mem_zalloc((count + (size_t)1) * sizeof(*durations_ns));
	for (unsigned i = 0; i < known; i++)
		all[i] = timed_of(past, i);
	if (known)
		qsort(all, known, sizeof(*all), compare_timed);
	for (unsigned i = 0; i < count; i++) {
		struct timed wanted = { .suite = cases[i].suite->name,
			.phase = cases[i].test->fixture->phase,
			.name = cases[i].test->name,
			.name_size = strlen(cases[i].test->name) };
		const struct timed *found =
		    bsearch(&wanted, all, known, sizeof(*all), compare_timed);
		durations_ns[i] =
		    found ? found->duration_ns : DURATION_UNKNOWN_NS;
	}
	free(all);
	return durations_ns;
}
