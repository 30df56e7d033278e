/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/run_options.h"

#include "cli/option/connection.h"
#include "model/repetition.h"
#include "reports/junit.h"
#include "reports/markdown.h"
#include "runner/exec/attempt.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Enough to overlap every wait of the suites.  More would make each case take
 * longer, and an invitation that is open must not time out on a busy machine.
 */
#define DEFAULT_JOBS 32
/* Where waiting costs nothing, nothing is gained by doing it side by side. */
#define DEFAULT_SIMULATED_JOBS 1
#define MAX_JOBS 10000
#define MAX_SCHEDULES 10000000

/* What is run. */
static void
add_subject(struct run_options *o, struct options *t)
{
	const struct option_row target[] = {
		target_option(&o->workspace,
		    "the server to test (see targets/example-server.xml);\n"
		    "without it the mock server is started and tested"),
		{ 0 },
	};
	const struct option_row rows[] = {
		{ "github", 0, NULL,
		    "in a step of GitHub Actions: print annotations, and add "
		    "the Markdown summary to the page of the job",
		    .flag = &o->reports.is_annotated },
		exclude_option(&o->wish),
		section_option(&o->wish),
		level_option(&o->wish),
		{ "failed", 0, "FILE",
		    "run only the cases that did not pass in this recording",
		    .text = &o->failed_file },
		{ "baseline", 'b', "FILE",
		    "known failures (XML, see docs/baseline.md); a listed "
		    "case that passes, or fails differently, counts as failed",
		    .text = &o->baseline.file, .is_of_case = true },
		ics_option(&o->ics_file),
		waivers_option(&o->waivers_file),
		{ "write-baseline", 0, "FILE",
		    "write the failures of this run as a baseline",
		    .text = &o->baseline.new_file },
		{ 0 },
	};
	options_add(t, target);
	report_set_add_options(&o->reports, t, false);
	options_add(t, rows);
}

/* Which part of it. */
static void
add_part(struct run_options *o, struct options *t)
{
	const struct option_row rows[] = {
		{ "shard", 0, "SHARD",
		    "run one part of the cases: 2/4 is the second of four;\n"
		    "auto takes it from the variables of the CI system, "
		    "Slurm,\n"
		    "Bazel or Kubernetes (docs/ci.md); 'merge' joins the\n"
		    "recordings",
		    .text = &o->shard_word },
		{ "shard-by", 0, "FILE",
		    "balance the shards by the durations in this recording",
		    .text = &o->durations_file, .requires = "shard" },
		{ "own-server", 0, NULL,
		    "each shard has its own server, so the pools of the "
		    "target are not divided",
		    .flag = &o->has_own_server, .requires = "shard" },
		{ 0 },
	};
	options_add(t, rows);
}

/* How much of it at a time, and for how long. */
static void
add_pace(struct run_options *o, struct options *t)
{
	const struct option_row rows[] = {
		{ "jobs", 'J', "N",
		    "run up to N cases at once (default 32; 1 with "
		    "--simulate), pools permitting; cases that others depend "
		    "on run last, on used agents (docs/ci.md)",
		    .number = &o->jobs, .min = 1, .max = MAX_JOBS },
		{ "repeat", 0, "N",
		    "run each selected case N times, to catch one that fails "
		    "only sometimes; reports name them one-invitee#1, #2, ...",
		    .number = &o->wish.repetitions, .min = 1,
		    .max = REPETITIONS_MAX },
		{ "retries", 0, "N",
		    "run a case that could not be judged again, up to N "
		    "times, when the others have ended; one that then passes "
		    "is flaky, and one that has failed is never run again",
		    .number = &o->retries, .max = RETRIES_MAX },
		{ "max-failures", 0, "N",
		    "start no further case once N have failed",
		    .number = &o->max_failures, .min = 1, .max = UINT32_MAX },
		{ "time-limit", 0, "TIME",
		    "end the run after that time, such as 10min, with\n"
		    "complete reports",
		    .time_ns = &o->time_limit_ns },
		wait_option(&o->wait_ns),
		{ 0 },
	};
	options_add(t, rows);
}

/* How the server is taken to be, and what the mock is to do. */
static void
add_server(struct run_options *o, struct options *t)
{
	const struct option_row rows[] = {
		insecure_option(&o->workspace.overrides),
		timer_option(&o->workspace.overrides),
		reading_option(&o->workspace.overrides),
		fault_option(&o->faults),
		variant_option(&o->faults),
		{ 0 },
	};
	options_add(t, rows);
}

