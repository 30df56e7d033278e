/* SPDX-License-Identifier: Apache-2.0 */
#include "core/histogram.h"

#include "core/clock.h"
#include "core/random.h"
#include "tests/core/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLES 20000

static int
compare_times(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Of any size: as many of some nanoseconds as of some minutes. */
static void
draw_times(int64_t *times, uint64_t seed)
{
	struct random r;
	random_seed(&r, seed);
	for (unsigned i = 0; i < SAMPLES; i++) {
		unsigned bits = (unsigned)random_below(&r, 42);
		times[i] = random_below(&r, INT64_C(1) << bits);
	}
}

START_TEST(nothing_was_recorded)
{
	struct histogram *h = histogram_new();
	unsigned cell = 0;
	int64_t ns;
	uint64_t count;
	ck_assert_uint_eq(histogram_count(h), 0);
	ck_assert_int_eq(histogram_quantile(h, 500000), 0);
	ck_assert_int_eq(histogram_min(h), 0);
	ck_assert_int_eq(histogram_max(h), 0);
	ck_assert_int_eq(histogram_mean(h), 0);
	ck_assert(!histogram_next(h, &cell, &ns, &count));
	histogram_free(h);
}
END_TEST

/* Compared with the sorted times themselves. */
START_TEST(quantiles_are_right_to_three_digits)
{
	static const unsigned wanted[] = { 0, 1, 1000, 100000, 250000, 500000,
		900000, 990000, 999000, 999900, 999990, HISTOGRAM_WHOLE };
	static int64_t times[SAMPLES];
	struct histogram *h = histogram_new();
	draw_times(times, (uint64_t)_i);
	for (unsigned i = 0; i < SAMPLES; i++)
		histogram_record(h, times[i]);
	qsort(times, SAMPLES, sizeof(times[0]), compare_times);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		size_t rank =
		    ((size_t)wanted[i] * SAMPLES + 999999) / HISTOGRAM_WHOLE;
		int64_t exact = times[rank ? rank - 1 : 0];
		int64_t got = histogram_quantile(h, wanted[i]);
		ck_assert_int_ge(got, exact);
		ck_assert_int_le(got - exact, exact / 1000);
	}
	ck_assert_int_eq(histogram_min(h), times[0]);
	ck_assert_int_eq(histogram_max(h), times[SAMPLES - 1]);
	histogram_free(h);
}
END_TEST

START_TEST(all_cells_add_up)
{
	static int64_t times[SAMPLES];
	struct histogram *h = histogram_new();
	unsigned cell = 0;
	int64_t ns, last_ns = -1;
	uint64_t count, sum = 0;
	draw_times(times, 7);
	for (unsigned i = 0; i < SAMPLES; i++)
		histogram_record(h, times[i]);
	while (histogram_next(h, &cell, &ns, &count)) {
		ck_assert_int_gt(ns, last_ns);
		last_ns = ns;
		sum += count;
	}
	ck_assert_uint_eq(sum, SAMPLES);
	histogram_free(h);
}
END_TEST

START_TEST(two_are_added)
{
	struct histogram *a = histogram_new(), *b = histogram_new();
	struct histogram *both = histogram_new();
	static int64_t times[SAMPLES];
	draw_times(times, 3);
	for (unsigned i = 0; i < SAMPLES; i++) {
		histogram_record(i % 3 ? a : b, times[i]);
		histogram_record(both, times[i]);
	}
	histogram_add(a, b);
	ck_assert_uint_eq(histogram_count(a), SAMPLES);
	ck_assert_int_eq(histogram_mean(a), histogram_mean(both));
	ck_assert_int_eq(histogram_min(a), histogram_min(both));
	ck_assert_int_eq(histogram_max(a), histogram_max(both));
	for (unsigned m = 0; m <= HISTOGRAM_WHOLE; m += 10000)
		ck_assert_int_eq(
		    histogram_quantile(a, m), histogram_quantile(both, m));
	histogram_clear(a);
	ck_assert_uint_eq(histogram_count(a), 0);
	histogram_free(a);
	histogram_free(b);
	histogram_free(both);
}
END_TEST

START_TEST(what_is_out_of_range_counts_as_its_end)
{
	struct histogram *h = histogram_new();
	histogram_record(h, -5);
	histogram_record(h, TIME_NEVER_NS);
	ck_assert_int_eq(histogram_min(h), 0);
	ck_assert_int_eq(histogram_max(h), HISTOGRAM_MAX_NS);
	ck_assert_int_eq(
	    histogram_quantile(h, HISTOGRAM_WHOLE), HISTOGRAM_MAX_NS);
	histogram_free(h);
}
END_TEST

/* As HdrHistogram 2.1 prints the same times, in its own way of rounding. */
START_TEST(percentiles_as_text)
{
	struct histogram *h = histogram_new();
	struct buf text;
	for (int i = 1; i <= 4; i++)
		histogram_record(h, i * NS_PER_MS);
	buf_init(&text, 10000);
	histogram_print_percentiles(h, &text);
	const char *head = "       Value     Percentile TotalCount "
			   "1/(1-Percentile)\n\n";
	const char *end = "       4.000 1.000000000000          4\n"
			  "#[Mean    =        2.500, StdDeviation   =";
	ck_assert(strncmp(buf_text(&text), head, strlen(head)) == 0);
	ck_assert_ptr_nonnull(strstr(buf_text(&text), end));
	ck_assert_ptr_nonnull(strstr(buf_text(&text),
	    "       1.000 0.000000000000          1           1.00\n"));
	ck_assert_ptr_nonnull(strstr(buf_text(&text),
	    "       2.001 0.500000000000          2           2.00\n"));
	ck_assert_ptr_nonnull(strstr(buf_text(&text),
	    "#[Max     =        4.000, Total count    =            4]\n"
	    "#[Buckets =           32, SubBuckets     =         2048]\n"));
	buf_free(&text);
	histogram_free(h);
}
END_TEST

Suite *
histogram_suite(void)
{
	Suite *s = suite_create("histogram");
	TCase *tc = tcase_create("histogram");
	tcase_add_test(tc, nothing_was_recorded);
	tcase_add_loop_test(tc, quantiles_are_right_to_three_digits, 0, 20);
	tcase_add_test(tc, all_cells_add_up);
	tcase_add_test(tc, two_are_added);
	tcase_add_test(tc, what_is_out_of_range_counts_as_its_end);
	tcase_add_test(tc, percentiles_as_text);
	suite_add_tcase(s, tc);
	return s;
}
