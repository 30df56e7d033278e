/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform run: from options to an exit status.
 */
#include "config.h"
#include "core/clock.h"
#include "reports/tally.h"
#include "runner/cli/adjust.h"
#include "runner/cli/commands.h"
#include "runner/cli/connection.h"
#include "runner/cli/embedded.h"
#include "runner/cli/illustrator.h"
#include "runner/cli/inputs.h"
#include "runner/cli/known.h"
#include "runner/cli/outlets.h"
#include "runner/cli/secret.h"
#include "runner/cli/selection.h"
#include "runner/cli/signals.h"
#include "runner/cli/simulate.h"
#include "runner/cli/stepper.h"
#include "runner/cli/surroundings.h"
#include "runner/cli/terminal.h"
#include "runner/exec/loop.h"
#include "runner/load/lint.h"
#include "runner/load/target_check.h"
#include "runner/load/target_file.h"

#include <getopt.h>
#include <string.h>
#include <unistd.h>

/*
 * Enough to overlap every wait of the suites.  More would make each case take
 * longer, and an invitation that is open must not time out on a busy machine.
 */
#define DEFAULT_JOBS 16
/* Where waiting costs nothing, nothing is gained by doing it side by side. */
#define DEFAULT_SIMULATED_JOBS 1
#define MAX_JOBS 10000
#define MAX_SCHEDULES 10000000
/* As much as a shell takes. */
#define COMMAND_MAX_BYTES ((size_t)128 << 10)

enum {
	OPTION_TARGET,
	OPTION_JUNIT,
	OPTION_TAP,
	OPTION_HTML,
	OPTION_NDJSON,
	OPTION_BASELINE,
	OPTION_WRITE_BASELINE,
	OPTION_JOBS,
	OPTION_TIMER,
	OPTION_READING,
	OPTION_FAULT,
	OPTION_SIMULATE,
	OPTION_SEED,
	OPTION_SCHEDULES,
	OPTION_LATENCY,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_LADDER,
	OPTION_STEP,
	OPTION_COLOUR,
	OPTION_DATA,
};

static const struct option_spec options[] = {
	[OPTION_TARGET] = { "target", 't', "FILE",
	    "the server to test (see targets/example-server.xml);\n"
	    "without it the mock server is started and tested" },
	[OPTION_JUNIT] = { "junit", 'j', "FILE",
	    "write JUnit XML, '-' for standard output" },
	[OPTION_TAP] = { "tap", 0, "FILE",
	    "write TAP version 14, '-' for standard output" },
	[OPTION_HTML] = { "html", 0, "FILE",
	    "write a page for a browser, '-' for standard output" },
	[OPTION_NDJSON] = { "ndjson", 0, "FILE",
	    "record the run as it happens, '-' for standard output;\n"
	    "'report' and 'check' read it" },
	[OPTION_BASELINE] = { "baseline", 'b', "FILE",
	    "failures that are known, and expected (XML, see\n"
	    "docs/baseline.md); what passes or fails otherwise fails" },
	[OPTION_WRITE_BASELINE] = { "write-baseline", 0, "FILE",
	    "write the failures of this run as a baseline" },
	[OPTION_JOBS] = { "jobs", 'J', "N",
	    "cases at a time, at most (16; with --simulate 1), as far as\n"
	    "the pools allow; what others rest on runs behind them, on\n"
	    "agents that were used (docs/ci.md)" },
	[OPTION_TIMER] = { "timer", 0, "NAME=TIME",
	    "another value for a timer of the target,\n"
	    "such as invitation-timeout=2s" },
	[OPTION_READING] = { "reading", 0, "NAME=CHOICE",
	    "another reading of the document, such as R4=require" },
	[OPTION_FAULT] = { "fault", 'f', "TEXT",
	    "make the embedded mock misbehave, to see it caught;\n"
	    "'ixconform mock --help' lists the faults" },
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
	    "one party's, such as agent2=25ms" },
	[OPTION_QUIET] = { "quiet", 'q', NULL,
	    "print only what did not pass, and the summary" },
	[OPTION_VERBOSE] = { "verbose", 'v', NULL,
	    "print every message of every case" },
	[OPTION_LADDER] = { "ladder", 0, NULL,
	    "draw each case that did not pass, as --verbose does:\n"
	    "what happened, and what was required; with it, all" },
	[OPTION_STEP] = { "step", 0, NULL,
	    "halt before each message that is sent and behind each\n"
	    "that comes, and go on at a key; for one case" },
	[OPTION_COLOUR] = { "colour", 0, "WHEN", "auto, always or never" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/, schema/, targets/ are" },
	{ 0 },
};

