/* SPDX-License-Identifier: Apache-2.0 */
/* A load on the shipped suite, played against the mock on a virtual clock. */
#include "core/clock.h"
#include "loadtest/conductor.h"
#include "loadtest/examples.h"
#include "sim/simulation.h"
#include "tests/loadtest/suites.h"
#include "tests/sim/shipped.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CASES 2
#define JOBS 50

struct load {
	struct shipped shipped;
	struct planned_case cases[CASES];
	struct mix mix;
	struct meter *meter;
	struct conductor conductor;
	struct examples *examples;
	struct sink *sinks[3];
	unsigned jobs;
	struct simulation_setup simulation;
};

static void
set_up(struct load *l, const struct schedule *schedule)
{
	static const unsigned weights[CASES] = { 3, 1 };
	struct meter_listener none = { 0 };
	*l = (struct load){ .jobs = JOBS };
	shipped_load(&l->shipped);
	l->cases[0] = (struct planned_case){ .suite = l->shipped.suite,
		.test = shipped_case(
		    &l->shipped, "invitation-rejected", "agent-rejects") };
	l->cases[1] = (struct planned_case){ .suite = l->shipped.suite,
		.test = shipped_case(
		    &l->shipped, "invitation-issued", "one-invitee") };
	mix_init(&l->mix, weights, CASES, 1);
	l->meter = meter_new(&none);
	conductor_init(&l->conductor, schedule, &l->mix, l->meter);
	l->examples = examples_new(l->cases, CASES, 1, 10);
	l->sinks[0] = meter_sink(l->meter);
	l->sinks[1] = examples_sink(l->examples);
	l->simulation.config = &l->shipped.config;
}

static void
tear_down(struct load *l)
{
	examples_free(l->examples);
	meter_free(l->meter);
	mix_free(&l->mix);
	shipped_free(&l->shipped);
}

/* 'watcher' may be NULL. */
static const struct figures *
play(struct load *l, struct sink *watcher)
{
	l->sinks[2] = watcher;
	struct campaign_setup setup = { .target = l->shipped.target,
		.cases = l->cases,
		.case_count = CASES,
		.jobs = l->jobs,
		.run_id = "load",
		.sinks = l->sinks,
		.sink_count = watcher ? 3 : 2,
		.feed = &l->conductor.feed };
	struct campaign *c = campaign_new(&setup, &l->shipped.diag);
	struct simulation *s = simulation_new(&l->simulation);
	ck_assert_ptr_nonnull(c);
	const struct run_summary *summary = simulation_run(s, c, 1);
	meter_finish(l->meter, summary->duration_ns);
	conductor_finish(&l->conductor, summary->duration_ns);
	simulation_free(s);
	campaign_free(c);
	return meter_figures(l->meter);
}

START_TEST(every_case_is_judged_and_measured)
{
	struct schedule schedule = {
		.rate = 1000, .jobs = JOBS, .cases = 2000
	};
	struct load l;
	set_up(&l, &schedule);
	const struct figures *f = play(&l, NULL);
	ck_assert_uint_eq(f->started, 2000);
	ck_assert_uint_eq(f->ended, 2000);
	ck_assert_uint_eq(f->counts[VERDICT_PASS], 2000);
	ck_assert_uint_eq(f->unstarted, 0);
	const struct timing *t = figures_find_request(f, "RequestConference");
	ck_assert_ptr_nonnull(t);
	ck_assert_uint_ge(histogram_count(t->times), 1400);
	t = figures_find_request(f, "RequestReject");
	ck_assert_ptr_nonnull(t);
	ck_assert_uint_ge(histogram_count(t->times), 1400);
	ck_assert_uint_le(histogram_count(t->times), 1600);
	ck_assert_uint_gt(f->deadlines.count, 0);
	ck_assert_uint_eq(examples_explanations(l.examples)->items.count, 0);
	tear_down(&l);
}
END_TEST

/* With one job the cases queue up, as when a server stalls: the time that a
   case was late is in its answers. */
