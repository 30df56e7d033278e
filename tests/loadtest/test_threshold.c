/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/threshold.h"

#include "core/clock.h"
#include "tests/loadtest/suites.h"

#include <string.h>

/* 1,000 answers of RequestAccept, 1 to 1,000 ms; of 2,000 cases 3 failed. */
static struct figures
measured(void)
{
	struct figures f;
	figures_init(&f);
	for (int i = 1; i <= 1000; i++) {
		histogram_record(
		    figures_request(&f, "RequestAccept"), i * NS_PER_MS);
		histogram_record(f.answers, i * NS_PER_MS);
	}
	f.started = f.ended = f.planned = 2000;
	f.counts[VERDICT_FAIL] = 3;
	f.counts[VERDICT_INCONCLUSIVE] = 1;
	f.counts[VERDICT_PASS] = 1996;
	f.end_ns = f.newest_ns = 3998 * NS_PER_MS;
	return f;
}

static const struct {
	const char *text;
	enum threshold_result wanted;
	const char *figure;
} rows[] = {
	{ "p50 RequestAccept < 510ms", THRESHOLD_MET, "500" },
	{ "p50 RequestAccept<499ms", THRESHOLD_MISSED, "500" },
	{ "p99 RequestAccept < 1s", THRESHOLD_MET, "99" },
	{ "p99.9 < 998ms", THRESHOLD_MISSED, "999" },
	{ "max < 1s", THRESHOLD_MISSED, "1 s" },
	{ "max <= 1s", THRESHOLD_MET, "1 s" },
	{ "max RequestAccept > 900ms", THRESHOLD_MET, "1 s" },
	{ "min >= 1ms", THRESHOLD_MET, "1 ms" },
	{ "min > 1ms", THRESHOLD_MISSED, "1 ms" },
	{ "mean < 502ms", THRESHOLD_MET, "500" },
	{ "p99 RequestBogus < 1s", THRESHOLD_UNKNOWN, "nothing" },
	{ "failed < 0.1%", THRESHOLD_MISSED, "0.15% (3 of 2000)" },
	{ "failed < 0.2%", THRESHOLD_MET, "0.15%" },
	{ "failed <= 3", THRESHOLD_MET, "3" },
	{ "failed < 3", THRESHOLD_MISSED, "3" },
	{ "inconclusive < 2", THRESHOLD_MET, "1" },
	{ "rate >= 500/s", THRESHOLD_MET, "500.0/s" },
	{ "rate > 30000/min", THRESHOLD_MISSED, "500.0/s" },
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

START_TEST(figures_are_held_against_limits)
{
	struct figures f = measured();
	struct threshold t;
	struct diag diag;
	char *figure;
	diag_init(&diag);
	ck_assert_msg(
	    threshold_parse(rows[_i].text, &t, &diag), "%s", rows[_i].text);
	ck_assert_msg(threshold_judge(&t, &f, &figure) == rows[_i].wanted,
	    "%s: %s", rows[_i].text, figure);
	ck_assert_msg(
	    strncmp(figure, rows[_i].figure, strlen(rows[_i].figure)) == 0,
	    "%s: %s", rows[_i].text, figure);
	free(figure);
	figures_free(&f);
	diag_free(&diag);
}
END_TEST

/* 2 ms too long, when we may have been 3 ms late: the server is not blamed. */
START_TEST(our_own_lag_is_no_fault_of_the_server)
{
	struct figures f = measured();
	struct threshold t;
	struct diag diag;
	char *figure;
	diag_init(&diag);
	ck_assert(threshold_parse("p99 RequestAccept < 988ms", &t, &diag));
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_MISSED);
	free(figure);
	for (int i = 0; i < 100; i++)
		histogram_record(f.lags, 3 * NS_PER_MS);
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_UNKNOWN);
	free(figure);
	ck_assert(threshold_parse("p99 RequestAccept < 900ms", &t, &diag));
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_MISSED);
	free(figure);
	/* Met, but by a load that was not the one that was planned. */
	ck_assert(threshold_parse("max RequestAccept <= 1s", &t, &diag));
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_MET);
	free(figure);
	f.longest_lag_ns = 2 * NS_PER_S;
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_UNKNOWN);
	free(figure);
	for (int i = 0; i < 100; i++)
		histogram_record(f.delays, 3 * NS_PER_MS);
	ck_assert(threshold_parse("rate > 600/s", &t, &diag));
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_UNKNOWN);
	free(figure);
	for (int i = 0; i < 100; i++)
		histogram_record(f.delays, 30 * NS_PER_MS);
	ck_assert(threshold_judge(&t, &f, &figure) == THRESHOLD_MISSED);
	free(figure);
	figures_free(&f);
	diag_free(&diag);
}
END_TEST

