/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/phases.h"

#include <string.h>

static struct phase_cases *
find_phase(struct phases *all, const struct run_case *test)
{
	/* The newest first: cases of one phase are planned together. */
	for (size_t i = all->items.count; i-- > 0;) {
		struct phase_cases *p = &all->items.items[i];
		if (strcmp(p->phase, test->phase) == 0 &&
		    strcmp(p->suite, test->suite) == 0)
			return p;
	}
	struct phase_cases fresh = { .suite = test->suite,
		.phase = test->phase };
	vec_push(&all->items, fresh);
	return &all->items.items[all->items.count - 1];
}

void
phases_collect(struct phases *ret, const struct results *r)
{
	for (unsigned i = 0; i < r->case_count; i++)
		vec_push(&find_phase(ret, &r->run->cases[i])->cases, i);
}

void
phases_free(struct phases *p)
{
	for (size_t i = 0; i < p->items.count; i++)
		vec_free(&p->items.items[i].cases);
	vec_free(&p->items);
}

struct phase_span
phase_span_of(const struct phase_cases *p, const struct results *r)
{
	struct phase_span span = { 0 };
	for (size_t i = 0; i < p->cases.count; i++) {
		const struct case_result *one = &r->cases[p->cases.items[i]];
		if (!one->started)
			continue;
		if (span.end_ns == 0 || one->start_ns < span.start_ns)
			span.start_ns = one->start_ns;
		if (one->end_ns > span.end_ns)
			span.end_ns = one->end_ns;
	}
	return span;
}
