/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What evidence costs: writing the recording of a run as it happens, and
 * judging it again.  All of a simulated run, which is the fastest there is.
 *
 * Writing is measured twice.  What users notice when they add --ndjson to a
 * command is its share of the whole command, from exec to exit: its start, the
 * suites' loading and compiling, the run of each case once, and with the
 * recording also the digests of program and files.  That one has to be small.
 * Of a run so long that all this does not count, a simulated case of some
 * microseconds and some kilobytes of text of it remain; their share says
 * little, so the figure is the cost of a case, in processor time.
 *
 * The recording is a new file each time, as in a pipeline.
 *
 * usage: bench-record PROGRAM DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/scratch.h"
#include "core/clock.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "record/ndjson.h"
#include "record/recording.h"
#include "runner/replay/replay.h"
#include "sim/mock_target.h"
#include "sim/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CASES 5000u
#define JOBS 1 /* as a simulated run has without --jobs */
#define ROUNDS 4
#define SPAWNS 60

struct bench {
	char *program;
	char *data;
	struct diag diag;
	struct suite *suite;
	struct target *target;
	struct mock_config config;
	struct planned_case cases[CASES];
	VEC(struct run_file) files;
	char *recording; /* owned: a temporary file */
};

/* Sees what a judge judges, and how it was judged. */
struct counter {
	struct sink sink;
	unsigned messages;
	unsigned same; /* cases; what they depend on is not counted */
};

static void
count_message(struct sink *sink, const struct run_event *event)
{
	struct counter *c = (struct counter *)sink;
	c->messages +=
	    event->kind == RUN_STIMULUS || event->kind == RUN_OBSERVATION;
}

static void
count_verdict(void *context, const struct replayed_case *one)
{
	struct counter *c = context;
	c->same += one->result == REPLAY_SAME && !one->test->is_assumption;
}

/* Every run has a console; this one is silent. */
static void
ignore(struct sink *sink, const struct run_event *event)
{
	(void)sink;
	(void)event;
}

/* One simulated run of all cases; -1 after an error. */
static int64_t
time_run(struct bench *b, struct sink *sink)
{
	struct sink silent = { .event = ignore };
	struct sink *sinks[] = { &silent, sink };
	struct campaign_setup setup = { .target = b->target,
		.cases = b->cases,
		.case_count = CASES,
		.jobs = JOBS,
		.run_id = "bench",
		.facts.program_version = "",
		.facts.host_name = "",
		.facts.files = b->files.items,
		.facts.file_count = (unsigned)b->files.count,
		.sinks = sinks,
		.sink_count = sink ? 2 : 1 };
	struct simulation_setup simulation_setup = { .config = &b->config };
	struct simulation *simulation = simulation_new(&simulation_setup);
	struct campaign *campaign = campaign_new(&setup, &b->diag);
	int64_t start_ns = process_cpu_ns();
	if (campaign)
		simulation_run(simulation, campaign, 1);
	int64_t ns = campaign ? process_cpu_ns() - start_ns : -1;
	campaign_free(campaign);
	simulation_free(simulation);
	return ns;
}

