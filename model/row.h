/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row of a documented table, and what the cases of a run say about it
 * (docs/coverage.md).
 */
#ifndef IXC_MODEL_ROW_H
#define IXC_MODEL_ROW_H

#include "model/outcome.h"

/* A row of a documented table, and the cases that cannot pass without it. */
struct run_row {
	const char *suite;
	const char *phase;
	const char *section; /* "1.3" or NULL */
	const char *title;   /* of the phase */
	const char *message;
	const char *protocol;
	const char *const *cases; /* names of cases of the phase */
	unsigned case_count;
};

/* What is known about a row; with a run the first three instead of COVERED. */
enum row_state {
	ROW_SHOWN,   /* a case that requires it passed, and none failed */
	ROW_REFUTED, /* one failed */
	ROW_OPEN,    /* none did either */
	ROW_COVERED, /* a case requires it; there is no run */
	ROW_EXCUSED,
	ROW_GAP, /* no case requires it */
};
#define ROW_STATE_COUNT (ROW_GAP + 1)

/*
 * What is known after one more of its cases; ROW_OPEN before the first one, in
 * any order.
 */
enum row_state row_state_with(enum row_state state, enum behaviour of_case);

#endif
