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
#include "cli/papers/papers.h"
#include "cli/run/assignment.h"
#include "cli/run/live.h"
#include "cli/run/signals.h"
#include "cli/run/simulate.h"
#include "cli/run/sketch_sink.h"
#include "cli/run/stepper.h"
#include "core/clock.h"
#include "record/destination.h"
#include "record/summary.h"

/* Everything that a run needs, in the order in which it comes about. */
struct run {
	struct run_options o;
	struct diag diag;
	struct assignment assignment;
	struct papers papers;
	bool deviates; /* by its ICS alone */
	struct sketch_sink *sketch_sink;
	struct stepper *step; /* NULL: not stepping through the run */
	struct live live;
	struct campaign *campaign;
	struct secrets secrets;
	struct provenance provenance;
	struct campaign_setup setup;
};

static void
plan(struct run *r)
{
	const struct selection *whole =
	    r->o.shard.total ? &r->assignment.whole : &r->assignment.selection;
	provenance_begin(&r->provenance, r->o.is_simulated, r->o.shard.number);
	if (!r->o.reports.is_stepped && !r->o.shard.total)
		selection_add_assumptions(&r->assignment.selection);
	papers_select(&r->papers, &r->assignment.selection);
	if (report_set_names_files(&r->o.reports)) {
		provenance_collect(
		    &r->provenance, &whole->suites, r->o.workspace.target);
		provenance_embed_target(
		    &r->provenance, r->o.workspace.target, &r->secrets);
		provenance_add_program(&r->provenance);
		papers_note(&r->papers, &r->provenance);
	}
	provenance_note_terms(
	    &r->provenance, &whole->suites, whole, &r->o.faults);
	if (r->o.reports.is_stepped) {
		r->step = stepper_new(&r->o.reports.console_options);
		vec_push(&r->o.reports.sinks, stepper_sink(r->step));
	}
	unsigned sink_count = (unsigned)r->o.reports.sinks.count;
	struct sink *const *sinks = baseline_options_insert(
	    &r->o.baseline, r->o.reports.sinks.items, &sink_count);
	r->sketch_sink = sketch_sink_new(r->o.workspace.target,
	    r->assignment.selection.cases.items, sinks, sink_count);
	provenance_set_again(&r->provenance, buf_text(&r->o.again));
	r->setup = (struct campaign_setup){ .target = r->o.workspace.target,
		.cases = r->assignment.selection.cases.items,
		.case_count = (unsigned)r->assignment.selection.cases.count,
		.jobs = r->o.jobs,
		.max_failures = r->o.max_failures,
		.retries = r->o.retries,
		.run_id = r->provenance.run_id,
		.facts = provenance_facts(&r->provenance),
		.sinks = sketch_sink_list(r->sketch_sink),
		.sink_count = 1,
		.trace = r->o.trace.trace,
		.observer = r->step ? stepper_observer(r->step) : NULL };
	r->setup.facts.shard = r->assignment.share.facts;
	r->setup.facts.ics = r->papers.ics;
	r->setup.facts.waivers = r->papers.waivers;
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
		.searched = r->assignment.selection.named,
		.seed = r->o.seed,
		.schedules = r->o.schedules,
		.again = &r->o.again,
		.told_again = &r->provenance.again,
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
	watch_signals();
	r->live = (struct live){ .target = r->o.workspace.target,
		.faults = &r->o.faults,
		.secrets = &r->secrets,
		.wait_ns = r->o.wait_ns,
		.trace = r->o.trace.trace,
		.step = r->step,
		.diag = &r->diag };
	if (r->o.time_limit_ns)
		stop_after(r->o.time_limit_ns);
	if (r->o.is_simulated)
		return drive_simulated(r, ret_status);
	r->campaign = campaign_new(&r->setup, &r->diag);
	if (!r->campaign || !live_start(&r->live))
		return NULL;
	const struct run_summary *summary = live_play(&r->live, r->campaign);
	*ret_status =
	    r->live.has_broken_binding ? EXIT_USAGE : status_of(r, summary);
	return summary;
}

