/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform load: from options to an exit status.
 */
#include "cli/commands.h"
#include "cli/load/load_options.h"
#include "cli/load/load_outputs.h"
#include "cli/load/load_page.h"
#include "cli/load_recorder.h"
#include "cli/option/connection.h"
#include "cli/option/provenance.h"
#include "cli/option/secret.h"
#include "cli/option/terminal.h"
#include "cli/run/live.h"
#include "cli/run/signals.h"
#include "cli/run/sketch_sink.h"
#include "core/buf.h"
#include "core/clock.h"
#include "lint/target_check.h"
#include "loadtest/conductor.h"
#include "loadtest/examples.h"
#include "record/ndjson.h"
#include "release/release.h"
#include "reports/html/html.h"
#include "shards/allotment.h"
#include "sim/mock_target.h"
#include "sim/simulation.h"

#include <inttypes.h>
#include <poll.h>

/* No one looks at more recorded cases. */
#define EXAMPLES_MAX 100
/* A look for a signal costs about as much as some steps of a simulation. */
#define STEPS_PER_LOOK 64

/* Everything that a load needs, in the order in which it comes about. */
struct load {
	struct load_options o;
	struct diag diag;
	struct selection selection;
	unsigned *weights;
	struct secrets secrets;
	struct provenance provenance;
	struct mix mix;
	struct meter *meter;
	struct conductor conductor;
	struct examples *examples;
	struct account account;
	struct load_outputs outputs;
	struct load_recorder recorder;
	struct sink *sinks[2];
	struct campaign_setup setup;
	char plan[DIGEST_TEXT_SIZE]; /* of a shard */
	struct campaign *campaign;
	struct live live;
	bool has_ended; /* there is something to say of it */
	unsigned steps; /* of a simulation, to its next look */
};

/* --- what is loaded --- */

static bool
select_cases(struct load *l)
{
	if (!selection_make(
		&l->o.workspace.suites, &l->o.wish, &l->selection, &l->diag))
		return false;
	if (l->selection.cases.count == 0)
		diag_error(&l->diag, NULL, "no case is left to play");
	else
		l->weights = load_options_weigh(&l->o, &l->selection, &l->diag);
	return l->weights;
}

static struct shard_number
which_shard(const struct load *l)
{
	return (struct shard_number){ l->o.shard.number, l->o.shard.total };
}

static bool
load_all(struct load *l)
{
	struct workspace *w = &l->o.workspace;
	bool good = workspace_load(w, &l->diag);
	if (w->target) {
		if (l->o.shard.total)
			allotment_make(w->target, which_shard(l),
			    w->target->embedded || l->o.has_own_server);
		good &=
		    report_set_spare_target(&l->o.reports, w->target, &l->diag);
		target_check_files(w->target, true, &l->diag);
	}
	return good && l->diag.error_count == 0 && select_cases(l) &&
	    workspace_is_sound(w, &l->selection, &l->diag) &&
	    embedded_is_meant(
		w->target, l->o.is_simulated, &l->o.faults, &l->diag) &&
	    faults_parse_for_run(&l->o.faults, &l->diag) &&
	    secrets_find(&l->secrets, w->target, &l->diag) &&
	    (l->o.is_simulated ||
		connection_check(w->target, &l->secrets, &l->diag));
}

/* --- the campaign --- */

static void
take_second(void *context, const struct second *one)
{
	struct load *l = context;
	load_files_take(&l->o.files, one);
	load_outputs_take(
	    &l->outputs, &l->account, one, meter_running(l->meter));
	load_recorder_take(&l->recorder, &l->account, one);
}

static void
assemble(struct load *l)
{
	struct meter_listener listener = { l, take_second };
	unsigned count = (unsigned)l->selection.cases.count;
	/* Each shard draws other cases. */
	mix_init(&l->mix, l->weights, count,
	    l->o.seed + (l->o.shard.total ? l->o.shard.number - 1 : 0));
	l->meter = meter_new(&listener);
	conductor_init(&l->conductor, &l->o.schedule, &l->mix, l->meter);
	l->examples = examples_new(
	    l->selection.cases.items, count, l->o.examples, EXAMPLES_MAX);
	examples_set_shard(l->examples, l->o.shard.number, l->o.shard.total);
	load_recorder_start(&l->recorder,
	    report_set_file(&l->o.reports, &ndjson_report)->report, l->examples,
	    l->o.workspace.target);
	l->sinks[0] = meter_sink(l->meter);
	l->sinks[1] = examples_sink(l->examples);
	l->account = (struct account){ .schedule = &l->conductor.schedule,
		.figures = meter_figures(l->meter),
		.series = meter_series(l->meter),
		.explanations = examples_explanations(l->examples),
		.target = l->o.workspace.target->name,
		.seed = l->o.seed };
	for (size_t i = 0; i < l->o.thresholds.count; i++) {
		struct judgement j = { .threshold = l->o.thresholds.items[i] };
		vec_push(&l->account.judgements, j);
	}
}

