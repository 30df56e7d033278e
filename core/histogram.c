/* SPDX-License-Identifier: Apache-2.0 */
#include "core/histogram.h"

#include "core/clock.h"
#include "core/mem.h"
#include "core/root.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/*
 * Values below 2048 have a cell each; then each power of two has 1024, so a
 * cell is never wider than a 1024th of what is in it.
 */
#define HALF_BITS 10
#define HALF (1u << HALF_BITS)
#define LARGEST_BITS 42 /* of HISTOGRAM_MAX_NS */
#define POWERS (LARGEST_BITS - HALF_BITS)
#define CELL_COUNT ((POWERS + 1) * HALF)

/* The distance to 100 % is halved in so many lines, as HdrHistogram does. */
#define LINES_PER_HALF 5

struct histogram {
	uint64_t count;
	int64_t min_ns, max_ns;
	uint64_t cells[CELL_COUNT];
};

struct histogram *
histogram_new(void)
{
	struct histogram *h = mem_zalloc(sizeof(*h));
	h->min_ns = TIME_NEVER_NS;
	return h;
}

void
histogram_free(struct histogram *h)
{
	free(h);
}

void
histogram_clear(struct histogram *h)
{
	memset(h, 0, sizeof(*h));
	h->min_ns = TIME_NEVER_NS;
}

static unsigned
bits_of(uint64_t value)
{
	return 64 - (unsigned)__builtin_clzll(value | 1);
}

static unsigned
cell_of(int64_t ns)
{
	unsigned bits = bits_of((uint64_t)ns);
	unsigned shift = bits > HALF_BITS + 1 ? bits - HALF_BITS - 1 : 0;
	return shift * HALF + (unsigned)(ns >> shift);
}

/* The largest value in the cell. */
static int64_t
end_of_cell(unsigned cell)
{
	unsigned shift = cell < 2 * HALF ? 0 : cell / HALF - 1;
	int64_t first = cell - shift * HALF;
	return ((first + 1) << shift) - 1;
}

static int64_t
middle_of_cell(unsigned cell)
{
	unsigned shift = cell < 2 * HALF ? 0 : cell / HALF - 1;
	int64_t width = INT64_C(1) << shift;
	return end_of_cell(cell) - width + 1 + width / 2;
}

void
histogram_record_many(struct histogram *h, int64_t ns, uint64_t count)
{
	if (ns < 0)
		ns = 0;
	if (ns > HISTOGRAM_MAX_NS)
		ns = HISTOGRAM_MAX_NS;
	h->cells[cell_of(ns)] += count;
	h->count += count;
	if (ns < h->min_ns)
		h->min_ns = ns;
	if (ns > h->max_ns)
		h->max_ns = ns;
}

void
histogram_record(struct histogram *h, int64_t ns)
{
	histogram_record_many(h, ns, 1);
}

void
histogram_note_min(struct histogram *h, int64_t ns)
{
	if (ns < h->min_ns)
		h->min_ns = ns;
}

void
histogram_add(struct histogram *into, const struct histogram *from)
{
	for (unsigned i = 0; i < CELL_COUNT; i++)
		into->cells[i] += from->cells[i];
	into->count += from->count;
	if (from->min_ns < into->min_ns)
		into->min_ns = from->min_ns;
	if (from->max_ns > into->max_ns)
		into->max_ns = from->max_ns;
}

uint64_t
histogram_count(const struct histogram *h)
{
	return h->count;
}

/* How many of 'count' are so many millionths, rounded up. */
static uint64_t
rank_of(uint64_t count, unsigned millionths)
{
	uint64_t whole = count / HISTOGRAM_WHOLE * millionths;
	uint64_t rest = count % HISTOGRAM_WHOLE * millionths;
	rest = (rest + HISTOGRAM_WHOLE - 1) / HISTOGRAM_WHOLE;
	return whole + rest > 0 ? whole + rest : 1;
}

static int64_t
limited(const struct histogram *h, int64_t ns)
{
	return ns < h->max_ns ? ns : h->max_ns;
}

int64_t
histogram_quantile(const struct histogram *h, unsigned millionths)
{
	uint64_t rank = rank_of(h->count, millionths), seen = 0;
	for (unsigned i = 0; i < CELL_COUNT; i++)
		if ((seen += h->cells[i]) >= rank)
			return limited(h, end_of_cell(i));
	return 0;
}

int64_t
histogram_min(const struct histogram *h)
{
	return h->count ? h->min_ns : 0;
}

int64_t
histogram_max(const struct histogram *h)
{
	return h->max_ns;
}

bool
histogram_next(const struct histogram *h, unsigned *cell, int64_t *ret_ns,
    uint64_t *ret_count)
{
	while (*cell < CELL_COUNT && h->cells[*cell] == 0)
		(*cell)++;
	if (*cell == CELL_COUNT)
		return false;
	*ret_ns = limited(h, end_of_cell(*cell));
	*ret_count = h->cells[(*cell)++];
	return true;
}

static double
mean_of(const struct histogram *h)
{
	double sum = 0;
	for (unsigned i = 0; i < CELL_COUNT; i++)
		if (h->cells[i])
			sum += (double)h->cells[i] * (double)middle_of_cell(i);
	return h->count ? sum / (double)h->count : 0;
}

int64_t
histogram_mean(const struct histogram *h)
{
	return (int64_t)mean_of(h);
}

static double
deviation_of(const struct histogram *h, double mean)
{
	double sum = 0;
	for (unsigned i = 0; i < CELL_COUNT; i++) {
		double off = (double)middle_of_cell(i) - mean;
		if (h->cells[i])
			sum += (double)h->cells[i] * off * off;
	}
	return h->count ? square_root(sum / (double)h->count) : 0;
}

static double
as_ms(double ns)
{
	return ns / (double)NS_PER_MS;
}

/* The next part of the whole that has a line, once 'part' had one. */
static double
next_part(double part)
{
	double step = 1.0 / (2 * LINES_PER_HALF);
	for (double rest = 1 - part; rest <= 0.5; rest *= 2)
		step /= 2;
	return part + step;
}

static void
print_lines(const struct histogram *h, struct buf *into)
{
	double wanted = 0, whole = (double)h->count;
	uint64_t seen = 0;
	for (unsigned i = 0; i < CELL_COUNT; i++) {
		if (h->cells[i] == 0)
			continue;
		double ms = as_ms((double)limited(h, end_of_cell(i)));
		seen += h->cells[i];
		double part = (double)seen / whole;
		while (part >= wanted && wanted < 1 && seen < h->count) {
			buf_printf(into, "%12.3f %2.12f %10" PRIu64 " %14.2f\n",
			    ms, wanted, seen, 1 / (1 - wanted));
			wanted = next_part(wanted);
		}
		if (seen == h->count)
			buf_printf(into, "%12.3f %2.12f %10" PRIu64 "\n", ms,
			    1.0, seen);
	}
}

void
histogram_print_percentiles(const struct histogram *h, struct buf *into)
{
	double mean = mean_of(h);
	buf_printf(into, "%12s %14s %10s %14s\n\n", "Value", "Percentile",
	    "TotalCount", "1/(1-Percentile)");
	print_lines(h, into);
	buf_printf(into,
	    "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n"
	    "#[Max     = %12.3f, Total count    = %12" PRIu64 "]\n"
	    "#[Buckets = %12d, SubBuckets     = %12u]\n",
	    as_ms(mean), as_ms(deviation_of(h, mean)), as_ms((double)h->max_ns),
	    h->count, POWERS, 2 * HALF);
}