START_TEST(what_could_not_start_is_charged)
{
	struct schedule schedule = { .rate = 500, .jobs = 1, .cases = 500 };
	struct load l;
	set_up(&l, &schedule);
	l.jobs = 1;
	const struct figures *f = play(&l, NULL);
	ck_assert_uint_eq(f->counts[VERDICT_PASS], 500);
	ck_assert_int_gt(histogram_max(f->delays), NS_PER_S);
	ck_assert_int_gt(histogram_max(f->answers), histogram_max(f->delays));
	ck_assert_int_gt(histogram_quantile(f->answers, 500000), NS_PER_S / 4);
	ck_assert_int_lt(histogram_max(f->lags), NS_PER_MS);
	tear_down(&l);
}
END_TEST

static void
add_fault(struct load *l, const char *text, struct fault *fault)
{
	ck_assert(fault_parse(text, fault, &l->shipped.diag));
	l->simulation.faults = fault;
	l->simulation.fault_count = 1;
}

START_TEST(a_fault_in_one_of_many_is_found_and_counted)
{
	struct schedule schedule = { .rate = 100, .jobs = JOBS, .cases = 5000 };
	struct load l;
	struct fault fault;
	set_up(&l, &schedule);
	add_fault(&l, "drop EventError sometimes 1/1000", &fault);
	const struct figures *f = play(&l, NULL);
	const struct explanations *x = examples_explanations(l.examples);
	ck_assert_uint_eq(f->ended, 5000);
	ck_assert_uint_ge(figures_failed(f), 3);
	ck_assert_uint_eq(f->findings[FINDING_MISSING], figures_failed(f));
	ck_assert_uint_eq(x->items.count, 1);
	ck_assert_uint_eq(x->items.items[0]->count, figures_failed(f));
	ck_assert_ptr_nonnull(x->items.items[0]->sentence);
	tear_down(&l);
}
END_TEST

/* Storage of the process, in pages; 0 where the system does not say. */
static long
resident_pages(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long size, resident = 0;
	if (f && fscanf(f, "%ld %ld", &size, &resident) != 2)
		resident = 0;
	if (f)
		fclose(f);
	return resident;
}

/* AddressSanitizer keeps what was freed, so that its use is noticed. */
static bool
is_freed_storage_kept(void)
{
	const char *sanitizers = getenv("SANITIZERS");
	return sanitizers && strstr(sanitizers, "address");
}

struct watcher {
	struct sink sink;
	unsigned ended;
	long early, late;
};

static void
watch(struct sink *sink, const struct run_event *event)
{
	struct watcher *w = (struct watcher *)sink;
	if (event->kind != RUN_CASE_ENDED)
		return;
	if (++w->ended == 10000)
		w->early = resident_pages();
	w->late = w->ended % 1000 ? w->late : resident_pages();
}

START_TEST(memory_does_not_grow)
{
	struct schedule schedule = {
		.rate = 100, .jobs = JOBS, .cases = 30000
	};
	struct watcher w = { .sink.event = watch };
	struct load l;
	set_up(&l, &schedule);
	const struct figures *f = play(&l, &w.sink);
	ck_assert_uint_eq(f->counts[VERDICT_PASS], 30000);
	long grown = (w.late - w.early) * sysconf(_SC_PAGESIZE);
	if (!is_freed_storage_kept())
		ck_assert_msg(grown < 1 << 20, "%ld bytes", grown);
	tear_down(&l);
}
END_TEST

Suite *
load_suite(void)
{
	Suite *s = suite_create("loadtest");
	TCase *tc = tcase_create("load");
	tcase_add_test(tc, every_case_is_judged_and_measured);
	tcase_add_test(tc, what_could_not_start_is_charged);
	tcase_add_test(tc, a_fault_in_one_of_many_is_found_and_counted);
	tcase_add_test(tc, memory_does_not_grow);
	suite_add_tcase(s, tc);
	return s;
}
