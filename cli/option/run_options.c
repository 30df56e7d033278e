/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/run_options.h"

#include "model/repetition.h"
#include "reports/markdown.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
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

enum {
	OPTION_TARGET,
	OPTION_JUNIT,
	OPTION_JUNIT_STYLE,
	OPTION_TAP,
	OPTION_TAP_VERSION,
	OPTION_HTML,
	OPTION_MARKDOWN,
	OPTION_NDJSON,
	OPTION_GITHUB,
	OPTION_EXCLUDE,
	OPTION_FAILED,
	OPTION_BASELINE,
	OPTION_WRITE_BASELINE,
	OPTION_JOBS,
	OPTION_REPEAT,
	OPTION_MAX_FAILURES,
	OPTION_TIME_LIMIT,
	OPTION_WAIT,
	OPTION_TIMER,
	OPTION_READING,
	OPTION_FAULT,
	OPTION_VARIANT,
	OPTION_SIMULATE,
	OPTION_SEED,
	OPTION_SCHEDULES,
	OPTION_LATENCY,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_LADDER,
	OPTION_TRACE,
	OPTION_STEP,
	OPTION_COLOUR,
	OPTION_DATA,
};

const struct option_spec run_option_table[] = {
	[OPTION_TARGET] = { "target", 't', "FILE",
	    "the server to test (see targets/example-server.xml);\n"
	    "without it the mock server is started and tested" },
	[OPTION_JUNIT] = { "junit", 'j', "FILE",
	    "write JUnit XML, '-' for standard output" },
	[OPTION_JUNIT_STYLE] = { "junit-style", 0, "STYLE",
	    "strict (valid under the schemas, the default), or annotated:\n"
	    "with the file and line of each case" },
	[OPTION_TAP] = { "tap", 0, "FILE",
	    "write TAP, '-' for standard output" },
	[OPTION_TAP_VERSION] = { "tap-version", 0, "N",
	    "13 (the default, which all readers know) or 14" },
	[OPTION_HTML] = { "html", 0, "FILE",
	    "write a page for a browser, '-' for standard output" },
	[OPTION_MARKDOWN] = { "markdown", 0, "FILE",
	    "write a summary in Markdown, '-' for standard output" },
	[OPTION_NDJSON] = { "ndjson", 0, "FILE",
	    "record the run as it happens, '-' for standard output;\n"
	    "'report' and 'check' read it" },
	[OPTION_GITHUB] = { "github", 0, NULL,
	    "in a step of GitHub: annotations, and the Markdown\n"
	    "summary on the page of the job" },
	[OPTION_EXCLUDE] = { "exclude", 'x', "NAME",
	    "leave out a suite, phase or case; may be repeated",
	    .repeats = true },
	[OPTION_FAILED] = { "failed", 0, "FILE",
	    "run only what did not pass in that recording" },
	[OPTION_BASELINE] = { "baseline", 'b', "FILE",
	    "failures that are known, and expected (XML, see\n"
	    "docs/baseline.md); what passes or fails otherwise fails" },
	[OPTION_WRITE_BASELINE] = { "write-baseline", 0, "FILE",
	    "write the failures of this run as a baseline" },
	[OPTION_JOBS] = { "jobs", 'J', "N",
	    "cases at a time, at most (32; with --simulate 1), as far as\n"
	    "the pools allow; what others rest on runs behind them, on\n"
	    "agents that were used (docs/ci.md)" },
	[OPTION_REPEAT] = { "repeat", 0, "N",
	    "run each selected case N times, to catch one that fails\n"
	    "only sometimes; reports name them one-invitee#1, #2, ..." },
	[OPTION_MAX_FAILURES] = { "max-failures", 0, "N",
	    "start no further case once N have failed" },
	[OPTION_TIME_LIMIT] = { "time-limit", 0, "TIME",
	    "end the run after that time, such as 10min, with\n"
	    "complete reports" },
	[OPTION_WAIT] = { "wait", 0, "TIME",
	    "wait up to TIME for the server to answer" },
	[OPTION_TIMER] = { "timer", 0, "NAME=TIME",
	    "another value for a timer of the target,\n"
	    "such as invitation-timeout=2s",
	    .repeats = true },
	[OPTION_READING] = { "reading", 0, "NAME=CHOICE",
	    "another reading of the document, such as R4=require",
	    .repeats = true },
	[OPTION_FAULT] = { "fault", 'f', "TEXT",
	    "make the embedded mock misbehave, to see it caught;\n"
	    "'ixconform mock --help' lists the faults",
	    .repeats = true },
	[OPTION_VARIANT] = { "variant", 0, "NAMES",
	    "make the embedded mock another server that conforms;\n"
	    "'ixconform mock --help' lists the variants",
	    .repeats = true },
	[OPTION_SIMULATE] = { "simulate", 's', NULL,
	    "runner and mock in one process, without sockets, on a\n"
	    "virtual clock: waits cost nothing" },
	[OPTION_SEED] = { "seed", 0, "N",
	    "of the simulation's random latencies (1); a seed\n"
	    "replays exactly" },
	[OPTION_SCHEDULES] = { "schedules", 'n', "N",
	    "try N seeds from --seed on, and report the first one\n"
	    "that does not pass (1)" },
	[OPTION_LATENCY] = { "latency", 0, "[PARTY=]TIME",
	    "fix the simulated latency of every connection, or of\n"
	    "one party's, such as agent2=25ms",
	    .repeats = true },
	[OPTION_QUIET] = { "quiet", 'q', NULL,
	    "print only what did not pass, and the summary" },
	[OPTION_VERBOSE] = { "verbose", 'v', NULL,
	    "print every message of every case" },
	[OPTION_LADDER] = { "ladder", 0, NULL,
	    "draw what happened in each case that did not pass, and\n"
	    "what was required; with --quiet only those that failed,\n"
	    "with --verbose all, and what they rest on too" },
	[OPTION_TRACE] = { "trace", 0, "FILE",
	    "write all that goes over the wire as it happens: each\n"
	    "line, each HTTP request, each change of state" },
	[OPTION_STEP] = { "step", 0, NULL,
	    "halt before each message that is sent and behind each\n"
	    "that comes, and go on at a key; for one case" },
	[OPTION_COLOUR] = { "colour", 0, "WHEN", "auto, always or never" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/, schema/, targets/ are" },
	{ 0 },
};

static bool
take_option(struct run_options *o, int option)
{
	const char *name = run_option_table[option].name;
	if (report_set_know(name))
		return report_set_take(&o->reports, o->command, name);
	switch (option) {
	case OPTION_TARGET:
		o->target_file = optarg;
		return true;
	case OPTION_BASELINE:
		o->baseline.file = optarg;
		return true;
	case OPTION_WRITE_BASELINE:
		o->baseline.new_file = optarg;
		return true;
	case OPTION_GITHUB:
		o->reports.is_annotated = true;
		return true;
	case OPTION_EXCLUDE:
		vec_push(&o->wish.excluded, optarg);
		return true;
	case OPTION_FAILED:
		o->failed_file = optarg;
		return true;
	case OPTION_REPEAT:
		return options_number(o->command, "repeat", optarg, 1,
		    REPETITIONS_MAX, &o->wish.repetitions);
	case OPTION_MAX_FAILURES:
		return options_number(o->command, "max-failures", optarg, 1,
		    UINT32_MAX, &o->max_failures);
	case OPTION_TIME_LIMIT:
		return options_time(
		    o->command, "time-limit", optarg, &o->time_limit_ns);
	case OPTION_WAIT:
		return options_time(o->command, "wait", optarg, &o->wait_ns);
	case OPTION_JOBS:
		return options_number(
		    o->command, "jobs", optarg, 1, MAX_JOBS, &o->jobs);
	case OPTION_TIMER:
		vec_push(&o->overrides.timers, optarg);
		return true;
	case OPTION_READING:
		vec_push(&o->overrides.readings, optarg);
		return true;
	case OPTION_FAULT:
		vec_push(&o->faults.texts, optarg);
		return true;
	case OPTION_VARIANT:
		vec_push(&o->faults.variant_texts, optarg);
		return true;
	case OPTION_SIMULATE:
		o->is_simulated = true;
		return true;
	case OPTION_LATENCY:
		o->simulation_option = "latency";
		vec_push(&o->latencies.texts, optarg);
		return true;
	case OPTION_SEED:
		o->simulation_option = "seed";
		return options_number(
		    o->command, "seed", optarg, 0, UINT32_MAX, &o->seed);
	case OPTION_SCHEDULES:
		o->simulation_option = "schedules";
		return options_number(o->command, "schedules", optarg, 1,
		    MAX_SCHEDULES, &o->schedules);
	case OPTION_TRACE:
		o->trace.path = optarg;
		return true;
	case OPTION_STEP:
		o->reports.is_stepped = true;
		return true;
	case OPTION_DATA:
		o->data_option = optarg;
		return true;
	}
	return false;
}

/* What makes a difference to a case belongs to a command that runs it again. */
static void
note_option(struct run_options *o, int option)
{
	static const bool is_left_out[] = { [OPTION_GITHUB] = true,
		[OPTION_EXCLUDE] = true,
		[OPTION_FAILED] = true,
		[OPTION_REPEAT] = true,
		[OPTION_MAX_FAILURES] = true,
		[OPTION_TIME_LIMIT] = true,
		[OPTION_WAIT] = true,
		[OPTION_WRITE_BASELINE] = true,
		[OPTION_JOBS] = true,
		[OPTION_SEED] = true, /* told when it is chosen */
		[OPTION_SCHEDULES] = true,
		[OPTION_TRACE] = true,
		[OPTION_STEP] = true,
		[OPTION_DATA] = false };
	if (is_left_out[option] ||
	    report_set_know(run_option_table[option].name))
		return;
	buf_printf(&o->again, " --%s", run_option_table[option].name);
	if (!run_option_table[option].argument)
		return;
	buf_add_char(&o->again, ' ');
	options_quote(&o->again, optarg);
}

/* Options that exclude each other. */
static bool
check_combinations(const struct run_options *o)
{
	const char *wrong = NULL;
	if (o->simulation_option && !o->is_simulated)
		options_complain(o->command, "--%s requires --simulate",
		    wrong = o->simulation_option);
	else if (o->wait_ns && o->is_simulated)
		options_complain(o->command,
		    "--%s is for a server, not for --simulate", wrong = "wait");
	else if (o->trace.path && o->is_simulated)
		options_complain(o->command,
		    "--%s cannot be combined with --simulate, in which "
		    "nothing goes over a wire; --ndjson records it",
		    wrong = "trace");
	else if (o->reports.is_stepped && o->schedules > 1)
		options_complain(o->command,
		    "--%s cannot be combined with --schedules %u",
		    wrong = "step", o->schedules);
	else if (o->reports.is_stepped && o->wish.repetitions > 1)
		options_complain(o->command,
		    "--%s cannot be combined with --repeat %u", wrong = "step",
		    o->wish.repetitions);
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

int
run_options_read(
    struct run_options *o, const struct command *command, int argc, char **argv)
{
	bool good = true;
	int option;
	uint64_t seen = 0;
	o->command = command;
	o->seed = o->schedules = 1;
	o->reports.console_options.out = stdout;
	o->reports.console_options.volume = CONSOLE_NORMAL;
	buf_init(&o->again, COMMAND_MAX_BYTES);
	buf_add_text(&o->again, "ixconform run");
	while (
	    (option = options_next(command, &seen, argc, argv)) != OPTION_END) {
		if (option == OPTION_HELP)
			return OPTION_HELP;
		good &= option != OPTION_WRONG && take_option(o, option);
		if (option != OPTION_WRONG)
			note_option(o, option);
	}
	heed_github(o);
	if (!o->jobs)
		o->jobs =
		    o->is_simulated ? DEFAULT_SIMULATED_JOBS : DEFAULT_JOBS;
	return good && check_combinations(o) ? OPTION_END : OPTION_WRONG;
}

void
run_options_free(struct run_options *o)
{
	vec_free(&o->wish.excluded);
	vec_free(&o->overrides.timers);
	vec_free(&o->overrides.readings);
	faults_free(&o->faults);
	latencies_free(&o->latencies);
	buf_free(&o->again);
	free(o->summary);
	if (o->summary_fd)
		close(o->summary_fd);
}
