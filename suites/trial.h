/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run of some cases against the mock in this process, over real HTTP, that
 * keeps each case's outcome: what the command does, without its output.
 */
#ifndef IXC_SUITES_TRIAL_H
#define IXC_SUITES_TRIAL_H

#include "core/vec.h"
#include "model/outcome.h"

/* All NULL is the whole suite, as the embedded target has it.  Borrowed. */
struct trial_plan {
	const char *cases;           /* as a word of 'ixconform run' */
	const char *fault;           /* of the mock */
	const char *readings;        /* of the judge: "R1=early R4=forbid" */
	const char *server_readings; /* of the mock; NULL: as the judge */
	const char *timers;          /* of both: "response-timeout=1s" */
	const char *variants;        /* of the mock: "slow talkative" */
	bool is_slow; /* some of it cannot be asked in time, and is not judged
		       * then: that is no reason to repeat it */
};

struct trial_case {
	char *path; /* "conference/invitation-rejected/agent-rejects" */
	struct outcome outcome;
};

struct trial {
	VEC(struct trial_case) cases; /* in the order in which they ended */
	char *problem;                /* why there was no run, or NULL */
};

/*
 * Never NULL; the caller frees it.  Needs the environment of make check.  A run
 * that could not be judged, because the machine was stopped, is repeated, a few
 * times.
 */
struct trial *trial_run(const struct trial_plan *plan);

struct trial_order {
	const struct trial_plan *plan;
	struct trial **ret;
};

/* Several at a time, each with its own mock. */
void trial_run_all(const struct trial_order *orders, size_t count);

void trial_free(struct trial *t);

#endif
