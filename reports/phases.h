/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cases of a run by phase, for formats with a group of tests for each.
 *
 * A phase's cases need not be planned together: assumptions come last.
 */
#ifndef IXC_REPORTS_PHASES_H
#define IXC_REPORTS_PHASES_H

#include "core/vec.h"
#include "record/results.h"

/* All borrowed from run_facts, but the list. */
struct phase_cases {
	const char *suite, *phase;
	VEC(unsigned) cases; /* indices, in order; not empty */
};

struct phases {
	VEC(struct phase_cases) items; /* in order of their first case */
};

/* 'ret' is zero-filled. */
void phases_collect(struct phases *ret, const struct results *r);

void phases_free(struct phases *p);

/* When the first of the cases that started did, and the last ended. */
struct phase_span {
	int64_t start_ns, end_ns; /* since the run started; 0: none did */
};
struct phase_span phase_span_of(
    const struct phase_cases *p, const struct results *r);

#endif