static void
add_simulation(struct run_options *o, struct options *t)
{
	const struct option_row rows[] = {
		{ "simulate", 's', NULL,
		    "run runner and mock in one process, without sockets, on "
		    "a virtual clock: waiting takes no time",
		    .flag = &o->is_simulated, .is_of_case = true },
		/* The seed of a case is reported when it is chosen. */
		{ "seed", 0, "N",
		    "seed of the simulated latencies (default 1); the same "
		    "seed repeats the same run",
		    .number = &o->seed, .max = UINT32_MAX,
		    .requires = "simulate" },
		{ "schedules", 'n', "N",
		    "try N seeds from --seed on, and report the first one "
		    "that does not pass (default 1)",
		    .number = &o->schedules, .min = 1, .max = MAX_SCHEDULES,
		    .requires = "simulate" },
		latency_option(&o->latencies),
		{ 0 },
	};
	options_add(t, rows);
}

/* What is observed, and where things are. */
static void
add_rest(struct run_options *o, struct options *t)
{
	const struct option_row rows[] = {
		trace_option(&o->trace),
		{ "step", 0, NULL,
		    "step through one case: pause before each send and after "
		    "each receive",
		    .flag = &o->reports.is_stepped },
		data_option(&o->workspace),
		{ 0 },
	};
	options_add(t, rows);
}

/* Options that exclude each other. */
static bool
check_combinations(const struct run_options *o)
{
	const char *wrong = NULL;
	if (o->wait_ns && o->is_simulated)
		options_complain(o->command,
		    "--%s cannot be combined with --simulate", wrong = "wait");
	else if (o->trace.path && o->is_simulated)
		options_complain(o->command,
		    "--%s cannot be combined with --simulate, which uses no "
		    "network; --ndjson records it",
		    wrong = "trace");
	else if (o->reports.is_stepped && o->schedules > 1)
		options_complain(o->command,
		    "--%s cannot be combined with --schedules %u",
		    wrong = "step", o->schedules);
	else if (o->reports.is_stepped && o->wish.repetitions > 1)
		options_complain(o->command,
		    "--%s cannot be combined with --repeat %u", wrong = "step",
		    o->wish.repetitions);
	else if (o->reports.is_stepped && o->shard_word)
		options_complain(o->command,
		    "--%s cannot be combined with --shard", wrong = "step");
	else if (o->retries && o->schedules > 1)
		options_complain(o->command,
		    "--%s cannot be combined with --schedules %u",
		    wrong = "retries", o->schedules);
	else if (o->retries && o->reports.is_stepped)
		options_complain(o->command,
		    "--%s cannot be combined with --step", wrong = "retries");
	else if (o->baseline.file && o->schedules > 1)
		options_complain(o->command,
		    "--%s cannot be combined with --schedules %u",
		    wrong = "baseline", o->schedules);
	return !wrong;
}

/* What GitHub's runner says of itself.  The page of the job may have more. */
static void
heed_github(struct run_options *o)
{
	const char *path = getenv("GITHUB_STEP_SUMMARY");
	struct report_file *page =
	    report_set_file(&o->reports, &markdown_report);
	if (!o->reports.is_annotated || page->path || !path || !*path)
		return;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd > 0) {
		o->summary_fd = fd;
		o->summary = mem_printf("/dev/fd/%d", fd);
	}
	page->path = fd > 0 ? o->summary : path;
}

/* Without knowing which shard it is, the run would be a whole one. */
static bool
read_shard(struct run_options *o)
{
	const struct variables v = environment_variables();
	char *problem;
	if (!o->shard_word)
		return true;
	if (shard_option_read(o->shard_word, &v, &o->shard, &problem) &&
	    report_set_heed_engine(&o->reports, o->shard.engine, &v, &problem))
		return true;
	options_complain(o->command, "--shard: %s", problem);
	free(problem);
	return false;
}

enum options_end
run_options_read(
    struct run_options *o, const struct command *command, int argc, char **argv)
{
	struct options table = { .command = command, .again = &o->again };
	o->command = command;
	o->seed = o->schedules = 1;
	o->wish.with_setups = true;
	buf_init(&o->again, COMMAND_MAX_BYTES);
	buf_add_text(&o->again, "ixconform run");
	add_subject(o, &table);
	add_part(o, &table);
	add_pace(o, &table);
	add_server(o, &table);
	add_simulation(o, &table);
	add_rest(o, &table);
	enum options_end end = options_read(&table, argc, argv);
	if (end == OPTIONS_HELP)
		return end;
	o->wish.words = table.words;
	o->wish.word_count = table.word_count;
	heed_github(o);
	bool good = read_shard(o);
	if (!o->jobs)
		o->jobs =
		    o->is_simulated ? DEFAULT_SIMULATED_JOBS : DEFAULT_JOBS;
	good = good && check_combinations(o);
	return end == OPTIONS_READ && !good ? OPTIONS_WRONG : end;
}

void
run_options_free(struct run_options *o)
{
	wish_free(&o->wish);
	workspace_free(&o->workspace);
	faults_free(&o->faults);
	latencies_free(&o->latencies);
	buf_free(&o->again);
	free(o->summary);
	if (o->summary_fd)
		close(o->summary_fd);
}
