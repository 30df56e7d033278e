/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform run: from options to an exit status.
 */
#include "cli/commands.h"
#include "cli/option/connection.h"
#include "cli/option/provenance.h"
#include "cli/option/run_options.h"
#include "cli/option/secret.h"
#include "cli/option/terminal.h"
#include "cli/run/embedded.h"
#include "cli/run/signals.h"
#include "cli/run/simulate.h"
#include "cli/run/sketch_sink.h"
#include "cli/run/stepper.h"
#include "config.h"
#include "core/clock.h"
#include "lint/lint.h"
#include "lint/target_check.h"
#include "record/destination.h"
#include "record/ndjson.h"
#include "record/summary.h"
#include "reports/html/html.h"
#include "runner/exec/loop.h"
#include "shards/allotment.h"
#include "shards/share.h"

#include <string.h>
#include <unistd.h>

/* Everything that a run needs, in the order in which it comes about. */
struct run {
	struct run_options o;
	struct sketch_sink *sketch_sink;
	struct stepper *step; /* NULL: nobody steps through the run */
	struct diag diag;
	struct past_run *failed; /* or NULL */
	struct selection selection;
	struct share share; /* of a shard: what the selection was cut to */
	bool is_empty;      /* the selection, although nothing is wrong */
	struct embedded embedded;
	struct campaign *campaign;
	char *secret;
	char *run_id;
	char host_name[256];
	int64_t wall_start_s;
	VEC(const char *) words; /* the command line */
	struct provenance provenance;
	struct buf replay; /* command for who looks into a case */
	struct campaign_setup setup;
};

static void
prepare_commands(struct run *r)
{
	const char *recording =
	    report_set_file(&r->o.reports, &ndjson_report)->path;
	r->o.reports.console_options.again = &r->o.again;
	if (!recording || destination_is_standard(recording))
		return;
	buf_add_text(&r->replay, "ixconform check ");
	options_quote(&r->replay, recording);
	buf_add_text(&r->replay, " --case");
	r->o.reports.console_options.replay = &r->replay;
}

static bool
any_needed_attention(const struct past_run *p)
{
	for (unsigned i = 0; i < past_run_facts(p)->case_count; i++)
		if (verdict_needs_attention(past_run_case(p, i)->verdict))
			return true;
	return false;
}

/*
 * A selection that is empty although each word names something is nothing
 * wrong, but a run of nothing proves nothing.
 */
static bool
select_cases(struct run *r)
{
	const char *failed_file = r->o.failed_file;
	if (failed_file && !(r->failed = past_run_read(failed_file, &r->diag)))
		return false;
	r->o.wish.past = r->failed;
	if (!selection_make(
		&r->o.workspace.suites, &r->o.wish, &r->selection, &r->diag))
		return false;
	r->is_empty = r->selection.cases.count == 0;
	if (r->is_empty && failed_file)
		diag_error(&r->diag, NULL,
		    any_needed_attention(r->failed)
			? "no case is left to run: what needed attention in "
			  "'%s' is none of them"
			: "no case is left to run: none needed attention in "
			  "'%s'",
		    failed_file);
	else if (r->is_empty)
		diag_error(&r->diag, NULL, "no case is left to run");
	return !r->is_empty;
}

/* What lint calls an error is one here, of the suites that are run. */
static bool
is_sound(struct run *r)
{
	const struct suites *all = &r->o.workspace.suites;
	for (size_t i = 0; i < all->items.count; i++) {
		if (!selection_has(&r->selection, all->items.items[i]))
			continue;
		lint_suite_errors(all->items.items[i], &r->diag);
		target_check_timers(
		    r->o.workspace.target, all->items.items[i], &r->diag);
	}
	selection_check_target(
	    &r->selection, all, r->o.workspace.target, &r->diag);
	return r->diag.error_count == 0;
}

static struct shard_number
which_shard(const struct run *r)
{
	return (struct shard_number){ r->o.shard.number, r->o.shard.total };
}

/*
 * All of the run was found sound, so that all shards say the same of it; from
 * here on it is about one.
 */
