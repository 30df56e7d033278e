/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/conductor.h"

#include "core/clock.h"
#include "tests/loadtest/suites.h"

static const unsigned weights[] = { 1, 1 };

struct desk {
	struct mix mix;
	struct meter *meter;
	struct conductor conductor;
};

static void
set_up(struct desk *d, const struct schedule *schedule)
{
	struct meter_listener none = { 0 };
	mix_init(&d->mix, weights, 2, 1);
	d->meter = meter_new(&none);
	conductor_init(&d->conductor, schedule, &d->mix, d->meter);
}

static void
tear_down(struct desk *d)
{
	meter_free(d->meter);
	mix_free(&d->mix);
}

/* As the campaign does; the case starts. */
static void
start(struct desk *d, int64_t now_ns, int64_t ready_ns)
{
	const struct case_feed *f = &d->conductor.feed;
	struct run_case test = { .index = 0 };
	struct run_event event = {
		.kind = RUN_CASE_STARTED, .time_ns = now_ns, .test = &test
	};
	test.index = f->draw(f->context, now_ns, ready_ns);
	meter_sink(d->meter)->event(meter_sink(d->meter), &event);
	f->started(f->context);
}

/* Due at 0 and 100 ms; the second one could not start before 400 ms, and did
   so at 450 ms. */
START_TEST(who_held_a_case_up_is_known)
{
	struct schedule s = { .rate = 10, .jobs = 5, .cases = 2 };
	struct desk d;
	set_up(&d, &s);
	const struct case_feed *f = &d.conductor.feed;
	struct figures *figures = meter_figures(d.meter);
	ck_assert_int_eq(f->due(f->context, 0, 0), 0);
	start(&d, 0, 0);
	ck_assert_int_eq(f->due(f->context, 1, 0), 100 * NS_PER_MS);
	start(&d, 450 * NS_PER_MS, 400 * NS_PER_MS);
	ck_assert(f->due(f->context, 2, 450 * NS_PER_MS) == TIME_NEVER_NS);
	ck_assert_int_eq(histogram_max(figures->delays), 350 * NS_PER_MS);
	ck_assert_int_eq(histogram_max(figures->lags), 50 * NS_PER_MS);
	tear_down(&d);
}
END_TEST

START_TEST(a_case_that_waits_stays_the_same)
{
	struct schedule s = { .rate = 10, .jobs = 5 };
	struct desk d;
	set_up(&d, &s);
	const struct case_feed *f = &d.conductor.feed;
	for (unsigned i = 0; i < 100; i++) {
		unsigned drawn = f->draw(f->context, 0, 0);
		ck_assert_uint_eq(f->draw(f->context, 0, 0), drawn);
		f->started(f->context);
	}
	tear_down(&d);
}
END_TEST

/* Nothing could be started for a second: those planned count as such. */
START_TEST(what_never_started_is_counted)
{
	struct schedule s = {
		.rate = 100, .jobs = 5, .duration_ns = 10 * NS_PER_S
	};
	struct desk d;
	set_up(&d, &s);
	const struct case_feed *f = &d.conductor.feed;
	for (unsigned i = 0; i < 200; i++)
		start(&d, i * 10 * NS_PER_MS, 0);
	ck_assert_int_eq(f->due(f->context, 5, 3 * NS_PER_S), 2 * NS_PER_S);
	/* Waited for, and given up. */
	ck_assert(f->due(f->context, 5, 11 * NS_PER_S) == 2 * NS_PER_S);
	ck_assert(f->due(f->context, 5, 12 * NS_PER_S) == TIME_NEVER_NS);
	conductor_finish(&d.conductor, 12 * NS_PER_S);
	ck_assert_uint_eq(meter_figures(d.meter)->planned, 1000);
	ck_assert_uint_eq(meter_figures(d.meter)->unstarted, 800);
	tear_down(&d);
}
END_TEST

START_TEST(without_a_rate_time_is_up_at_its_end)
{
	struct schedule s = { .jobs = 5, .duration_ns = 10 * NS_PER_S };
	struct desk d;
	set_up(&d, &s);
	const struct case_feed *f = &d.conductor.feed;
	start(&d, 5 * NS_PER_S, 5 * NS_PER_S);
	ck_assert_int_eq(f->due(f->context, 1, 9 * NS_PER_S), 0);
	ck_assert(f->due(f->context, 1, 10 * NS_PER_S) == TIME_NEVER_NS);
	conductor_finish(&d.conductor, 10 * NS_PER_S);
	ck_assert_uint_eq(meter_figures(d.meter)->unstarted, 0);
	ck_assert_int_eq(histogram_max(meter_figures(d.meter)->delays), 0);
	tear_down(&d);
}
END_TEST

Suite *
conductor_suite(void)
{
	Suite *s = suite_create("loadtest/conductor");
	TCase *tc = tcase_create("conductor");
	tcase_add_test(tc, who_held_a_case_up_is_known);
	tcase_add_test(tc, a_case_that_waits_stays_the_same);
	tcase_add_test(tc, what_never_started_is_counted);
	tcase_add_test(tc, without_a_rate_time_is_up_at_its_end);
	suite_add_tcase(s, tc);
	return s;
}