/* Everything that a run needs, in the order in which it comes about. */
struct run {
	const struct command *command;
	const char *target_file, *data_option;
	unsigned jobs; /* 0: the default */
	bool is_simulated;
	const char *simulation_option; /* one that only --simulate has */
	unsigned seed, schedules;
	struct adjustments adjustments;
	struct faults faults;
	struct latencies latencies;
	struct outlets outlets;
	struct known known;
	struct illustrator *illustrator;
	struct stepper *step; /* NULL: nobody steps through the run */
	struct diag diag;
	char *data;
	struct target *target;
	struct suites suites;
	struct selection selection;
	struct embedded embedded;
	struct campaign *campaign;
	char *secret;
	char *run_id;
	char host_name[256];
	int64_t wall_start_s;
	VEC(const char *) words; /* the command line */
	struct inputs inputs;
	struct buf replay, again; /* commands for who looks into a case */
	struct campaign_setup setup;
};

static bool
take_option(struct run *r, int option)
{
	switch (option) {
	case OPTION_TARGET:
		r->target_file = optarg;
		return true;
	case OPTION_JUNIT:
	case OPTION_TAP:
	case OPTION_HTML:
	case OPTION_NDJSON:
	case OPTION_QUIET:
	case OPTION_VERBOSE:
	case OPTION_LADDER:
	case OPTION_COLOUR:
		return outlets_take(
		    &r->outlets, r->command, options[option].name);
	case OPTION_BASELINE:
		r->known.file = optarg;
		return true;
	case OPTION_WRITE_BASELINE:
		r->known.new_file = optarg;
		return true;
	case OPTION_JOBS:
		return options_number(
		    r->command, "jobs", optarg, 1, MAX_JOBS, &r->jobs);
	case OPTION_TIMER:
		vec_push(&r->adjustments.timers, optarg);
		return true;
	case OPTION_READING:
		vec_push(&r->adjustments.readings, optarg);
		return true;
	case OPTION_FAULT:
		vec_push(&r->faults.texts, optarg);
		return true;
	case OPTION_SIMULATE:
		r->is_simulated = true;
		return true;
	case OPTION_LATENCY:
		r->simulation_option = "latency";
		vec_push(&r->latencies.texts, optarg);
		return true;
	case OPTION_SEED:
		r->simulation_option = "seed";
		return options_number(
		    r->command, "seed", optarg, 0, UINT32_MAX, &r->seed);
	case OPTION_SCHEDULES:
		r->simulation_option = "schedules";
		return options_number(r->command, "schedules", optarg, 1,
		    MAX_SCHEDULES, &r->schedules);
	case OPTION_STEP:
		r->outlets.is_stepped = true;
		return true;
	case OPTION_DATA:
		r->data_option = optarg;
		return true;
	}
	return false;
}

/* What makes a difference to a case belongs to a command that runs it again. */
static void
note_option(struct run *r, int option)
{
	static const bool is_left_out[] = { [OPTION_JUNIT] = true,
		[OPTION_TAP] = true,
		[OPTION_HTML] = true,
		[OPTION_NDJSON] = true,
		[OPTION_BASELINE] = true,
		[OPTION_WRITE_BASELINE] = true,
		[OPTION_JOBS] = true,
		[OPTION_SEED] = true, /* told when it is chosen */
		[OPTION_SCHEDULES] = true,
		[OPTION_QUIET] = true,
		[OPTION_VERBOSE] = true,
		[OPTION_LADDER] = true,
		[OPTION_STEP] = true,
		[OPTION_COLOUR] = true,
		[OPTION_DATA] = false };
	if (is_left_out[option])
		return;
	buf_printf(&r->again, " --%s", options[option].name);
	if (!options[option].argument)
		return;
	buf_add_char(&r->again, ' ');
	options_quote(&r->again, optarg);
}