static bool
cut_to_shard(struct run *r)
{
	struct past_run *past = NULL;
	if (!r->o.shard.total)
		return true;
	if (r->o.durations_file &&
	    !(past = past_run_read(r->o.durations_file, &r->diag)))
		return false;
	share_take(r->selection.cases.items, r->selection.named, which_shard(r),
	    past, &r->share);
	past_run_free(past);
	r->selection.cases.count = 0;
	for (size_t i = 0; i < r->share.cases.count; i++)
		vec_push(&r->selection.cases, r->share.cases.items[i]);
	r->selection.named = r->share.named;
	return true;
}

static bool
load_all(struct run *r)
{
	struct workspace *w = &r->o.workspace;
	bool good = workspace_load(w, &r->diag);
	if (w->target) {
		allotment_make(w->target, which_shard(r),
		    w->target->embedded || r->o.has_own_server);
		/* What else is wrong is told in each report. */
		good &=
		    report_set_spare_target(&r->o.reports, w->target, &r->diag);
		target_check_files(w->target, true, &r->diag);
	}
	return good && r->diag.error_count == 0 && select_cases(r) &&
	    is_sound(r) && cut_to_shard(r) &&
	    baseline_options_load(&r->o.baseline, w, &r->diag) &&
	    (!r->o.reports.is_stepped ||
		stepper_is_possible(&r->selection, &r->diag));
}

/* Faults, and simulation, are for the mock only. */
static bool
check_target_kind(struct run *r)
{
	const char *option =
	    r->o.is_simulated ? "simulate" : faults_option(&r->o.faults);
	if (r->o.workspace.target->embedded || !option)
		return true;
	diag_error(&r->diag, NULL,
	    "--%s is for the mock; the target '%s' is a server at %s", option,
	    r->o.workspace.target->name, r->o.workspace.target->url);
	if (r->o.is_simulated)
		diag_note(&r->diag,
		    "leave out --target, or name one with embedded=\"yes\"");
	else
		diag_note(&r->diag,
		    "start the server with 'ixconform mock --%s ...' instead",
		    option);
	return false;
}

/* A simulation is the same every time, so nothing in it may be of today. */
static void
identify(struct run *r)
{
	unsigned shard = r->o.shard.number;
	if (gethostname(r->host_name, sizeof(r->host_name) - 1) != 0 ||
	    !r->host_name[0])
		snprintf(r->host_name, sizeof(r->host_name), "localhost");
	if (r->o.is_simulated) {
		r->run_id = mem_strdup("simulated");
		return;
	}
	r->wall_start_s = clock_wall_s();
	r->run_id = mem_printf(
	    "%llx-%x", (long long)r->wall_start_s, (unsigned)getpid());
	if (!shard)
		return;
	/* In containers that start together all processes have one number. */
	char *id = mem_printf("%s-%u", r->run_id, shard);
	free(r->run_id);
	r->run_id = id;
}

static void
plan(struct run *r)
{
	identify(r);
	if (!r->o.reports.is_stepped && !r->o.shard.total)
		selection_add_assumptions(&r->selection);
	if (report_set_file(&r->o.reports, &ndjson_report)->report ||
	    report_set_file(&r->o.reports, &html_report)->report) {
		provenance_collect(&r->provenance, &r->o.workspace.suites,
		    r->o.workspace.target);
		provenance_add_program(&r->provenance);
	}
	if (r->o.reports.is_stepped) {
		r->step = stepper_new(&r->o.reports.console_options);
		vec_push(&r->o.reports.sinks, stepper_sink(r->step));
	}
	unsigned sink_count = (unsigned)r->o.reports.sinks.count;
	struct sink *const *sinks = baseline_options_insert(
	    &r->o.baseline, r->o.reports.sinks.items, &sink_count);
	r->sketch_sink = sketch_sink_new(
	    r->o.workspace.target, r->selection.cases.items, sinks, sink_count);
	r->setup = (struct campaign_setup){ .target = r->o.workspace.target,
		.cases = r->selection.cases.items,
		.case_count = (unsigned)r->selection.cases.count,
		.jobs = r->o.jobs,
		.max_failures = r->o.max_failures,
		.run_id = r->run_id,
		.facts.program_version = PACKAGE_VERSION,
		.facts.program_sha256 = r->provenance.program,
		.facts.host_name = r->host_name,
		.facts.wall_start_s = r->wall_start_s,
		.facts.files = r->provenance.files.items,
		.facts.file_count = (unsigned)r->provenance.files.count,
		.facts.options = r->words.items,
		.facts.option_count = (unsigned)r->words.count,
		.facts.again = buf_text(&r->o.again),
		.facts.rows = r->provenance.rows.items,
		.facts.row_count = (unsigned)r->provenance.rows.count,
		.facts.shard = r->share.facts,
		.sinks = sketch_sink_list(r->sketch_sink),
		.sink_count = 1,
		.trace = r->o.trace.trace,
		.observer = r->step ? stepper_observer(r->step) : NULL };
}

