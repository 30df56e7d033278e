/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform check: a recorded run judged again, or a plain transcript judged.
 */
#include "cli/check/check_reports.h"
#include "cli/check/check_summary.h"
#include "cli/check/log_input.h"
#include "cli/commands.h"
#include "cli/option/case_name.h"
#include "cli/option/outputs.h"
#include "cli/option/provenance.h"
#include "cli/option/terminal.h"
#include "cli/option/trace_file.h"
#include "cli/option/workspace.h"
#include "cli/papers/papers.h"
#include "evidence/evidence.h"
#include "record/destination.h"
#include "record/foreign_transcript.h"
#include "record/recording.h"
#include "runner/replay/replay.h"

#include <string.h>

struct check {
	const char *path, *wanted;
	char *const *files; /* as they were named; with --log, any number */
	unsigned file_count;
	struct log_input log;
	struct check_reports reports;
	const struct foreign_transcript *plain; /* that is judged, or NULL */
	struct trace_file trace;
	struct workspace workspace; /* the target is of a plain transcript */
	struct papers papers;
	struct diag diag;
	struct provenance provenance;
	struct check_summary summary;
	char *name;            /* owned: what 'wanted' names, or NULL */
	bool is_unwritten;     /* a report could not be written */
	bool is_other_suite;   /* knowingly: --other-suite */
	unsigned unwanted;     /* cases */
	struct near_name near; /* of them; with 'name' */
};

static void
take_judged(void *context, const struct replayed_case *one)
{
	struct check *c = context;
	struct case_name n = { one->test->suite, one->test->phase,
		one->test->name };
	char *path = case_name_path(&n);
	bool is_wanted = !c->name || case_name_includes(&n, c->name);
	if (check_reports_are_wanted(&c->reports))
		check_reports_take(&c->reports, one, is_wanted);
	if (!is_wanted) {
		c->unwanted++;
		near_name_offer(&c->near, path);
		return;
	}
	check_summary_take(&c->summary, one, path,
	    c->plain ? foreign_transcript_origin(c->plain, one->test->index)
		     : NULL);
	free(path);
}

/* --- the command --- */

static struct replay *
start_replay(struct check *c, const struct target *target, bool is_plain)
{
	struct replay_setup setup = { .target = target,
		.suites = c->workspace.suites.items.items,
		.suite_count = (unsigned)c->workspace.suites.items.count,
		.context = c,
		.judged = take_judged,
		.diag = &c->diag,
		.trace = c->trace.trace,
		.is_plain = is_plain };
	return replay_new(&setup);
}

/* The recording itself says what the target said. */
static struct evidence *
start_evidence(struct check *c, const struct run_facts *run)
{
	provenance_collect_at_hand(&c->provenance, &c->workspace.suites, run);
	struct run_facts here = provenance_facts(&c->provenance);
	struct evidence_setup setup = { .run = run,
		.at_hand = { here.files, here.file_count, here.suites,
		    here.suite_count },
		.accepts_other_suite = c->is_other_suite };
	return evidence_new(&setup);
}

static bool
judge_recording(struct check *c, struct recording *r)
{
	const struct run_facts *run = recording_facts(r);
	if (check_reports_are_wanted(&c->reports))
		diag_error(&c->diag, NULL,
		    "'%s' is a recording; 'ixconform report' makes its reports",
		    c->path);
	else if (c->workspace.target_file)
		diag_error(&c->diag, NULL,
		    "--target requires a plain transcript; '%s' is a "
		    "recording and has its own",
		    c->path);
	else if (run_is_probe(run))
		diag_error(&c->diag, NULL,
		    "'%s' is the recording of a probe, whose checks ask the "
		    "server and cannot be made without it; 'ixconform report' "
		    "shows what they found",
		    c->path);
	else if (!run->target)
		diag_error(&c->diag, NULL,
		    "the recording does not contain the timers and readings "
		    "of its target, so nothing can be judged");
	if (c->diag.error_count || !workspace_find(&c->workspace, &c->diag) ||
	    !workspace_load_suites(&c->workspace, run->target, &c->diag))
		return false;
	if (!papers_load_for(&c->papers, &c->workspace, &c->diag) ||
	    !papers_compare(&c->papers, &c->workspace.suites, run, &c->diag))
		return false;
	recording_add_papers(r, c->papers.ics, c->papers.waivers);
	check_summary_waive(&c->summary, run);
	struct evidence *evidence = start_evidence(c, run);
	struct replay *replay = start_replay(c, run->target, false);
	struct sink *sinks[] = { replay_sink(replay), evidence_sink(evidence) };
	bool good = recording_play(r, sinks, 2);
	if (good)
		replay_finish(replay);
	replay_free(replay);
	good &= c->diag.error_count == 0;
	if (good) {
		check_summary_print_terms(&c->summary, run);
		check_summary_take_doubts(
		    &c->summary, evidence_finish(evidence, r));
	}
	evidence_free(evidence);
	return good;
}