/* Shards are of one load if what they were asked for is. */
static void
describe_shard(struct load *l)
{
	const struct schedule *s = &l->o.whole;
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	buf_printf(&text, "%.17g %u %" PRId64 " %" PRId64 " %u %" PRIu64 "\n",
	    s->rate, s->jobs, s->ramp_ns, s->duration_ns, l->o.cases,
	    (uint64_t)l->o.seed);
	for (size_t i = 0; i < l->selection.cases.count; i++) {
		const struct planned_case *p = &l->selection.cases.items[i];
		buf_printf(&text, "%u %s/%s/%s\n", l->weights[i],
		    p->suite->name, p->test->fixture->phase, p->test->name);
	}
	digest_print(l->plan, buf_text(&text), text.size);
	buf_free(&text);
	l->setup.facts.shard = (struct run_shard){ .number = l->o.shard.number,
		.total = l->o.shard.total,
		.plan_sha256 = l->plan,
		.division_sha256 = l->plan };
}

static void
describe(struct load *l)
{
	if (report_set_names_files(&l->o.reports)) {
		provenance_collect(&l->provenance, &l->selection.suites,
		    l->o.workspace.target);
		provenance_embed_target(
		    &l->provenance, l->o.workspace.target, &l->secrets);
		provenance_add_program(&l->provenance);
	}
	provenance_note_terms(
	    &l->provenance, &l->selection.suites, &l->selection, &l->o.faults);
	provenance_set_again(&l->provenance, buf_text(&l->o.again));
	l->setup = (struct campaign_setup){ .target = l->o.workspace.target,
		.cases = l->selection.cases.items,
		.case_count = (unsigned)l->selection.cases.count,
		.jobs = l->o.schedule.jobs,
		.run_id = l->provenance.run_id,
		.facts = provenance_facts(&l->provenance),
		.sinks = l->sinks,
		.sink_count = 2,
		.feed = &l->conductor.feed };
	if (l->o.shard.total)
		describe_shard(l);
}

/* As many jobs as were asked for, unless there cannot be so many. */
static bool
fit_jobs(struct load *l)
{
	unsigned possible = campaign_capacity(l->campaign);
	unsigned wanted = l->o.schedule.jobs;
	const struct target *t = l->o.workspace.target;
	if (wanted > possible && !l->o.fits) {
		diag_error(&l->diag, NULL,
		    "the pools of the target '%s' suffice for %u of these "
		    "cases at a time, not for %u; it has %zu agents, %zu "
		    "queues and %zu workbins",
		    t->name, possible, wanted, t->agents.count, t->queues.count,
		    t->workbins.count);
		diag_note(&l->diag,
		    "--fit continues with %u; larger pools in the target file "
		    "allow more",
		    possible);
		return false;
	}
	if (wanted == 0 || wanted > possible)
		wanted = possible;
	if (wanted == 0) {
		diag_error(&l->diag, NULL,
		    "the pools of the target '%s' do not suffice for each of "
		    "these cases",
		    t->name);
		return false;
	}
	l->conductor.schedule.jobs = wanted;
	campaign_set_jobs(l->campaign, wanted);
	return true;
}

/* --- playing it --- */

static const char *
why_stopped(void *context)
{
	struct load *l = context;
	struct pollfd p = { .fd = signal_fd(), .events = POLLIN };
	if (l->steps++ % STEPS_PER_LOOK || p.fd < 0 || poll(&p, 1, 0) <= 0)
		return NULL;
	return stop_reason();
}

