/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a user waits for: the command as a process, from its start to its end.
 *
 * usage: bench-run PROGRAM DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/scratch.h"
#include "bench/workload.h"
#include "core/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define VERSION_SPAWNS 50
#define CASE_SPAWNS 20
#define SUITE_SPAWNS 3

struct bench {
	char *program;
	char *data;
	char *report;        /* owned: a temporary file for the JUnit XML */
	int64_t timer_ns;    /* the longest that a case waits for */
	long peak_kib;       /* of the whole conference run */
	int64_t quantile_90; /* of the last measurement */
};

/* The median of several; -1 when it could not be run. */
static int64_t
measure(struct bench *b, char *const *arguments, size_t count)
{
	int64_t times[VERSION_SPAWNS];
	b->peak_kib = 0;
	for (size_t i = 0; i < count; i++) {
		long peak_kib = 0;
		times[i] = process_run_ns(arguments, &peak_kib);
		if (times[i] < 0) {
			fprintf(stderr,
			    "bench-run: '%s %s' did not end with status 0\n",
			    arguments[0], arguments[1]);
			return -1;
		}
		if (peak_kib > b->peak_kib)
			b->peak_kib = peak_kib;
	}
	b->quantile_90 = figure_quantile(times, count, 90);
	return figure_quantile(times, count, 50);
}

static double
in_ms(int64_t ns)
{
	return (double)ns / NS_PER_MS;
}

static bool
measure_version(struct bench *b)
{
	char *arguments[] = { b->program, (char *)"--version", NULL };
	int64_t median_ns = measure(b, arguments, VERSION_SPAWNS);
	if (median_ns < 0)
		return false;
	figure_print(&(struct figure){ "--version, median of 50 processes",
	    in_ms(median_ns), 5, "ms", "h2spec 5.2 ms" });
	figure_print(&(struct figure){ "--version, nine in ten of them",
	    in_ms(b->quantile_90), 5, "ms", "" });
	return true;
}

static int64_t
measure_run(struct bench *b, const char *word, size_t count)
{
	char *arguments[] = { b->program, (char *)"run", (char *)"--data",
		b->data, (char *)"--quiet", (char *)"--junit", b->report,
		(char *)word, NULL };
	return measure(b, arguments, count);
}

/* A case without its own timer. */
static bool
measure_case(struct bench *b)
{
	int64_t median_ns = measure_run(
	    b, "conference/invitation-issued/one-invitee", CASE_SPAWNS);
	if (median_ns < 0)
		return false;
	figure_print(&(struct figure){ "one case with JUnit, median of 20",
	    in_ms(median_ns), 30, "ms", "SIPp, one call: 120 ms" });
	return true;
}

static bool
measure_suite(struct bench *b)
{
	int64_t median_ns = measure_run(b, "conference", SUITE_SPAWNS);
	if (median_ns < 0)
		return false;
	figure_print(
	    &(struct figure){ "the conference suite beyond its longest timer",
		in_ms(median_ns - b->timer_ns), 300, "ms", "" });
	figure_print(&(struct figure){ "the conference suite, peak memory",
	    (double)b->peak_kib / 1024, 30, "MB", "SIPp 37 MB" });
	return true;
}

static void
note_timers(struct bench *b, const struct fixture *f, struct workload *w)
{
	for (size_t i = 0; i < f->cases.count; i++) {
		struct pattern *p = pattern_compile(
		    w->suite, w->target, f->cases.items[i], &w->diag);
		if (p && p->longest_wait_ns > b->timer_ns)
			b->timer_ns = p->longest_wait_ns;
		pattern_free(p);
	}
}

/* How long the suite takes whatever we do, as the run says it, too. */
static bool
find_timer(struct bench *b)
{
	struct workload w = { 0 };
	diag_init(&w.diag);
	char *path = mem_printf("%s/targets/embedded.xml", b->data);
	bool good = workload_load(&w, b->data, path);
	for (size_t i = 0; good && i < w.suite->fixtures.count; i++)
		note_timers(b, w.suite->fixtures.items[i], &w);
	workload_free(&w, "bench-run");
	free(path);
	return good;
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: bench-run PROGRAM DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench b = { argv[1], argv[2], scratch_file(), 0, 0, 0 };
	if (!b.report)
		return 2;
	figure_print_head();
	bool good = find_timer(&b) && measure_version(&b) && measure_case(&b) &&
	    measure_suite(&b);
	unlink(b.report);
	free(b.report);
	return good ? 0 : 1;
}