static const char *
server_url(const struct run *r)
{
	return r->o.workspace.target->embedded ? mock_http_url(r->embedded.http)
					       : r->o.workspace.target->url;
}

/* NULL when the server cannot be reached. */
static const struct run_summary *
drive_live(struct run *r)
{
	const struct target *t = r->o.workspace.target;
	struct channel_config config =
	    connection_config(t, server_url(r), r->secret, signal_fd());
	config.trace = r->o.trace.trace;
	struct loop *loop =
	    connect_within(&config, r->o.wait_ns, signal_fd(), &r->diag);
	if (!loop)
		return NULL;
	loop_name_stop(loop, stop_reason);
	if (r->step)
		stepper_set_loop(r->step, loop);
	const struct run_summary *summary =
	    loop_run(loop, r->campaign, config.url, signal_fd());
	loop_free(loop);
	if (t->embedded)
		embedded_report_faults(&r->embedded, &r->o.faults, &r->diag);
	return summary;
}

/* A run of no case proves nothing, but a shard may have none. */
static enum exit_status
status_of(const struct run *r, const struct run_summary *summary)
{
	const struct run_summary *s =
	    baseline_options_summary(&r->o.baseline, summary);
	enum exit_status status = run_exit_status(s);
	bool is_idle = s && r->o.shard.total && summary_is_idle(s);
	return status == EXIT_UNDECIDED && is_idle ? EXIT_CONFORMS : status;
}

static const struct run_summary *
drive_simulated(struct run *r, enum exit_status *ret_status)
{
	if (!latencies_parse(&r->o.latencies, &r->setup, &r->diag))
		return NULL;
	struct simulate_setup setup = { .campaign = &r->setup,
		.faults = &r->o.faults,
		.latencies = &r->o.latencies,
		.searched = r->selection.named,
		.seed = r->o.seed,
		.schedules = r->o.schedules,
		.again = &r->o.again,
		.stop_fd = signal_fd(),
		.stop_reason = stop_reason };
	struct simulated result = simulate(&setup, &r->diag);
	r->campaign = result.campaign;
	if (!result.summary)
		return NULL;
	*ret_status = status_of(r, result.summary);
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
	if (r->o.time_limit_ns)
		stop_after(r->o.time_limit_ns);
	if (r->o.is_simulated)
		return drive_simulated(r, ret_status);
	r->campaign = campaign_new(&r->setup, &r->diag);
	if (!r->campaign ||
	    (r->o.workspace.target->embedded &&
		!embedded_start(&r->embedded, r->o.workspace.target,
		    &r->o.faults, &r->diag)))
		return NULL;
	summary = drive_live(r);
	*ret_status = status_of(r, summary);
	return summary;
}

static void
release(struct run *r)
{
	embedded_stop(&r->embedded);
	sketch_sink_free(r->sketch_sink);
	stepper_free(r->step);
	baseline_options_release(&r->o.baseline);
	report_set_free(&r->o.reports);
	campaign_free(r->campaign);
	selection_free(&r->selection);
	share_free(&r->share);
	past_run_free(r->failed);
	run_options_free(&r->o);
	vec_free(&r->words);
	provenance_free(&r->provenance);
	buf_free(&r->replay);
	free(r->secret);
	free(r->run_id);
	diag_free(&r->diag);
}

