/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the repetitions of a case ended ('run --repeat'): what one run says of a
 * case that it played several times.
 */
#ifndef IXC_COMPARE_SPREAD_H
#define IXC_COMPARE_SPREAD_H

#include "compare/past_run.h"
#include "core/buf.h"

#include <stdbool.h>

/* Zero-filled is that of none. */
struct spread {
	unsigned count;
	unsigned passed, failed;         /* the others were not judged */
	const struct case_result *first; /* the most significant one; NULL */
	const struct run_case *test;     /* which that is */
	bool findings[FINDING_COUNT];    /* of those that failed */
};

void spread_add(struct spread *s, const struct run_case *test,
    const struct case_result *result);

/*
 * Does a larger part of the second fail than of the first, by more than chance
 * explains?  One that failed once in ten says little of a hundred.
 */
bool spread_fails_oftener(
    const struct spread *before, const struct spread *now);

/* Does the second fail in a way in which none of the first does? */
bool spread_fails_otherwise(
    const struct spread *before, const struct spread *now);

/* Append "97 of 100 passed, 3 failed". */
void spread_print(const struct spread *s, struct buf *into);

#endif