static const struct run_summary *
drive_simulated(struct load *l)
{
	const struct faults *faults = &l->o.faults;
	struct mock_config config =
	    mock_config_for(l->o.workspace.target, this_release.version);
	config = faults_config(faults, &config);
	if (!latencies_parse(&l->o.latencies, &l->setup, &l->diag))
		return NULL;
	struct simulation_setup setup = { .config = &config,
		.why_enough = why_stopped,
		.context = l,
		.faults = faults->parsed.items,
		.fault_count = (unsigned)faults->parsed.count,
		.latencies = l->o.latencies.parsed.items,
		.latency_count = (unsigned)l->o.latencies.parsed.count };
	struct simulation *simulation = simulation_new(&setup);
	const struct run_summary *summary =
	    simulation_run(simulation, l->campaign, l->o.seed);
	for (unsigned i = 0; i < faults->parsed.count; i++)
		if (simulation_fault_uses(simulation, i) == 0)
			faults_report_unused(faults, i, &l->diag);
	simulation_free(simulation);
	return summary;
}

/* --- what is told of it --- */

/*
 * The recording has been written already.  The console has the account, and the
 * cases only if their messages are to be shown.
 */
static void
tell_reports(struct load *l, const struct run_summary *summary)
{
	struct report_set *s = &l->o.reports;
	struct report *page = report_set_file(s, &html_report)->report;
	VEC(struct sink *) sinks = { 0 };
	unsigned count;
	const struct planned_case *cases = examples_cases(l->examples, &count);
	for (size_t i = report_set_is_brief(s); i < s->sinks.count; i++)
		if (!l->recorder.report ||
		    s->sinks.items[i] != &l->recorder.report->sink)
			vec_push(&sinks, s->sinks.items[i]);
	struct sketch_sink *sketches = sketch_sink_new(
	    l->o.workspace.target, cases, sinks.items, (unsigned)sinks.count);
	if (page)
		load_page_fill(&l->account, page);
	examples_tell(l->examples, sketch_sink_list(sketches)[0], summary);
	sketch_sink_free(sketches);
	vec_free(&sinks);
}

/* Answer times count from when a case was planned, which may be our doing. */
static void
warn_of_pools(struct load *l)
{
	if (!l->account.figures->unstarted || l->o.schedule.jobs)
		return;
	diag_warning(&l->diag, NULL, "small-pool",
	    "cases had to wait for the pools of the target, which suffice for "
	    "%u at a time, and their answer times contain that",
	    l->conductor.schedule.jobs);
	diag_note(&l->diag,
	    "a lower rate, or larger pools in the target file, show what the "
	    "server itself takes");
}

static enum exit_status
conclude(struct load *l, const struct run_summary *summary)
{
	struct account *a = &l->account;
	l->has_ended = true;
	conductor_finish(&l->conductor, summary->duration_ns);
	meter_finish(l->meter, summary->duration_ns);
	a->is_interrupted = summary->interrupted;
	a->problem = summary->problem;
	a->has_broken_binding = summary->broken_bindings > 0;
	a->server = examples_server(l->examples);
	a->run = examples_run(l->examples);
	a->has_derived_tags = meter_has_derived_tags(l->meter);
	account_judge(a);
	load_outputs_clear(&l->outputs);
	load_recorder_finish(&l->recorder, a, l->examples, summary);
	tell_reports(l, summary);
	warn_of_pools(l);
	load_outputs_conclude(&l->outputs, a);
	return account_status(a);
}

static enum exit_status
drive(struct load *l)
{
	watch_signals();
	l->live = (struct live){ .target = l->o.workspace.target,
		.faults = &l->o.faults,
		.secrets = &l->secrets,
		.wait_ns = l->o.wait_ns,
		.diag = &l->diag };
	if (!l->o.is_simulated && !live_start(&l->live))
		return EXIT_USAGE;
	const struct run_summary *summary = l->o.is_simulated
	    ? drive_simulated(l)
	    : live_play(&l->live, l->campaign);
	if (summary)
		return conclude(l, summary);
	return l->o.is_simulated || l->live.has_broken_binding ? EXIT_USAGE
							       : EXIT_UNDECIDED;
}

/* --- the command --- */

