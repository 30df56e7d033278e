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
#include "core/clock.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "mock/http/http.h"
#include "runner/exec/loop.h"
#include "sim/mock_target.h"
#include "sim/simulation.h"

#include <malloc.h>
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
	struct diag diag;
	struct suite *suite;
	struct target *target;
	struct mock_config config;
	VEC(struct planned_case) cases; /* the suite, each once */
};

/* How much the heap holds while a campaign runs. */
struct gauge {
	struct sink sink;
	size_t peak_bytes;
	unsigned running, most_running;
	unsigned events;
};

static size_t
heap_bytes(void)
{
	struct mallinfo2 m = mallinfo2();
	return m.uordblks + m.hblkhd;
}

static void
read_gauge(struct sink *sink, const struct run_event *event)
{
	struct gauge *g = (struct gauge *)sink;
	bool is_due = g->most_running < EVENTS_PER_READING ||
	    g->events++ % EVENTS_PER_READING == 0;
	size_t bytes = is_due ? heap_bytes() : 0;
	if (bytes > g->peak_bytes)
		g->peak_bytes = bytes;
	if (event->kind == RUN_CASE_STARTED && ++g->running > g->most_running)
		g->most_running = g->running;
	if (event->kind == RUN_CASE_ENDED)
		g->running--;
}

