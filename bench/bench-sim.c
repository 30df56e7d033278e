/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case costs without waiting for a network: time and memory in
 * simulation, and the whole of qualify; and what a server that never answers
 * costs, in simulation and over a network.
 *
 * usage: bench-sim PROGRAM DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/scratch.h"
#include "bench/workload.h"
#include "core/clock.h"
#include "sim/simulation.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SCHEDULES 1000
#define MOST_IN_FLIGHT 300
/*
 * To read takes as long as there are holes in the heap: with many cases, every
 * so many events.
 */
#define EVENTS_PER_READING 20
/*
 * Cases have become longer since a rate of them was asked for: so many messages
 * the average one had then.
 */
#define EARLY_MESSAGES 33
#define SILENT_CASES 100
#define SILENT_PHASE "invitation-issued"
#define SILENT_CASE "one-invitee"
#define SILENT_FAULT "drop EventAgentInvited at reporting"

/*
 * Room for all cases in flight at the same time.  No invitation times out while
 * a case waits for what never comes.
 */
static const char target_text[] =
    "<target xmlns='urn:ixconform:target:1' name='bench'>"
    "<server embedded='yes'/>"
    "<pool>"
    "<agents count='8000' agentId='agent-{n}' placeId='place-{n}'/>"
    "<queues count='2000' name='queue-{n}'/>"
    "<workbins count='2000' name='workbin-{n}'/>"
    "</pool>"
    "<timer name='invitation-timeout' value='30s'/>"
    "<timer name='response-timeout' value='2s'/>"
    "<timer name='tolerance' value='1s'/>"
    "<background message='EventCurrentAgentStatus'/>"
    "<background message='EventPlaceAgentState'/>"
    "<background message='EventWorkbinContentChanged'/>"
    "<value name='tenantId' value='101'/>"
    "<value name='mediaType' value='email'/>"
    "</target>";

struct bench {
	char *program;
	char *data;
	struct workload work;
	VEC(struct planned_case) cases; /* the suite, each once */
};

/* How much the heap holds while a campaign runs. */
struct gauge {
	struct sink sink;
	size_t peak_bytes;
	unsigned running, most_running;
	unsigned events;
};

static void
read_gauge(struct sink *sink, const struct run_event *event)
{
	struct gauge *g = (struct gauge *)sink;
	bool is_due = g->most_running < EVENTS_PER_READING ||
	    g->events++ % EVENTS_PER_READING == 0;
	size_t bytes = is_due ? workload_heap_bytes() : 0;
	if (bytes > g->peak_bytes)
		g->peak_bytes = bytes;
	if (event->kind == RUN_CASE_STARTED && ++g->running > g->most_running)
		g->most_running = g->running;
	if (event->kind == RUN_CASE_ENDED)
		g->running--;
}

/* Did every case end so?  Those that a reading excludes are not counted. */
static bool
check(const struct run_summary *s, enum verdict wanted, unsigned count)
{
	unsigned have = s->counts[wanted], skipped = s->counts[VERDICT_SKIPPED];
	if (have + skipped == count && have > 0)
		return true;
	fprintf(stderr, "bench-sim: %u of %u cases ended as '%s'\n", have,
	    count, verdict_name(wanted));
	return false;
}

/* Counts what is said, but for what the run is told of others. */
struct counter {
	struct sink sink;
	unsigned messages;
};

static void
count_message(struct sink *sink, const struct run_event *event)
{
	struct counter *c = (struct counter *)sink;
	c->messages += event->kind == RUN_STIMULUS ||
	    (event->kind == RUN_OBSERVATION && event->observation->number);
}

/* How many a case of the suite has on average; 0 after saying what went wrong.
 */
static double
count_messages(struct bench *b)
{
	struct counter counter = { .sink.event = count_message };
	struct sink *sink = &counter.sink;
	unsigned count = (unsigned)b->cases.count;
	struct campaign *c =
	    workload_plan(&b->work, b->cases.items, count, 1, &sink);
	const struct run_summary *s =
	    c ? workload_run_simulated(&b->work, NULL, c) : NULL;
	bool good = s && check(s, VERDICT_PASS, count);
	campaign_free(c);
	return good ? (double)counter.messages / count : 0;
}

/* Processor time of many schedules, as --simulate --schedules runs them. */
static bool
measure_rate(struct bench *b)
{
	struct simulation_setup setup = { .config = &b->work.config };
	struct simulation *simulation = simulation_new(&setup);
	unsigned count = (unsigned)b->cases.count, judged = 0;
	int64_t start_ns = process_cpu_ns();
	struct campaign *c =
	    workload_plan(&b->work, b->cases.items, count, 1, NULL);
	bool good = c != NULL;
	for (unsigned seed = 1; seed <= SCHEDULES && good; seed++) {
		const struct run_summary *s =
		    simulation_run(simulation, c, seed);
		good = check(s, VERDICT_PASS, count);
		judged += s->counts[VERDICT_PASS];
		campaign_reset(c);
	}
	int64_t all_ns = process_cpu_ns() - start_ns;
	simulation_free(simulation);
	campaign_free(c);
	double messages = good ? count_messages(b) : 0;
	if (messages <= 0)
		return false;
	double rate = (double)judged * NS_PER_S / (double)all_ns;
	figure_print_least(
	    &(struct figure){ "simulated cases a second of one core", rate,
		150000, "/s", "Titan 125,000 simpler ones" });
	figure_print_least(&(struct figure){ "their messages a second",
	    rate * messages, 150000 * EARLY_MESSAGES, "/s",
	    "33 a case when that was wanted" });
	return true;
}