static void
prepare_commands(struct run *r)
{
	const char *recording = r->outlets.ndjson_file;
	r->outlets.console_options.again = &r->again;
	if (!recording || strcmp(recording, "-") == 0)
		return;
	buf_add_text(&r->replay, "ixconform check ");
	options_quote(&r->replay, recording);
	buf_add_text(&r->replay, " --case");
	r->outlets.console_options.replay = &r->replay;
}

/*
 * OPTION_END when all is well.  Behind a wrong option the others are read as
 * well: there may be more that are wrong, and a --junit to be served.
 */
static int
read_options(struct run *r, int argc, char **argv)
{
	bool good = true;
	int option;
	while ((option = options_next(r->command, argc, argv)) != OPTION_END) {
		if (option == OPTION_HELP)
			return OPTION_HELP;
		good &= option != OPTION_WRONG && take_option(r, option);
		if (option != OPTION_WRONG)
			note_option(r, option);
	}
	if (good && r->simulation_option && !r->is_simulated) {
		options_complain(
		    r->command, "--%s is for --simulate", r->simulation_option);
		good = false;
	}
	if (good && r->outlets.is_stepped && r->schedules > 1) {
		options_complain(r->command, "--step is for one schedule");
		good = false;
	}
	if (good && r->known.file && r->schedules > 1) {
		options_complain(r->command,
		    "--baseline is for one schedule, not for --schedules %u",
		    r->schedules);
		good = false;
	}
	return good ? OPTION_END : OPTION_WRONG;
}

static bool
load_all(struct run *r, char *const *words, unsigned count)
{
	char *path = NULL;
	r->data = find_data_folder(r->data_option, &r->diag);
	if (!r->data)
		return false;
	if (!r->target_file)
		path = data_path(r->data, "targets", "embedded.xml");
	r->target =
	    target_load(r->target_file ? r->target_file : path, &r->diag);
	free(path);
	if (r->target) {
		target_check_files(r->target, &r->diag);
		adjust_target(r->target, &r->adjustments, &r->diag);
	}
	if (!suites_load(r->data, r->target, &r->suites, &r->diag) ||
	    !r->target || r->diag.error_count)
		return false;
	for (size_t i = 0; i < r->suites.items.count; i++) {
		lint_suite_errors(r->suites.items.items[i], &r->diag);
		target_check(r->target, r->suites.items.items[i], &r->diag);
	}
	return r->diag.error_count == 0 &&
	    known_load(&r->known, r->data, &r->suites, &r->diag) &&
	    selection_make(
		&r->suites, true, words, count, &r->selection, &r->diag) &&
	    (!r->outlets.is_stepped ||
		stepper_is_possible(&r->selection, &r->diag));
}

/* Faults, and simulation, are for the mock only. */
static bool
check_target_kind(struct run *r)
{
	if (r->target->embedded ||
	    (r->faults.texts.count == 0 && !r->is_simulated))
		return true;
	diag_error(&r->diag, NULL,
	    "--%s is for the mock; the target '%s' is a server at %s",
	    r->is_simulated ? "simulate" : "fault", r->target->name,
	    r->target->url);
	diag_note(&r->diag,
	    r->is_simulated
		? "leave out --target, or name one with embedded=\"yes\""
		: "start the server with 'ixconform mock --fault ...' instead");
	return false;
}

/* A simulation is the same every time, so nothing in it may be of today. */
static void
identify(struct run *r)
{
	find_host_name(r->host_name, sizeof(r->host_name));
	if (r->is_simulated) {
		r->run_id = mem_strdup("simulated");
		return;
	}
	r->wall_start_s = clock_wall_s();
	r->run_id = mem_printf(
	    "%llx-%x", (long long)r->wall_start_s, (unsigned)getpid());
}

static unsigned
jobs(const struct run *r)
{
	if (r->jobs)
		return r->jobs;
	return r->is_simulated ? DEFAULT_SIMULATED_JOBS : DEFAULT_JOBS;
}