static bool
open_outputs(struct load *l)
{
	struct report_set *s = &l->o.reports;
	s->console_options.again = &l->o.again;
	report_set_name_recording(s, NULL);
	bool good = report_set_spare(
	    s, "--target", l->o.workspace.target_file, &l->diag);
	good &= report_set_spare(s, "--csv", l->o.files.csv_path, &l->diag);
	good &= report_set_spare(s, "--json", l->o.files.json.path, &l->diag);
	good &= report_set_open(s, &l->diag);
	load_outputs_open(&l->outputs, &l->o);
	return load_files_open(&l->o.files, &l->diag) && good;
}

static bool
close_outputs(struct load *l)
{
	bool good = report_set_close(&l->o.reports, &l->diag);
	good &= load_files_close(
	    &l->o.files, l->has_ended ? &l->account : NULL, &l->diag);
	return load_outputs_close(&l->outputs, &l->diag) && good;
}

static enum exit_status
carry_out(struct load *l)
{
	enum exit_status status = EXIT_USAGE;
	if (open_outputs(l) && load_all(l)) {
		provenance_begin(
		    &l->provenance, l->o.is_simulated, l->o.shard.number);
		assemble(l);
		describe(l);
		l->campaign = campaign_new(&l->setup, &l->diag);
		if (l->campaign && fit_jobs(l))
			status = drive(l);
	}
	if (!l->has_ended)
		report_set_explain_error(&l->o.reports, &l->diag);
	bool written = close_outputs(l);
	if (!written && (status == EXIT_CONFORMS || status == EXIT_UNDECIDED))
		status = EXIT_UNWRITTEN;
	return status;
}

/* A wrong option never runs half a job, but a report is owed. */
static enum exit_status
refuse(struct load *l)
{
	report_set_open(&l->o.reports, &l->diag);
	report_set_explain(&l->o.reports,
	    "the command line is wrong; standard error says how",
	    clock_wall_s());
	report_set_close(&l->o.reports, &l->diag);
	return EXIT_USAGE;
}

static void
release(struct load *l)
{
	live_stop(&l->live);
	load_recorder_free(&l->recorder);
	report_set_free(&l->o.reports);
	examples_free(l->examples);
	campaign_free(l->campaign);
	meter_free(l->meter);
	mix_free(&l->mix);
	account_free(&l->account);
	load_files_free(&l->o.files);
	selection_free(&l->selection);
	provenance_free(&l->provenance);
	load_options_free(&l->o);
	free(l->weights);
	secrets_free(&l->secrets);
}

static int
run_load(const struct command *self, int argc, char **argv)
{
	struct load l = { 0 };
	provenance_keep_line(&l.provenance, argc, argv);
	enum options_end end = load_options_read(&l.o, self, argc, argv);
	enum exit_status status = EXIT_CONFORMS;
	diag_init(&l.diag);
	if (end == OPTIONS_WRONG)
		status = refuse(&l);
	else if (end == OPTIONS_READ)
		status = carry_out(&l);
	struct json_result json = l.o.files.json;
	struct diag diag = l.diag;
	release(&l);
	return json_result_end(&json, &diag, status);
}

const struct command load_command = {
	.name = "load",
	.summary = "play cases as load, every one judged",
	.usage = "load [OPTION...] [SUITE[/PHASE[/CASE]]...]",
	.text =
	    "Plays the cases that the words name, all of them without words, "
	    "in random order and again and again: so many a second (--rate), "
	    "or this many at a time (--jobs).  Every case is judged as 'run' "
	    "does; those that pass are counted, and of those that do not, the "
	    "first of each explanation are recorded in full.\n\nAnswer times "
	    "count from when a case was to start: a server that stalls is "
	    "charged for what it delayed (docs/load.md).\n\nExit status: 0 "
	    "all as expected, 1 a case failed or a threshold was missed, 2 "
	    "wrong usage, input file or binding, 3 could not judge, or the "
	    "load itself was too slow, 4 a report could not be written.  "
	    "Ctrl-C ends the load with complete reports.",
	.examples =
	    "  ixconform load --rate 500/s --duration 10min --ramp 30s\n"
	    "  ixconform load --jobs 100 --cases 10000 conference\n"
	    "  ixconform load --rate 50/s --duration 1min --html load.html \\\n"
	    "    --threshold 'p99 RequestAccept < 50ms' --threshold 'failed < "
	    "0.1%'\n"
	    "  ixconform load --simulate --rate 100/s --cases 100000 \\\n"
	    "    --fault 'drop EventAck sometimes 1/10000'",
	.run = run_load,
};