/* 'planned' must outlive the campaign; NULL after reporting. */
static struct campaign *
plan(struct bench *b, const struct planned_case *planned, unsigned count,
    unsigned jobs, struct sink *const *sink)
{
	struct campaign_setup setup = { .target = b->target,
		.cases = planned,
		.case_count = count,
		.jobs = jobs,
		.run_id = "bench",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = sink,
		.sink_count = sink ? 1 : 0,
		.verdicts_only = !sink };
	return campaign_new(&setup, &b->diag);
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

/* Processor time of many schedules, as --simulate --schedules runs them. */
static bool
measure_rate(struct bench *b)
{
	struct simulation_setup setup = { .config = &b->config };
	struct simulation *simulation = simulation_new(&setup);
	unsigned count = (unsigned)b->cases.count, judged = 0;
	int64_t start_ns = process_cpu_ns();
	struct campaign *c = plan(b, b->cases.items, count, 1, NULL);
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
	if (!good)
		return false;
	figure_print_least(
	    &(struct figure){ "simulated cases a second of one core",
		(double)judged * NS_PER_S / (double)all_ns, 100000, "/s",
		"Titan 125,000 simpler ones" });
	return true;
}

/* The suite over and over, so many cases at a time. */
static bool
measure_memory(struct bench *b, const char *name, unsigned in_flight)
{
	struct simulation_setup setup = { .config = &b->config };
	struct planned_case planned[MOST_IN_FLIGHT];
	struct gauge gauge = { .sink.event = read_gauge };
	struct sink *sink = &gauge.sink;
	for (unsigned i = 0; i < in_flight; i++)
		planned[i] = b->cases.items[i % b->cases.count];
	struct campaign *c = plan(b, planned, in_flight, in_flight, &sink);
	if (!c)
		return false;
	size_t before = heap_bytes();
	struct simulation *simulation = simulation_new(&setup);
	bool good =
	    check(simulation_run(simulation, c, 1), VERDICT_PASS, in_flight);
	simulation_free(simulation);
	campaign_free(c);
	if (!good || gauge.most_running < in_flight)
		return false;
	figure_print(&(struct figure){ name,
	    (double)(gauge.peak_bytes - before) / 1024 / in_flight, 8, "KB",
	    "" });
	return true;
}

/*
 * Each Reporting engine gets the reports of all cases, so what is under way,
 * and the figure with it, grows with the cases in flight.
 */
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

static const struct run_summary *
run_simulated(struct bench *b, const struct fault *fault, struct campaign *c)
{
	struct simulation_setup setup = {
		.config = &b->config, .faults = fault, .fault_count = 1
	};
	struct simulation *simulation = simulation_new(&setup);
	const struct run_summary *summary = simulation_run(simulation, c, 1);
	simulation_free(simulation);
	return summary;
}

/* Over HTTP, with the mock in a thread; NULL after reporting. */
static const struct run_summary *
run_real(struct bench *b, const struct fault *fault, struct campaign *c)
{
	const struct run_summary *summary = NULL;
	struct loop *loop = NULL;
	struct mock_server *server = mock_server_new(&b->config);
	mock_server_add_fault(server, fault);
	struct mock_http *http = mock_http_new(server, "127.0.0.1:0", &b->diag);
	if (http && mock_http_start(http)) {
		struct channel_config config = { .url = mock_http_url(http) };
		loop = loop_connect(&config, &b->diag);
		if (loop)
			summary = loop_run(loop, c, config.url, -1);
	}
	loop_free(loop);
	if (http) {
		mock_http_join(http);
		mock_http_free(http);
	}
	mock_server_free(server);
	return summary;
}

static const struct fixture_case *
find_silent_case(const struct suite *suite)
{
	const struct fixture *f = suite_find_phase(suite, SILENT_PHASE);
	for (size_t i = 0; f && i < f->cases.count; i++)
		if (strcmp(f->cases.items[i]->name, SILENT_CASE) == 0)
			return f->cases.items[i];
	fputs("bench-sim: no case " SILENT_PHASE "/" SILENT_CASE "\n", stderr);
	return NULL;
}

/* From the plan to the last verdict; -1 after saying what went wrong. */
static int64_t
time_silence(struct bench *b, const struct fixture_case *test,
    const struct run_summary *(*run)(
	struct bench *b, const struct fault *fault, struct campaign *c))
{
	struct planned_case planned[SILENT_CASES];
	struct fault fault;
	if (!fault_parse(SILENT_FAULT, &fault, &b->diag))
		return -1;
	for (unsigned i = 0; i < SILENT_CASES; i++)
		planned[i] =
		    (struct planned_case){ .suite = b->suite, .test = test };
	int64_t start_ns = clock_now_ns();
	struct campaign *c = plan(b, planned, SILENT_CASES, SILENT_CASES, NULL);
	const struct run_summary *s = c ? run(b, &fault, c) : NULL;
	int64_t ns = clock_now_ns() - start_ns;
	bool good = s && check(s, VERDICT_FAIL, SILENT_CASES);
	campaign_free(c);
	return good ? ns : -1;
}

static bool
measure_silence(struct bench *b)
{
	const struct fixture_case *test = find_silent_case(b->suite);
	if (!test)
		return false;
	int64_t real_ns = time_silence(b, test, run_real);
	int64_t simulated_ns = time_silence(b, test, run_simulated);
	if (real_ns < 0 || simulated_ns < 0)
		return false;
	figure_print(&(struct figure){ "100 cases without an answer for 2 s",
	    (double)real_ns / NS_PER_MS, 2300, "ms", "" });
	figure_print(&(struct figure){ "the same, simulated",
	    (double)simulated_ns / NS_PER_MS, 100, "ms", "" });
	return true;
}

static struct target *
load_target(struct diag *diag)
{
	char path[] = "/tmp/ixconform-bench-XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	struct target *target = NULL;
	if (!f) {
		perror(path);
		return NULL;
	}
	bool good = fputs(target_text, f) >= 0;
	if (fclose(f) == 0 && good)
		target = target_load(path, diag);
	else
		perror(path);
	unlink(path);
	return target;
}

static bool
load(struct bench *b)
{
	char *path = mem_printf("%s/suites/conference.xml", b->data);
	b->suite = suite_load(path, NULL, &b->diag);
	free(path);
	b->target = load_target(&b->diag);
	if (!b->suite || !b->target)
		return false;
	b->config = mock_config_for(b->target, "");
	for (size_t i = 0; i < b->suite->fixtures.count; i++) {
		const struct fixture *f = b->suite->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			struct planned_case one = { .suite = b->suite,
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
	diag_init(&b.diag);
	figure_print_head();
	bool good = load(&b) && measure_rate(&b) && measure_memories(&b) &&
	    measure_qualify(&b) && measure_silence(&b);
	if (b.diag.items.count)
		fprintf(stderr, "bench-sim: %s\n", b.diag.items.items[0].text);
	vec_free(&b.cases);
	target_free(b.target);
	suite_free(b.suite);
	diag_free(&b.diag);
	return good ? 0 : 1;
}
