/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a system stands in one model: how its cases ended, and what that amounts
 * to.  A waiver is counted, but changes nothing.
 */
#ifndef IXC_REPORTS_PAPER_STANDING_H
#define IXC_REPORTS_PAPER_STANDING_H

#include "conformance/ics.h"
#include "record/results.h"

#include <stdbool.h>

enum conformance {
	CONFORMANCE_FOUND_WANTING, /* a case failed, or the static review did */
	CONFORMANCE_UNDECIDED,     /* none failed, not all could be judged */
	CONFORMANCE_HOLDS,         /* no case failed, all were judged */
};

struct standing {
	const char *suite;
	const struct run_suite *facts;  /* NULL: not recorded */
	const struct ics_model *model;  /* NULL: the ICS, or none, has it */
	unsigned counts[VERDICT_COUNT]; /* of the selected cases */
	unsigned assumptions[VERDICT_COUNT]; /* of the others */
	unsigned selected, assumed;
	unsigned unclaimed; /* of the selected: skipped for the ICS */
	unsigned waived;    /* of the failed */
	unsigned refusals;  /* mandatory items that are answered no */
	enum conformance conformance;
};

/* Of the suite with that position in the results, which are closed. */
struct standing standing_of(const struct results *r, size_t suite);

/* Of all of them together. */
enum conformance standing_of_all(const struct results *r);

/* A sentence about it, for the head of a page; static. */
const char *conformance_sentence(enum conformance c);

/* "fail", "inconclusive", "pass": its colour. */
const char *conformance_key(enum conformance c);

#endif
