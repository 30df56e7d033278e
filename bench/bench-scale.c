/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case costs when many others are under way: in simulation and over
 * loopback, in time, memory and bytes of a recording.  It should be what it
 * costs when there are few.
 *
 * usage: bench-scale PROGRAM DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/workload.h"
#include "core/clock.h"

#include <stdio.h>
#include <string.h>

#define PHASE "invitation-rejected"
#define CASE "agent-rejects"
#define FEW 10
#define MANY 10000
#define CASES 20000
/* Over loopback a run is longer than it takes to set up. */
#define REAL_CASES 10000
#define MOST 100000
#define AGENTS_OF_CASE 2

#define RECORDED 3000
#define RECORDING "bench-scale.ndjson"

struct bench {
	char *program;
	char *data;
	struct workload work;
	struct planned_case planned[MOST];
};

/* How much the heap holds while all are under way. */
struct gauge {
	struct sink sink;
	size_t peak_bytes;
	unsigned events;
};

static void
read_gauge(struct sink *sink, const struct run_event *event)
{
	struct gauge *g = (struct gauge *)sink;
	(void)event;
	if (g->events++ % (MOST / 2) != 0)
		return;
	size_t bytes = workload_heap_bytes();
	if (bytes > g->peak_bytes)
		g->peak_bytes = bytes;
}

static bool
check(const struct run_summary *s, unsigned count)
{
	if (s && s->counts[VERDICT_PASS] == count)
		return true;
	fprintf(stderr, "bench-scale: %u of %u cases passed\n",
	    s ? s->counts[VERDICT_PASS] : 0, count);
	return false;
}

/* Processor time of a case, both sides; negative after saying why. */
static double
time_case(struct bench *b, workload_run *how, unsigned count, unsigned jobs)
{
	struct campaign *c =
	    workload_plan(&b->work, b->planned, count, jobs, NULL);
	int64_t start_ns = process_cpu_ns();
	bool good = c && check(how(&b->work, NULL, c), count);
	int64_t ns = process_cpu_ns() - start_ns;
	campaign_free(c);
	return good ? (double)ns / NS_PER_US / count : -1;
}

static bool
measure_growth(struct bench *b, workload_run *how, unsigned count,
    const char *where, double wanted_us)
{
	double few_us = time_case(b, how, count, FEW);
	double many_us = few_us < 0 ? -1 : time_case(b, how, count, MANY);
	if (many_us < 0)
		return false;
	char *name = mem_printf("a case %s, of %d", where, FEW);
	figure_print(&(struct figure){ name, few_us, wanted_us, "us", "" });
	free(name);
	name = mem_printf("a case %s, of %d", where, MANY);
	figure_print(&(struct figure){ name, many_us, 1.2 * few_us, "us", "" });
	free(name);
	return true;
}

static bool
measure_memory(struct bench *b)
{
	struct gauge gauge = { .sink.event = read_gauge };
	struct sink *sink = &gauge.sink;
	struct campaign *c =
	    workload_plan(&b->work, b->planned, MOST, MOST, &sink);
	size_t before = workload_heap_bytes();
	bool good = c && check(workload_run_simulated(&b->work, NULL, c), MOST);
	campaign_free(c);
	if (!good)
		return false;
	figure_print(&(struct figure){
	    "a case in flight with the mock, of 100,000",
	    (double)(gauge.peak_bytes - before) / 1024 / MOST, 8, "KB", "" });
	return true;
}

static bool
measure_recording(struct bench *b)
{
	char *arguments[] = { b->program, (char *)"run", (char *)"--data",
		b->data, (char *)"--simulate", (char *)"--jobs", (char *)"16",
		(char *)"--repeat", (char *)"3000", (char *)"--quiet",
		(char *)"--ndjson", (char *)RECORDING,
		(char *)"conference/" PHASE "/" CASE, NULL };
	long peak_kib;
	if (process_run_ns(arguments, &peak_kib) < 0)
		return false;
	FILE *f = fopen(RECORDING, "r");
	bool good = f && fseek(f, 0, SEEK_END) == 0;
	double bytes = good ? (double)ftell(f) : 0;
	if (f)
		fclose(f);
	remove(RECORDING);
	figure_print(&(struct figure){ "a case in a recording, of 16",
	    bytes / 1024 / RECORDED, 15, "KB", "58 with an engine each" });
	return good;
}

/* Room for all at once, and no timer that ends while they wait. */
static void
enlarge(struct target *t)
{
	for (unsigned i = (unsigned)t->agents.count; i < MOST * AGENTS_OF_CASE;
	     i++) {
		struct pool_agent agent = { mem_printf("bench-%u", i),
			mem_printf("desk-%u", i) };
		vec_push(&t->agents, agent);
	}
	for (unsigned i = (unsigned)t->queues.count; i < MOST; i++) {
		char *queue = mem_printf("bench-queue-%u", i);
		vec_push(&t->queues, queue);
	}
	for (size_t i = 0; i < t->timers.count; i++)
		t->timers.items[i].ns *= 100;
}

static bool
load(struct bench *b)
{
	char *path = mem_printf("%s/targets/embedded.xml", b->data);
	bool good = workload_load(&b->work, b->data, path);
	free(path);
	if (!good)
		return false;
	enlarge(b->work.target);
	/* The timers have changed. */
	b->work.config = mock_config_for(b->work.target, "");
	const struct fixture *f = suite_find_phase(b->work.suite, PHASE);
	const struct fixture_case *test = f ? fixture_find_case(f, CASE) : NULL;
	for (unsigned i = 0; i < MOST; i++)
		b->planned[i] = (struct planned_case){ .suite = b->work.suite,
			.test = test };
	return test != NULL;
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: bench-scale PROGRAM DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench *b = mem_zalloc(sizeof(*b));
	b->program = argv[1];
	b->data = argv[2];
	diag_init(&b->work.diag);
	figure_print_head();
	bool good = load(b) &&
	    measure_growth(b, workload_run_simulated, CASES, "simulated", 20) &&
	    measure_growth(
		b, workload_run_real, REAL_CASES, "over loopback", 200) &&
	    measure_memory(b) && measure_recording(b);
	workload_free(&b->work, "bench-scale");
	free(b);
	return good ? 0 : 1;
}
