/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a load must keep to: a limit on one of its figures, as it is written on
 * the command line.
 *
 *	p99 RequestAccept < 50ms      of one kind of request
 *	p99.9 < 200ms                 of all answers
 *	max RequestLogin <= 1s        also min, mean
 *	failed < 0.1%                 of the cases that ended; also a number
 *	inconclusive < 5              what could not be judged
 *	rate >= 490/s                 cases started
 */
#ifndef IXC_LOADTEST_THRESHOLD_H
#define IXC_LOADTEST_THRESHOLD_H

#include "core/diag.h"
#include "loadtest/figures.h"

#include <stdbool.h>

/* No request has a longer name. */
#define THRESHOLD_NAME_MAX_BYTES 100

enum threshold_subject {
	THRESHOLD_QUANTILE,
	THRESHOLD_MIN,
	THRESHOLD_MEAN,
	THRESHOLD_MAX,
	THRESHOLD_FAILED,
	THRESHOLD_UNDECIDED,
	THRESHOLD_RATE,
};

struct threshold {
	const char *text; /* as it was written; borrowed */
	enum threshold_subject subject;
	unsigned millionths;                        /* QUANTILE */
	char request[THRESHOLD_NAME_MAX_BYTES + 1]; /* "": all answers */
	bool is_upper; /* the figure has to be below the limit, not above */
	bool is_inclusive;
	bool is_share;   /* FAILED, UNDECIDED: of the cases, in percent */
	int64_t time_ns; /* the limit: of a time */
	double number;   /* ... of anything else */
};

enum threshold_result {
	THRESHOLD_MET,
	THRESHOLD_MISSED,
	THRESHOLD_UNKNOWN, /* nothing to measure, or we were too slow */
};

/* "met", "missed", "inconclusive"; static. */
const char *threshold_result_name(enum threshold_result result);

/*
 * Read one; borrows the text.  False, and *ret is left alone, after reporting
 * to 'diag', located in a source called "threshold".
 */
bool threshold_parse(
    const char *text, struct threshold *ret, struct diag *diag);

/*
 * Compare it with the figures.  A time that is missed by no more than our own
 * lag is unknown, and so is every limit that our lag exceeds at the same
 * percentile: the load was not the one that was asked for.  So is a rate that
 * we did not keep up with.  '*ret_figure' says what was measured, in words; the
 * caller frees it.
 */
enum threshold_result threshold_judge(
    const struct threshold *t, const struct figures *f, char **ret_figure);

#endif
