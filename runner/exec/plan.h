/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run consists of: the selected cases, their preambles, and the order in
 * which they start.
 *
 * For campaign.h, and for the selection of cases.
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
	bool is_assumption;    /* not selected: others depend on it */
	unsigned repetition;   /* from 1 on; 0: it is run once */
	unsigned place;        /* of a shard: in the plan of the whole run */
	const char *unclaimed; /* what the vendor does not claim, so that the
				  case is skipped; NULL: it is judged */
};

/*
 * The cases, followed by those of their preambles that are not among them, as
 * assumptions, each once, in the order of the suites.  The caller frees it.
 */
struct planned_case *plan_with_assumptions(
    const struct planned_case *cases, unsigned count, unsigned *ret_count);

/* What decides when a case is started. */
struct planned_start {
	unsigned index;  /* of the case */
	bool is_first;   /* before all that are not */
	bool is_last;    /* when all others have ended */
	int64_t wait_ns; /* how long the case must wait for the server */
};

struct plan;

/* Borrows the suites. */
struct plan *plan_new(const struct planned_case *cases, unsigned count);

void plan_free(struct plan *p);

/* The cases for the run events; they live as long as the plan. */
const struct run_case *plan_cases(const struct plan *p);

/* Why a case starts early or late. */
struct plan_reason {
	int64_t wait_ns;   /* it must wait for so long */
	bool is_relied_on; /* others depend on it */
	bool sets_up;      /* it brings a party of the run into place */
};

/* Once for each case; after the last one, call plan_sort(). */
void plan_note(
    struct plan *p, unsigned index, const struct plan_reason *reason);

/*
 * Cases without which others cannot start come first.
 * Those that wait longest start first, so that the waits overlap; otherwise the
 * order is that of the cases.  Cases that others depend on have been played
 * many times by then; on their own they come last, so that they meet agents
 * that others have used, unless they have to wait.
 */
void plan_sort(struct plan *p);

/* The start of that position. */
const struct planned_start *plan_start(const struct plan *p, unsigned position);

#endif
