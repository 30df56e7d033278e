/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed between two recorded runs: their inputs, their results case by
 * case and, for information only, how long they took.
 *
 * Compares what the server did: a failure that a baseline expects is a failure,
 * and a pass that one does not expect a pass.
 */
#ifndef IXC_COMPARE_COMPARISON_H
#define IXC_COMPARE_COMPARISON_H

#include "compare/past_run.h"
#include "compare/spread.h"
#include "core/vec.h"
#include "record/summary.h"

/* The most interesting first. */
enum change {
	CHANGE_FAILS,           /* and did not before */
	CHANGE_FAILS_OTHERWISE, /* in a different way than before */
	CHANGE_FAILS_OFTENER,   /* in more of its repetitions than before */
	CHANGE_UNJUDGED,        /* could not be judged, but could before */
	CHANGE_GONE,            /* not run any more */
	CHANGE_NEW,             /* not run before */
	CHANGE_FLAKY,           /* passes, but not at once any more */
	CHANGE_PASSES,          /* and did not before */
	CHANGE_FAILS_RARER,     /* in fewer of its repetitions than before */
	CHANGE_NONE,
};
#define CHANGE_COUNT (CHANGE_NONE + 1)

/* All repetitions of a case are one, of which the most significant counts. */
struct compared_case {
	const struct run_case *test;            /* of either run */
	const struct case_result *before, *now; /* NULL: not in that run */
	bool is_repeated;                       /* in at least one run ... */
	struct spread spreads[2];               /* ... before, now */
	bool is_assumption; /* in each run that has it: reported if it
			     * changed */
	enum change change;
	bool is_worse; /* it fails, and did not, or not in that category */
	bool is_open;  /* what the server does now is unknown */
};

/* An input of a run; NULL: absent. */
struct changed_input {
	const char *kind; /* "server", "file" ...; static */
	char *name;       /* owned, as the next two */
	char *before, *now;
};

/* Duration of a case that passed both times. */
struct changed_time {
	const struct run_case *test;
	int64_t before_ns, now_ns;
};

/* Median time to spare at a deadline. */
struct changed_slack {
	const struct deadline_slack *before, *now;
};

struct comparison {
	VEC(struct changed_input) inputs;
	VEC(struct compared_case) cases; /* of both, by path */
	VEC(struct changed_time) times;
	VEC(struct changed_slack) slacks;
	unsigned counts[CHANGE_COUNT];
	unsigned worse, open;
	unsigned common;   /* cases in both runs */
	unsigned unjudged; /* ... of which neither has a verdict */
};

/* Both runs must outlive the comparison. */
void comparison_make(const struct past_run *before, const struct past_run *now,
    struct comparison *ret);

/*
 * EXIT_CONFORMS: nothing got worse; EXIT_DEVIATES: something did;
 * EXIT_UNDECIDED: nothing is known to have got worse, but a case is gone or
 * could no longer be judged, or no case was judged in either.
 */
enum exit_status comparison_status(const struct comparison *c);

void comparison_free(struct comparison *c);

/* comparison_inputs.c: the inputs of the runs. */
void comparison_inputs(const struct run_facts *before,
    const struct run_facts *now, struct comparison *into);

#endif