static const struct {
	const char *text;
	const char *complaint;
} bad[] = {
	{ "",
	    "ixconform: error: the threshold is empty; such as 'p99 "
	    "RequestAccept < 50ms' or 'failed < 0.1%'\n" },
	{ "p99",
	    "threshold:1:4: error: a limit is missing, such as '< 50ms'\n"
	    "    1 | p99\n"
	    "      |    ^\n" },
	{ "p99 < ",
	    "threshold:1:7: error: a limit is missing after the sign\n"
	    "    1 | p99 < \n"
	    "      |       ^\n" },
	{ "p0 < 1ms",
	    "threshold:1:1: error: 'p0': a percentile is above 0 and at most "
	    "100\n"
	    "    1 | p0 < 1ms\n"
	    "      | ^~\n" },
	{ "p101 < 1ms",
	    "threshold:1:1: error: 'p101': a percentile is above 0 and at most "
	    "100\n"
	    "    1 | p101 < 1ms\n"
	    "      | ^~~~\n" },
	{ "faild < 1%",
	    "threshold:1:1: error: nothing is measured that is called 'faild'\n"
	    "    1 | faild < 1%\n"
	    "      | ^~~~~\n"
	    "      note: did you mean 'failed'?\n"
	    "      note: it is one of: p50, p99.9 and the like, min, mean, "
	    "max, failed, inconclusive, rate\n" },
	{ "failed RequestAccept < 1%",
	    "threshold:1:8: error: 'failed' is of all cases, not of "
	    "'RequestAccept'\n"
	    "    1 | failed RequestAccept < 1%\n"
	    "      |        ^~~~~~~~~~~~~\n" },
	{ "failed < 1ms",
	    "threshold:1:10: error: '1ms': such a limit is a number of cases, "
	    "or a part of them such as 0.1%\n"
	    "    1 | failed < 1ms\n"
	    "      |          ^~~\n" },
	{ "rate > 500",
	    "threshold:1:8: error: '500': a unit is missing: a rate is 500/s "
	    "or 30/min\n"
	    "    1 | rate > 500\n"
	    "      |        ^~~\n" },
	{ "p99 == 5ms",
	    "threshold:1:5: error: '==': a limit is one of < <= > >=\n"
	    "    1 | p99 == 5ms\n"
	    "      |     ^~\n" },
	{ "p99 < 5ms please",
	    "threshold:1:11: error: unexpected 'please' after the limit\n"
	    "    1 | p99 < 5ms please\n"
	    "      |           ^~~~~~\n" },
};

#define BAD_COUNT (sizeof(bad) / sizeof(bad[0]))

START_TEST(a_mistake_is_located)
{
	struct threshold t = { .number = 77 };
	struct diag diag;
	struct buf printed;
	diag_init(&diag);
	buf_init(&printed, 10000);
	ck_assert(!threshold_parse(bad[_i].text, &t, &diag));
	ck_assert(t.number == 77);
	diag_print(&diag, &printed, false);
	ck_assert_str_eq(buf_text(&printed), bad[_i].complaint);
	buf_free(&printed);
	diag_free(&diag);
}
END_TEST

Suite *
threshold_suite(void)
{
	Suite *s = suite_create("loadtest/threshold");
	TCase *tc = tcase_create("threshold");
	tcase_add_loop_test(
	    tc, figures_are_held_against_limits, 0, (int)ROW_COUNT);
	tcase_add_test(tc, our_own_lag_is_no_fault_of_the_server);
	tcase_add_loop_test(tc, a_mistake_is_located, 0, (int)BAD_COUNT);
	suite_add_tcase(s, tc);
	return s;
}