/* A plain transcript, and a log, need one.  False after reporting. */
static bool
load_target(struct check *c)
{
	if (!c->workspace.target_file)
		diag_error(&c->diag, NULL,
		    "a %s does not contain the timers of its server: name a "
		    "target file with --target",
		    c->log.is_log ? "log" : "plain transcript");
	return c->workspace.target_file &&
	    (c->workspace.target || workspace_load(&c->workspace, &c->diag));
}

/* Times that are only known to a unit are no more exact than that. */
static struct target
blur_target(const struct target *exact, int64_t resolution_ns)
{
	struct target blurred = *exact;
	memset(&blurred.timers, 0, sizeof(blurred.timers));
	for (size_t i = 0; i < exact->timers.count; i++) {
		struct named_timer t = exact->timers.items[i];
		if (strcmp(t.name, "tolerance") == 0)
			t.ns += resolution_ns;
		vec_push(&blurred.timers, t);
	}
	return blurred;
}

static bool
judge_plain(struct check *c, const struct foreign_transcript *p)
{
	if (!load_target(c) ||
	    !papers_load_for(&c->papers, &c->workspace, &c->diag))
		return false;
	c->reports.ics = c->papers.ics;
	c->reports.waivers = c->papers.waivers;
	struct target target = blur_target(
	    c->workspace.target, foreign_transcript_resolution_ns(p));
	struct replay *replay = start_replay(c, &target, true);
	c->plain = p;
	foreign_transcript_play(p, replay_sink(replay));
	replay_finish(replay);
	replay_free(replay);
	if (c->diag.error_count == 0 && check_reports_are_wanted(&c->reports))
		c->is_unwritten = !check_reports_make(&c->reports, p,
		    c->files[0], &c->workspace, &c->provenance, &c->diag);
	vec_free(&target.timers);
	c->plain = NULL;
	return c->diag.error_count == 0 || c->is_unwritten;
}

/* Of all cases, none is the wanted one. */
static enum exit_status
complain_of_name(struct check *c)
{
	near_name_complain(&c->near, c->files[0], c->wanted, &c->diag);
	return EXIT_USAGE;
}

/* The path of the only case that may be meant, or NULL; the caller frees it. */
static char *
only_case(const struct check *c)
{
	if (!c->name || strpbrk(c->name, "*?[\\"))
		return NULL;
	char *path = mem_strdup(c->name);
	for (char *at = path; *at; at++)
		if (*at == '.')
			*at = '/';
	return path;
}

/* A recording says so in its first line. */
static bool
judge_file(struct check *c, struct record_file *file)
{
	struct json_document *first = record_file_next(file);
	bool good;
	record_file_rewind(file);
	if (first && !json_has(json_document_root(first), "event")) {
		char *only = only_case(c);
		struct foreign_transcript *p =
		    foreign_transcript_read(file, only);
		free(only);
		good = p && judge_plain(c, p);
		foreign_transcript_free(p);
	} else {
		struct recording *r = recording_read(file);
		good = r && judge_recording(c, r);
		recording_free(r);
	}
	return good;
}

/* What is said for people, where nothing else is written. */
static FILE *
stream_of(const struct check *c)
{
	return check_reports_take_output(&c->reports)
	    ? stderr
	    : stream_beside(c->trace.path);
}

/* It is written as the file is read, so it must be another one. */
static bool
open_trace(struct check *c)
{
	if (c->trace.path && destination_is_same(c->trace.path, c->path)) {
		diag_error(&c->diag, NULL,
		    "--trace names '%s', the file that is judged; name another "
		    "file for the trace",
		    c->path);
		return false;
	}
	c->summary.out = stream_of(c);
	return trace_file_open(&c->trace, &c->diag);
}

/* Make a transcript of the log, to be judged instead of it. */
static enum exit_status
read_log(struct check *c)
{
	FILE *out = stream_of(c);
	if (!load_target(c))
		return EXIT_USAGE;
	enum exit_status status = log_input_convert(
	    &c->log, c->files, c->file_count, &c->workspace, out, &c->diag);
	c->summary.undecided |= c->log.is_undecided;
	c->path = c->log.path;
	return status;
}

static enum exit_status
judge(struct check *c)
{
	if (!check_reports_spare(
		&c->reports, c->files, c->file_count, &c->diag))
		return EXIT_USAGE;
	enum exit_status status = c->log.is_log ? read_log(c) : EXIT_CONFORMS;
	if (status != EXIT_CONFORMS)
		return status;
	struct record_file *file = record_file_open(c->path, &c->diag);
	if (!file)
		return EXIT_USAGE;
	if (!open_trace(c)) {
		record_file_close(file);
		return EXIT_USAGE;
	}
	record_file_set_trace(file, c->trace.trace);
	if (!judge_file(c, file))
		return EXIT_USAGE;
	return check_summary_count(&c->summary) == 0 && c->unwanted
	    ? complain_of_name(c)
	    : check_summary_end(&c->summary);
}