/* The same, recorded; the recording stays. */
static int64_t
time_recorded_run(struct bench *b)
{
	char *problem = NULL;
	struct output *output = output_open_log(b->recording, NULL, &problem);
	struct report *ndjson =
	    output ? report_new(&ndjson_report, output, NULL) : NULL;
	int64_t ns = ndjson ? time_run(b, &ndjson->sink) : -1;
	int64_t start_ns = process_cpu_ns();
	if (ns >= 0 && report_finish(ndjson, &problem))
		ns += process_cpu_ns() - start_ns;
	else
		ns = -1;
	if (ns < 0)
		fprintf(stderr, "bench-record: %s\n",
		    problem ? problem : "the run could not be planned");
	free(problem);
	report_free(ndjson);
	return ns;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* One process that runs the suite once; -1 after an error. */
static int64_t
time_command(struct bench *b, bool recorded)
{
	char *arguments[] = { b->program, (char *)"run", (char *)"--simulate",
		(char *)"--data", b->data, (char *)"conference",
		recorded ? (char *)"--ndjson" : NULL, b->recording, NULL };
	long peak_kib;
	unlink(b->recording);
	int64_t ns = process_run_ns(arguments, &peak_kib);
	if (ns < 0)
		fprintf(stderr, "bench-record: '%s run' failed\n", b->program);
	return ns;
}

/* With and without by turns, so that a busy machine is busy for both. */
static bool
measure_command(struct bench *b)
{
	int64_t with_ns[SPAWNS], without_ns[SPAWNS];
	for (unsigned i = 0; i < SPAWNS; i++) {
		without_ns[i] = time_command(b, false);
		with_ns[i] = time_command(b, true);
		if (without_ns[i] < 0 || with_ns[i] < 0)
			return false;
	}
	int64_t without_median_ns = figure_quantile(without_ns, SPAWNS, 50);
	int64_t more_ns =
	    figure_quantile(with_ns, SPAWNS, 50) - without_median_ns;
	figure_print(&(struct figure){
	    "recording 'run --simulate', of its time",
	    100 * (double)more_ns / (double)without_median_ns, 10, "%", "" });
	return true;
}

/* The same within one process. */
static bool
measure_stream(struct bench *b)
{
	int64_t with_ns = INT64_MAX, without_ns = INT64_MAX;
	for (unsigned i = 0; i < ROUNDS; i++) {
		without_ns = least(without_ns, time_run(b, NULL));
		with_ns = least(with_ns, time_recorded_run(b));
		if (without_ns < 0 || with_ns < 0)
			return false;
	}
	figure_print(&(struct figure){ "recording a simulated case",
	    (double)(with_ns - without_ns) / CASES / NS_PER_US, 10, "us", "" });
	return true;
}

/* Processor time of judging the recording once; -1 after an error. */
static int64_t
time_check(struct bench *b, struct counter *counter)
{
	int64_t start_ns = process_cpu_ns(), ns = -1;
	struct recording *r = recording_open(b->recording, &b->diag);
	if (!r)
		return -1;
	struct replay_setup setup = { .target = recording_facts(r)->target,
		.suites = &b->suite,
		.suite_count = 1,
		.context = counter,
		.judged = count_verdict,
		.diag = &b->diag };
	struct replay *replay = replay_new(&setup);
	struct sink *sinks[] = { &counter->sink, replay_sink(replay) };
	if (recording_play(r, sinks, 2)) {
		replay_finish(replay);
		ns = process_cpu_ns() - start_ns;
	}
	replay_free(replay);
	recording_free(r);
	return ns;
}

static bool
measure_check(struct bench *b)
{
	int64_t best_ns = INT64_MAX;
	unsigned messages = 0;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct counter counter = { .sink.event = count_message };
		best_ns = least(best_ns, time_check(b, &counter));
		messages = counter.messages;
		if (best_ns < 0)
			return false;
		if (counter.same != CASES) {
			fprintf(stderr,
			    "bench-record: %u of %u cases judged the same\n",
			    counter.same, CASES);
			return false;
		}
	}
	figure_print_least(&(struct figure){
	    "check: recorded messages a second",
	    (double)messages * NS_PER_S / (double)best_ns, 200000, "/s", "" });
	return true;
}

/* As in a run, without their digests. */
static void
note_files(struct bench *b, const struct suite *s)
{
	for (size_t i = 0; i < s->setups.count + s->fixtures.count; i++) {
		const struct fixture *f = i < s->setups.count
		    ? s->setups.items[i]
		    : s->fixtures.items[i - s->setups.count];
		struct run_file file = { f->source->path, "" };
		vec_push(&b->files, file);
	}
}

static bool
load(struct bench *b)
{
	char *path = mem_printf("%s/suites/conference.xml", b->data);
	unsigned count = 0;
	b->suite = suite_load(path, NULL, &b->diag);
	free(path);
	path = mem_printf("%s/targets/embedded.xml", b->data);
	b->target = target_load(path, &b->diag);
	free(path);
	if (!b->suite || !b->target)
		return false;
	b->config = mock_config_for(b->target, "");
	note_files(b, b->suite);
	while (count < CASES)
		for (size_t i = 0; i < b->suite->fixtures.count; i++) {
			const struct fixture *f = b->suite->fixtures.items[i];
			for (size_t j = 0; j < f->cases.count && count < CASES;
			     j++)
				b->cases[count++] =
				    (struct planned_case){ .suite = b->suite,
					    .test = f->cases.items[j] };
		}
	return true;
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: bench-record PROGRAM DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench *b = mem_zalloc(sizeof(*b));
	b->program = argv[1];
	b->data = argv[2];
	b->recording = scratch_file();
	if (!b->recording) {
		free(b);
		return 2;
	}
	diag_init(&b->diag);
	figure_print_head();
	bool good = load(b) && measure_command(b) && measure_stream(b) &&
	    measure_check(b);
	if (b->diag.items.count)
		fprintf(
		    stderr, "bench-record: %s\n", b->diag.items.items[0].text);
	unlink(b->recording);
	free(b->recording);
	vec_free(&b->files);
	target_free(b->target);
	suite_free(b->suite);
	diag_free(&b->diag);
	free(b);
	return good ? 0 : 1;
}
