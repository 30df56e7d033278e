/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A load as it went, second by second: each second is a line of a CSV file as
 * soon as it is over, and all of them, joined if they are too many, are what is
 * plotted at the end.
 */
#ifndef IXC_LOADTEST_SERIES_H
#define IXC_LOADTEST_SERIES_H

#include "core/buf.h"
#include "core/vec.h"
#include "model/outcome.h"

#include <stdint.h>

/* What happened in one second, or in some that were joined. */
struct second {
	int64_t start_ns;    /* since the load started */
	int64_t duration_ns; /* the last one may be shorter */
	double rate;         /* cases that were to start, a second */
	uint64_t started, ended;
	unsigned running; /* at the end, of the cases under way */
	uint64_t counts[VERDICT_COUNT];
	uint64_t findings[FINDING_COUNT];       /* of those that did not pass */
	int64_t p50_ns, p90_ns, p99_ns, max_ns; /* of all answers; 0: none */
	int64_t delay_ns, lag_ns; /* longest of the cases that started */
};

/* More points than a screen has columns show nothing. */
#define SERIES_MAX 1200

struct series {
	VEC(struct second) seconds;
	unsigned width; /* so many seconds are one of them */
	unsigned last;  /* so many are in the last one */
};

/* Zero-filled is a valid empty one. */
void series_free(struct series *s);

/* Make one of two: percentiles are the larger ones. */
void series_join(struct second *into, const struct second *next);

void series_add(struct series *s, const struct second *one);

/* The same time of two generators: what each did counts. */
void series_overlay(struct series *into, const struct series *from);

/* The first line of the CSV file, and the line of one second. */
void series_print_head(struct buf *into);

void series_print(const struct second *one, struct buf *into);

#endif
