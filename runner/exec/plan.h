/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run consists of: the selected cases, what they rest on, and in which
 * order they start.
 *
 * For campaign.h, and for who selects cases.
 */
#ifndef IXC_RUNNER_EXEC_PLAN_H
#define IXC_RUNNER_EXEC_PLAN_H

#include "model/event.h"
#include "model/suite.h"

#include <stdbool.h>
#include <stdint.h>

/* One case to run; the same one may be planned several times. */
struct planned_case {
	const struct suite *suite;
	const struct fixture_case *test;
	bool is_assumption;  /* not selected: others rest on it */
	unsigned repetition; /* from 1 on; 0: it is run once */
	unsigned place;      /* of a shard: in the plan of the whole run */
};

/*
 * The cases, and behind them as assumptions what they have as preambles and is
 * not among them, each once, in the order of the suites.  The caller frees it.
 */
struct planned_case *plan_with_assumptions(
    const struct planned_case *cases, unsigned count, unsigned *ret_count);

/* What decides when a case is started. */
struct planned_start {
	unsigned index;  /* of the case */
	bool is_last;    /* when all that are not have ended */
	int64_t wait_ns; /* how long the case must wait for the server */
};

struct plan;

/* Borrows the suites. */
struct plan *plan_new(const struct planned_case *cases, unsigned count);

void plan_free(struct plan *p);

/* The cases for who is told of them; they live as long as the plan. */
const struct run_case *plan_cases(const struct plan *p);

/*
 * How long a case must wait, and whether others rest on it.  Once for each
 * case; plan_sort() behind the last one.
 */
void plan_note(
    struct plan *p, unsigned index, int64_t wait_ns, bool is_relied_on);

/*
 * Those that wait longest start first, so that the waits overlap; otherwise the
 * order is that of the cases.  What others rest on has been played many times
 * when they are through; by itself it comes last, so that it meets agents that
 * others have used, unless it has to wait.
 */
void plan_sort(struct plan *p);

/* The start of that position. */
const struct planned_start *plan_start(const struct plan *p, unsigned position);

#endif