static void
plan(struct run *r)
{
	identify(r);
	if (!r->outlets.is_stepped)
		selection_add_assumptions(&r->selection);
	if (r->outlets.ndjson || r->outlets.html) {
		inputs_collect(&r->inputs, &r->suites, r->target);
		inputs_add_program(&r->inputs);
	}
	if (r->outlets.is_stepped) {
		r->step = stepper_new(&r->outlets.console_options);
		vec_push(&r->outlets.sinks, stepper_sink(r->step));
	}
	unsigned sink_count = (unsigned)r->outlets.sinks.count;
	struct sink *const *sinks =
	    known_insert(&r->known, r->outlets.sinks.items, &sink_count);
	r->illustrator = illustrator_new(
	    r->target, r->selection.cases.items, sinks, sink_count);
	r->setup = (struct campaign_setup){ .target = r->target,
		.cases = r->selection.cases.items,
		.case_count = (unsigned)r->selection.cases.count,
		.jobs = jobs(r),
		.run_id = r->run_id,
		.program_version = PACKAGE_VERSION,
		.program_sha256 = r->inputs.program,
		.host_name = r->host_name,
		.wall_start_s = r->wall_start_s,
		.files = r->inputs.files.items,
		.file_count = (unsigned)r->inputs.files.count,
		.options = r->words.items,
		.option_count = (unsigned)r->words.count,
		.again = buf_text(&r->again),
		.rows = r->inputs.rows.items,
		.row_count = (unsigned)r->inputs.rows.count,
		.sinks = illustrator_sinks(r->illustrator),
		.sink_count = 1,
		.observer = r->step ? stepper_observer(r->step) : NULL };
}

static const char *
server_url(const struct run *r)
{
	return r->target->embedded ? mock_http_url(r->embedded.http)
				   : r->target->url;
}

/* NULL when the server cannot be reached. */
static const struct run_summary *
drive_live(struct run *r)
{
	const struct target *t = r->target;
	struct channel_config config =
	    connection_config(t, server_url(r), r->secret, signal_fd());
	struct loop *loop = loop_connect(&config, &r->diag);
	if (!loop)
		return NULL;
	if (r->step)
		stepper_set_loop(r->step, loop);
	const struct run_summary *summary =
	    loop_run(loop, r->campaign, config.url, signal_fd());
	loop_free(loop);
	if (t->embedded)
		embedded_report_faults(&r->embedded, &r->faults, &r->diag);
	return summary;
}

static const struct run_summary *
drive_simulated(struct run *r, enum exit_status *ret_status)
{
	if (!latencies_parse(&r->latencies, &r->setup, &r->diag))
		return NULL;
	struct simulate_setup setup = { .campaign = &r->setup,
		.faults = &r->faults,
		.latencies = &r->latencies,
		.searched = r->selection.named,
		.seed = r->seed,
		.schedules = r->schedules,
		.again = &r->again,
		.stop_fd = signal_fd() };
	struct simulated result = simulate(&setup, &r->diag);
	r->campaign = result.campaign;
	if (!result.summary)
		return NULL;
	*ret_status = run_exit_status(known_summary(&r->known, result.summary));
	if (result.was_interrupted && *ret_status == EXIT_CONFORMS)
		*ret_status = EXIT_UNDECIDED;
	return result.summary;
}

/* *ret_status is only written when the files and options were good. */
static const struct run_summary *
drive(struct run *r, enum exit_status *ret_status)
{
	const struct run_summary *summary;
	watch_signals();
	if (r->is_simulated)
		return drive_simulated(r, ret_status);
	r->campaign = campaign_new(&r->setup, &r->diag);
	if (!r->campaign ||
	    (r->target->embedded &&
		!embedded_start(&r->embedded, r->target, &r->faults, &r->diag)))
		return NULL;
	summary = drive_live(r);
	*ret_status = run_exit_status(known_summary(&r->known, summary));
	return summary;
}

static void
release(struct run *r)
{
	embedded_stop(&r->embedded);
	illustrator_free(r->illustrator);
	stepper_free(r->step);
	known_release(&r->known);
	outlets_free(&r->outlets);
	campaign_free(r->campaign);
	selection_free(&r->selection);
	suites_free(&r->suites);
	target_free(r->target);
	vec_free(&r->adjustments.timers);
	vec_free(&r->adjustments.readings);
	faults_free(&r->faults);
	latencies_free(&r->latencies);
	vec_free(&r->words);
	inputs_free(&r->inputs);
	buf_free(&r->replay);
	buf_free(&r->again);
	free(r->secret);
	free(r->run_id);
	free(r->data);
	diag_free(&r->diag);
}