static enum exit_status
carry_out(struct check *c)
{
	if (c->wanted) {
		c->name = case_name_word(c->wanted);
		near_name_start(&c->near, c->wanted);
	}
	enum exit_status status = judge(c);
	bool is_written =
	    trace_file_close(&c->trace, &c->diag) && !c->is_unwritten;
	if (!is_written &&
	    (status == EXIT_CONFORMS || status == EXIT_UNDECIDED))
		status = EXIT_UNWRITTEN;
	near_name_free(&c->near);
	free(c->name);
	provenance_free(&c->provenance);
	log_input_free(&c->log);
	check_reports_free(&c->reports);
	waiver_tally_free(&c->summary.tally);
	papers_free(&c->papers);
	workspace_free(&c->workspace);
	return status;
}

/* False after complaining. */
static bool
check_words(struct check *c, const struct options *o)
{
	const char *stray = log_input_stray(&c->log);
	c->files = o->words;
	c->file_count = o->word_count;
	c->path = o->word_count ? o->words[0] : NULL;
	if (stray)
		options_complain(o->command, "--%s requires --log", stray);
	else if (c->log.is_log && o->word_count == 0)
		options_complain(
		    o->command, "check --log takes the files of a log");
	else if (!c->log.is_log && o->word_count != 1)
		options_complain(o->command,
		    "check takes exactly one file; %u were "
		    "given",
		    o->word_count);
	else
		return true;
	return false;
}

static int
run_check(const struct command *self, int argc, char **argv)
{
	struct check c = { 0 };
	struct option_row data = data_option(&c.workspace);
	struct option_row trace = trace_option(&c.trace);
	trace.help =
	    "write each line as it is read, and what the judge makes of\n"
	    "it: each change of state of a case";
	data.help = "alias of --fixtures";
	const struct option_row rows[] = {
		{ "case", 'c', "NAME",
		    "only this suite, phase or case; wild cards are allowed.  "
		    "For a plain transcript that names no case, its case",
		    .text = &c.wanted },
		target_option(&c.workspace,
		    "the target of a plain transcript or a log: its timers,\n"
		    "readings and values; a recording has its own"),
		{ "fixtures", 0, "FOLDER",
		    "judge against the suites/, fixtures/ and schema/ in\n"
		    "this folder",
		    .text = &c.workspace.data_option },
		ics_option(&c.papers.ics_file),
		waivers_option(&c.papers.waivers_file),
		{ "other-suite", 0, NULL,
		    "judge a recording although the files of the suite are\n"
		    "not those that it names; each is noted",
		    .flag = &c.is_other_suite },
		trace,
		data,
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	log_input_add_options(&c.log, &options);
	report_set_add_options(&c.reports.set, &options, true);
	enum options_end end = options_read(&options, argc, argv);
	if (end != OPTIONS_READ || !check_words(&c, &options)) {
		log_input_free(&c.log);
		return end == OPTIONS_HELP ? 0 : EXIT_USAGE;
	}
	c.summary.is_quiet = c.reports.set.volume == CONSOLE_QUIET;
	c.summary.is_silent = check_reports_have_console(&c.reports);
	diag_init(&c.diag);
	enum exit_status status = carry_out(&c);
	fflush(stdout);
	print_diagnostics(&c.diag);
	diag_free(&c.diag);
	return status;
}

const struct command check_command = {
	.name = "check",
	.summary = "judge a recorded run again, or a plain transcript",
	.usage = "check [OPTION...] FILE...",
	.text =
	    "Judges a run that 'ixconform run --ndjson' has recorded again, "
	    "with the present fixtures, and says whether each verdict is the "
	    "recorded one.  FILE may also be a plain transcript that another "
	    "tool wrote (docs/transcript.md): then the verdict itself "
	    "counts.  With --log, FILE... is the log of a server itself: "
	    "its conferences are found, and each is judged as a run of the "
	    "phase that it was (docs/server-log.md).\n\n"
	    "It is also checked whether a recording is as it was written, "
	    "and about the suite at hand (docs/evidence.md); what speaks "
	    "against it is a doubt.\n\n"
	    "Exit status: 0 all verdicts are the same, or pass; 1 a case "
	    "fails or is judged differently; 2 wrong usage, fixture or file; "
	    "3 not all could be judged, or cases are missing; 5 the "
	    "recording is not as it was written, or its suite is another "
	    "one.",
	.examples = "  ixconform check run.ndjson\n"
		    "  ixconform check run.ndjson --fixtures other "
		    "--case 'conference/invitation-*/*'\n"
		    "  ixconform check trace.ndjson --target my-server.xml\n"
		    "  ixconform check --log ixn.*.log --target my-server.xml",
	.run = run_check,
};