static void
release(struct run *r)
{
	sketch_sink_free(r->sketch_sink);
	stepper_free(r->step);
	baseline_options_release(&r->o.baseline);
	report_set_free(&r->o.reports);
	live_stop(&r->live);
	campaign_free(r->campaign);
	assignment_free(&r->assignment);
	papers_free(&r->papers);
	run_options_free(&r->o);
	provenance_free(&r->provenance);
	secrets_free(&r->secrets);
	diag_free(&r->diag);
}

/* All that can be opened are, since each has to say why there is no run. */
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
	good &= papers_spare(&r->papers, o, &r->diag);
	good &= report_set_spare(o, "--trace", r->o.trace.path, &r->diag);
	o->is_stdout_taken =
	    r->o.trace.path && destination_is_standard(r->o.trace.path);
	return report_set_open(o, &r->diag) && good;
}

/* False after reporting, or if the product does not even claim to conform. */
static bool
read_papers(struct run *r)
{
	struct papers *p = &r->papers;
	if (!papers_load_for(p, &r->o.workspace, &r->diag) ||
	    !papers_review(p, &r->o.workspace, &r->deviates, &r->diag))
		return false;
	if (p->waivers)
		waivers_warn_of_expired(p->waivers,
		    r->o.is_simulated ? 0 : clock_wall_s(), &r->diag);
	return true;
}

/* Everything after the options. */
static enum exit_status
carry_out(struct run *r)
{
	enum exit_status status = EXIT_USAGE;
	const struct run_summary *summary = NULL;
	r->o.reports.console_options.again = &r->o.again;
	report_set_name_recording(&r->o.reports, NULL);
	r->assignment = (struct assignment){ .o = &r->o, .diag = &r->diag };
	r->papers.ics_file = r->o.ics_file;
	r->papers.waivers_file = r->o.waivers_file;
	/* A path that cannot be written to stops us before the run. */
	if (open_outputs(r) && trace_file_open(&r->o.trace, &r->diag) &&
	    baseline_options_open(&r->o.baseline, &r->diag) &&
	    assignment_make(&r->assignment) && read_papers(r) &&
	    faults_parse_for_run(&r->o.faults, &r->diag) &&
	    secrets_find(&r->secrets, r->o.workspace.target, &r->diag) &&
	    (r->o.is_simulated ||
		connection_check(
		    r->o.workspace.target, &r->secrets, &r->diag))) {
		plan(r);
		summary = drive(r, &status);
	}
	if (!summary)
		report_set_explain_error(&r->o.reports, &r->diag);
	bool written = report_set_close(&r->o.reports, &r->diag);
	written = baseline_options_close(&r->o.baseline, &r->diag) && written;
	written = trace_file_close(&r->o.trace, &r->diag) && written;
	if (r->assignment.is_empty)
		status = EXIT_UNDECIDED;
	if (r->deviates)
		status = EXIT_DEVIATES;
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
	provenance_keep_line(&r.provenance, argc, argv);
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
	    "Runs the named cases, or all cases if none are named; names may "
	    "contain the wild cards * ? and [...].  Without --target the mock "
	    "Interaction Server is started in this process and reached over "
	    "HTTP.\n\nSetups and phases that the cases depend on are judged "
	    "as well: they are reported if they do not hold, and fail the "
	    "run.\n\nExit status: 0 everything as expected, 1 a case failed, "
	    "2 wrong usage, input file or binding,\n3 could not judge, 4 a "
	    "report could not be written.  Ctrl-C ends the run\nwith complete "
	    "reports.",
	.examples =
	    "  ixconform run --junit out/junit.xml\n"
	    "  ixconform run --target my-server.xml conference\n"
	    "  ixconform run -v conference/invitation-rejected/agent-rejects\n"
	    "  ixconform run --fault 'drop EventRevoked at agent2'\n"
	    "  ixconform run --simulate --schedules 1000",
	.run = run_run,
};