/* Everything behind the options. */
static enum exit_status
carry_out(struct run *r, char *const *words, unsigned count)
{
	enum exit_status status = EXIT_USAGE;
	const struct run_summary *summary = NULL;
	prepare_commands(r);
	/* A path that cannot be written to stops us before the run. */
	if (!outlets_spare(&r->outlets, "baseline", r->known.file, &r->diag) ||
	    !outlets_spare(
		&r->outlets, "write-baseline", r->known.new_file, &r->diag) ||
	    !outlets_open(&r->outlets, &r->diag) ||
	    !known_open(&r->known, &r->diag))
		return status;
	if (load_all(r, words, count) && check_target_kind(r) &&
	    outlets_spare_target(&r->outlets, r->target, &r->diag) &&
	    faults_parse_for_run(&r->faults, &r->diag) &&
	    (r->secret = find_secret(r->target, &r->diag)) &&
	    (r->is_simulated || connection_check(r->target, &r->diag))) {
		plan(r);
		summary = drive(r, &status);
	}
	if (!summary)
		outlets_note_problem(&r->outlets, &r->diag);
	bool written = outlets_close(&r->outlets, &r->diag);
	written = known_close(&r->known, &r->diag) && written;
	if (!written && status == EXIT_CONFORMS)
		status = EXIT_UNDECIDED;
	return status;
}

/* A wrong option never runs half a job, but a report is owed. */
static enum exit_status
refuse(struct run *r)
{
	r->outlets.ndjson_file = NULL; /* an older one is worth more */
	if ((r->outlets.junit_file || r->outlets.tap_file ||
		r->outlets.html_file) &&
	    outlets_open(&r->outlets, &r->diag)) {
		outlets_set_problem(&r->outlets,
		    "the command line is wrong; standard error says how",
		    clock_wall_s());
		outlets_close(&r->outlets, &r->diag);
	}
	return EXIT_USAGE;
}

static int
run_run(const struct command *self, int argc, char **argv)
{
	struct run r = { .command = self,
		.seed = 1,
		.schedules = 1,
		.outlets.console_options = {
		    .out = stdout, .volume = CONSOLE_NORMAL } };
	for (int i = 1; i < argc; i++)
		vec_push(&r.words, argv[i]);
	buf_init(&r.replay, COMMAND_MAX_BYTES);
	buf_init(&r.again, COMMAND_MAX_BYTES);
	buf_add_text(&r.again, "ixconform run");
	int end = read_options(&r, argc, argv);
	enum exit_status status = EXIT_CONFORMS;
	diag_init(&r.diag);
	if (end == OPTION_WRONG)
		status = refuse(&r);
	else if (end == OPTION_END)
		status =
		    carry_out(&r, argv + optind, (unsigned)(argc - optind));
	print_diagnostics_as(&r.diag, r.outlets.colour);
	release(&r);
	return status;
}

const struct command run_command = {
	.name = "run",
	.summary = "run cases against a server, or against the mock",
	.usage = "run [OPTION...] [SUITE[/PHASE[/CASE]]...]",
	.text =
	    "Runs the cases that the words name, all of them without words; "
	    "words may hold the\nwild cards * ? and [...].  Without "
	    "--target the mock Interaction Server is started\nin this "
	    "process and spoken to over HTTP.\n\nWhat the cases rest on "
	    "(setups, other phases) is judged as well: it is told when\nit "
	    "does not hold, and fails the run.\n\nExit status: 0 all as "
	    "expected, 1 a case failed, 2 wrong usage or input file,\n3 "
	    "could not judge.  Ctrl-C ends the run with complete reports.",
	.options = options,
	.examples =
	    "  ixconform run --junit out/junit.xml\n"
	    "  ixconform run --target my-server.xml conference\n"
	    "  ixconform run -v conference/invitation-rejected/agent-rejects\n"
	    "  ixconform run --fault 'drop EventRevoked at agent2'\n"
	    "  ixconform run --simulate --schedules 1000",
	.run = run_run,
};
