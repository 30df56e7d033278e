/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often times of which length occurred: a histogram with cells that grow
 * with the value, so that each value keeps three significant digits, from a
 * nanosecond to an hour, in a fixed amount of memory.
 *
 * For measurements that are too many to keep (loadtest/).  The cells are those
 * of HdrHistogram for three digits, so its tools read what is exported.
 */
#ifndef IXC_CORE_HISTOGRAM_H
#define IXC_CORE_HISTOGRAM_H

#include "core/buf.h"

#include <stdint.h>

/* Longest time that is distinguished; longer ones count as this. */
#define HISTOGRAM_MAX_NS (INT64_C(3600) * 1000000000)

/* Quantiles are in millionths: 990,000 is the 99th percentile. */
#define HISTOGRAM_WHOLE 1000000

struct histogram;

struct histogram *histogram_new(void);

/* NULL is fine. */
void histogram_free(struct histogram *h);

/* Add one time; one below 0 counts as 0. */
void histogram_record(struct histogram *h, int64_t ns);

/* The same time so often. */
void histogram_record_many(struct histogram *h, int64_t ns, uint64_t count);

/* The shortest one was this, if that is less than what cells say. */
void histogram_note_min(struct histogram *h, int64_t ns);

/* Add all times of 'from'. */
void histogram_add(struct histogram *into, const struct histogram *from);

/* Forget everything. */
void histogram_clear(struct histogram *h);

uint64_t histogram_count(const struct histogram *h);

/*
 * The smallest time such that at least so many millionths of all are no longer,
 * rounded up by less than a thousandth; 0 when nothing was recorded.
 */
int64_t histogram_quantile(const struct histogram *h, unsigned millionths);

/* Exact; 0 when nothing was recorded. */
int64_t histogram_min(const struct histogram *h);
int64_t histogram_max(const struct histogram *h);

/* To three digits; 0 when nothing was recorded. */
int64_t histogram_mean(const struct histogram *h);

/*
 * The next cell that holds something, from '*cell' on, which starts as 0 and is
 * moved on; false when there is none.  The cell's times are at most *ret_ns.
 */
bool histogram_next(const struct histogram *h, unsigned *cell, int64_t *ret_ns,
    uint64_t *ret_count);

/*
 * Append the percentiles as text, in milliseconds, as HdrHistogram writes and
 * its plotter reads them.
 */
void histogram_print_percentiles(const struct histogram *h, struct buf *into);

#endif