/*
 * The suite over and over, at most so many cases at a time: those that others
 * depend on start last.  The set-up of the run is under way, too.
 */
static bool
measure_memory(struct bench *b, const char *name, unsigned in_flight)
{
	struct simulation_setup setup = { .config = &b->work.config };
	struct planned_case planned[MOST_IN_FLIGHT];
	struct gauge gauge = { .sink.event = read_gauge };
	struct sink *sink = &gauge.sink;
	for (unsigned i = 0; i < in_flight; i++)
		planned[i] = b->cases.items[i % b->cases.count];
	struct campaign *c =
	    workload_plan(&b->work, planned, in_flight, in_flight, &sink);
	if (!c)
		return false;
	size_t before = workload_heap_bytes();
	struct simulation *simulation = simulation_new(&setup);
	bool good =
	    check(simulation_run(simulation, c, 1), VERDICT_PASS, in_flight);
	simulation_free(simulation);
	campaign_free(c);
	if (!good)
		return false;
	figure_print(&(struct figure){ name,
	    (double)(gauge.peak_bytes - before) / 1024 / gauge.most_running, 8,
	    "KB", "" });
	return true;
}

static bool
measure_memories(struct bench *b)
{
	return measure_memory(b, "a case in flight with the mock, of 1", 1) &&
	    measure_memory(b, "a case in flight with the mock, of 30", 30) &&
	    measure_memory(
		b, "a case in flight with the mock, of 300", MOST_IN_FLIGHT);
}

static bool
measure_qualify(struct bench *b)
{
	char *arguments[] = { b->program, (char *)"qualify", (char *)"--data",
		b->data, (char *)"--schedules", (char *)"100000",
		(char *)"conference", NULL };
	long peak_kib;
	int64_t ns = process_run_ns(arguments, &peak_kib);
	if (ns < 0) {
		fprintf(stderr,
		    "bench-sim: '%s qualify' did not end with status 0\n",
		    b->program);
		return false;
	}
	figure_print(&(struct figure){ "qualify conference, 100,000 schedules",
	    (double)ns / NS_PER_S, 20, "s", "" });
	return true;
}

static const struct fixture_case *
find_silent_case(const struct suite *suite)
{
	const struct fixture *f = suite_find_phase(suite, SILENT_PHASE);
	const struct fixture_case *test =
	    f ? fixture_find_case(f, SILENT_CASE) : NULL;
	if (!test)
		fputs("bench-sim: no case " SILENT_PHASE "/" SILENT_CASE "\n",
		    stderr);
	return test;
}

/* From the plan to the last verdict; -1 after saying what went wrong. */
static int64_t
time_silence(
    struct bench *b, const struct fixture_case *test, workload_run *run)
{
	struct planned_case planned[SILENT_CASES];
	struct fault fault;
	if (!fault_parse(SILENT_FAULT, &fault, &b->work.diag))
		return -1;
	for (unsigned i = 0; i < SILENT_CASES; i++)
		planned[i] = (struct planned_case){ .suite = b->work.suite,
			.test = test };
	int64_t start_ns = clock_now_ns();
	struct campaign *c =
	    workload_plan(&b->work, planned, SILENT_CASES, SILENT_CASES, NULL);
	const struct run_summary *s = c ? run(&b->work, &fault, c) : NULL;
	int64_t ns = clock_now_ns() - start_ns;
	bool good = s && check(s, VERDICT_FAIL, SILENT_CASES);
	campaign_free(c);
	return good ? ns : -1;
}

static bool
measure_silence(struct bench *b)
{
	const struct fixture_case *test = find_silent_case(b->work.suite);
	if (!test)
		return false;
	int64_t real_ns = time_silence(b, test, workload_run_real);
	int64_t simulated_ns = time_silence(b, test, workload_run_simulated);
	if (real_ns < 0 || simulated_ns < 0)
		return false;
	figure_print(&(struct figure){ "100 cases without an answer for 2 s",
	    (double)real_ns / NS_PER_MS, 2300, "ms", "" });
	figure_print(&(struct figure){ "the same, simulated",
	    (double)simulated_ns / NS_PER_MS, 100, "ms", "" });
	return true;
}

static bool
load_target(struct bench *b)
{
	char *path = scratch_file();
	FILE *f = path ? fopen(path, "w") : NULL;
	bool good = f && fputs(target_text, f) >= 0;
	if (f && fclose(f) != 0)
		good = false;
	if (!path)
		return false;
	if (!good)
		perror(path);
	good = good && workload_load(&b->work, b->data, path);
	unlink(path);
	free(path);
	return good;
}

static bool
load(struct bench *b)
{
	if (!load_target(b))
		return false;
	const struct suite *suite = b->work.suite;
	for (size_t i = 0; i < suite->fixtures.count; i++) {
		const struct fixture *f = suite->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			struct planned_case one = { .suite = suite,
				.test = f->cases.items[j] };
			vec_push(&b->cases, one);
		}
	}
	return true;
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: bench-sim PROGRAM DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench b = { .program = argv[1], .data = argv[2] };
	diag_init(&b.work.diag);
	figure_print_head();
	bool good = load(&b) && measure_rate(&b) && measure_memories(&b) &&
	    measure_qualify(&b) && measure_silence(&b);
	vec_free(&b.cases);
	workload_free(&b.work, "bench-sim");
	return good ? 0 : 1;
}