/* All that can be opened are, since each is to say why there is no run. */
static bool
open_outputs(struct run *r)
{
	struct report_set *o = &r->o.reports;
	const struct baseline_options *baseline = &r->o.baseline;
	bool good = report_set_spare(
	    o, "--target", r->o.workspace.target_file, &r->diag);
	good &= report_set_spare(o, "--baseline", baseline->file, &r->diag);
	good &= report_set_spare(
	    o, "--write-baseline", baseline->new_file, &r->diag);
	good &=
	    report_set_spare(o, "--shard-by", r->o.durations_file, &r->diag);
	good &= report_set_spare(o, "--failed", r->o.failed_file, &r->diag);
	good &= report_set_spare(o, "--trace", r->o.trace.path, &r->diag);
	o->is_stdout_taken =
	    r->o.trace.path && destination_is_standard(r->o.trace.path);
	return report_set_open(o, &r->diag) && good;
}

/* Everything behind the options. */
static enum exit_status
carry_out(struct run *r)
{
	enum exit_status status = EXIT_USAGE;
	const struct run_summary *summary = NULL;
	prepare_commands(r);
	/* A path that cannot be written to stops us before the run. */
	if (open_outputs(r) && trace_file_open(&r->o.trace, &r->diag) &&
	    baseline_options_open(&r->o.baseline, &r->diag) && load_all(r) &&
	    check_target_kind(r) &&
	    faults_parse_for_run(&r->o.faults, &r->diag) &&
	    (r->secret = find_secret(r->o.workspace.target, &r->diag)) &&
	    (r->o.is_simulated ||
		connection_check(r->o.workspace.target, r->secret, &r->diag))) {
		plan(r);
		summary = drive(r, &status);
	}
	if (!summary)
		report_set_explain_error(&r->o.reports, &r->diag);
	bool written = report_set_close(&r->o.reports, &r->diag);
	written = baseline_options_close(&r->o.baseline, &r->diag) && written;
	written = trace_file_close(&r->o.trace, &r->diag) && written;
	if (r->is_empty)
		status = EXIT_UNDECIDED;
	/* A failed case, and a wrong input, outrank it. */
	if (!written && (status == EXIT_CONFORMS || status == EXIT_UNDECIDED))
		status = EXIT_UNWRITTEN;
	return status;
}

/* A wrong option never runs half a job, but a report is owed. */
static enum exit_status
refuse(struct run *r)
{
	open_outputs(r);
	report_set_explain(&r->o.reports,
	    "the command line is wrong; standard error says how",
	    clock_wall_s());
	report_set_close(&r->o.reports, &r->diag);
	return EXIT_USAGE;
}

static int
run_run(const struct command *self, int argc, char **argv)
{
	struct run r = { 0 };
	for (int i = 1; i < argc; i++)
		vec_push(&r.words, argv[i]);
	buf_init(&r.replay, COMMAND_MAX_BYTES);
	enum options_end end = run_options_read(&r.o, self, argc, argv);
	enum exit_status status = EXIT_CONFORMS;
	diag_init(&r.diag);
	if (end == OPTIONS_WRONG)
		status = refuse(&r);
	else if (end == OPTIONS_READ)
		status = carry_out(&r);
	print_diagnostics_as(&r.diag, (enum colour_choice)r.o.reports.colour);
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
	    "expected, 1 a case failed, 2 wrong usage, input file or "
	    "binding,\n3 could not judge, 4 a report could not be written.  "
	    "Ctrl-C ends the run\nwith complete reports.",
	.examples =
	    "  ixconform run --junit out/junit.xml\n"
	    "  ixconform run --target my-server.xml conference\n"
	    "  ixconform run -v conference/invitation-rejected/agent-rejects\n"
	    "  ixconform run --fault 'drop EventRevoked at agent2'\n"
	    "  ixconform run --simulate --schedules 1000",
	.run = run_run,
};
