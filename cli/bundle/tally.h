/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the cases that have to be shown were judged, then and now.
 */
#ifndef IXC_CLI_BUNDLE_TALLY_H
#define IXC_CLI_BUNDLE_TALLY_H

#include "bundle/must_run.h"
#include "bundle/objections.h"
#include "core/buf.h"
#include "runner/replay/replay.h"

#include <stdbool.h>

/* The worst comes last. */
enum tally_state {
	TALLY_MISSING,
	TALLY_PASSED,
	TALLY_WAIVED, /* it failed, and a waiver speaks of that */
	TALLY_SKIPPED,
	TALLY_CUT, /* it did not come to its end */
	TALLY_FAILED,
	TALLY_UNDECIDED,
};

/* Zero-filled but for the first two, which are borrowed. */
struct tally {
	const struct must_run *must_run;
	const struct run_facts *run;
	enum tally_state *states; /* by case; owned */
	struct objections *objections;
	unsigned counts[TALLY_UNDECIDED + 1]; /* once it is complete */
	unsigned excused;
	bool has_failed_should, has_derived_tags;
};

/* A case of the recording was judged again. */
void tally_take(struct tally *t, const struct replayed_case *one);

/* All were: object to what is missing. */
void tally_finish(struct tally *t);

/* Append "126 of 126 passed, 4 not applicable". */
void tally_print(struct buf *into, const struct tally *t);

void tally_free(struct tally *t);

#endif
