/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform check: a recorded run judged again, or a plain transcript judged.
 */
#include "cli/commands.h"
#include "cli/option/case_name.h"
#include "cli/option/outputs.h"
#include "cli/option/provenance.h"
#include "cli/option/terminal.h"
#include "cli/option/trace_file.h"
#include "cli/option/workspace.h"
#include "core/escape.h"
#include "record/destination.h"
#include "record/foreign_transcript.h"
#include "record/recording.h"
#include "record/summary.h"
#include "runner/exec/replay.h"

#include <string.h>

/* One case's lines: as for the console. */
#define TEXT_MAX_BYTES ((size_t)4 << 20)

struct check {
	const char *path, *wanted;
	struct trace_file trace;
	FILE *out;                  /* what a person reads */
	struct workspace workspace; /* the target is of a plain transcript */
	bool quiet;
	struct diag diag;
	struct provenance provenance;
	unsigned same, differing, unjudged; /* cases */
	unsigned first[VERDICT_COUNT];      /* cases without a recorded one */
	bool deviates, undecided;
	char *name;            /* owned: what 'wanted' names, or NULL */
	unsigned unwanted;     /* cases */
	struct near_name near; /* of them; with 'name' */
};

static const char *const result_words[] = {
	[REPLAY_SAME] = "same",
	[REPLAY_DIFFERS] = "differs",
	[REPLAY_UNJUDGED] = "unjudged",
	[REPLAY_FIRST] = "judged",
};

/* --- what is told of each case --- */

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

/* Where the verdicts are one, the findings are what differs. */
static void
add_verdict(struct buf *into, const struct outcome *outcome, bool with_finding)
{
	buf_add_text(into, verdict_name(outcome->verdict));
	if (with_finding && outcome->finding != FINDING_NONE)
		buf_printf(into, " (%s)", finding_name(outcome->finding));
}

static void
add_difference(struct buf *into, const struct outcome *recorded,
    const struct outcome *judged)
{
	bool with_finding = recorded->verdict == judged->verdict;
	buf_add_text(into, "recorded ");
	add_verdict(into, recorded, with_finding);
	if (recorded->verdict == VERDICT_PASS && recorded->sentence) {
		buf_add_text(into, " with the sentence '");
		add_text(into, recorded->sentence);
		buf_add_char(into, '\'');
	}
	buf_add_text(into, ", judged ");
	add_verdict(into, judged, with_finding);
}

static void
add_verdicts(struct buf *into, const struct replayed_case *one)
{
	const struct outcome *recorded = one->recorded, *judged = one->judged;
	if (one->result == REPLAY_SAME || one->result == REPLAY_FIRST)
		buf_add_text(into, verdict_name(judged->verdict));
	else if (one->result == REPLAY_DIFFERS)
		add_difference(into, recorded, judged);
	else if (recorded)
		buf_printf(
		    into, "recorded %s", verdict_name(recorded->verdict));
	if (one->result == REPLAY_UNJUDGED)
		buf_printf(into, "%s%s", recorded ? "; " : "", one->why);
	if (judged && judged->sentence) {
		buf_add_text(into, ": ");
		add_text(into, judged->sentence);
	}
	buf_add_char(into, '\n');
}

static void
add_detail(struct buf *into, const char *lines)
{
	while (lines && *lines) {
		size_t size = strcspn(lines, "\n");
		buf_add_text(into, "  ");
		escape_line(into, lines, size);
		buf_add_char(into, '\n');
		lines += size + (lines[size] == '\n');
	}
}

static void
print_case(FILE *out, const struct replayed_case *one, const char *path)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_printf(&text, "%-8s  ", result_words[one->result]);
	add_text(&text, path);
	buf_add_text(&text, "  ");
	add_verdicts(&text, one);
	if (one->judged)
		add_detail(&text, one->judged->detail);
	fputs(buf_text(&text), out);
	buf_free(&text);
}

static bool
is_fine(const struct replayed_case *one)
{
	return (one->result == REPLAY_SAME || one->result == REPLAY_FIRST) &&
	    one->judged &&
	    (one->judged->verdict == VERDICT_PASS ||
		one->judged->verdict == VERDICT_SKIPPED);
}

static void
count_case(struct check *c, const struct replayed_case *one)
{
	c->same += one->result == REPLAY_SAME;
	c->differing += one->result == REPLAY_DIFFERS;
	c->unjudged += one->result == REPLAY_UNJUDGED;
	if (one->result == REPLAY_FIRST)
		c->first[one->judged->verdict]++;
	c->deviates |= one->result == REPLAY_DIFFERS ||
	    (one->judged && one->judged->verdict == VERDICT_FAIL);
	c->undecided |= !is_fine(one);
}

static void
take_judged(void *context, const struct replayed_case *one)
{
	struct check *c = context;
	struct case_name n = { one->test->suite, one->test->phase,
		one->test->name };
	char *path = case_name_path(&n);
	if (c->name && !case_name_includes(&n, c->name)) {
		c->unwanted++;
		near_name_offer(&c->near, path);
		return;
	}
	count_case(c, one);
	if (!c->quiet || !is_fine(one))
		print_case(c->out, one, path);
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

static bool
judge_recording(struct check *c, struct recording *r)
{
	const struct run_facts *run = recording_facts(r);
	if (c->workspace.target_file)
		diag_error(&c->diag, NULL,
		    "--target is for a plain transcript; '%s' is a recording "
		    "and has its own",
		    c->path);
	else if (!run->target)
		diag_error(&c->diag, NULL,
		    "the recording does not tell the timers and readings of "
		    "its target, so nothing can be judged");
	if (c->diag.error_count || !workspace_find(&c->workspace, &c->diag) ||
	    !workspace_load_suites(&c->workspace, run->target, &c->diag))
		return false;
	/* The recording itself says what the target said. */
	provenance_collect(&c->provenance, &c->workspace.suites, NULL);
	provenance_note_changes(&c->provenance, run, c->out);
	struct replay *replay = start_replay(c, run->target, false);
	struct sink *sinks[] = { replay_sink(replay) };
	bool good = recording_play(r, sinks, 1);
	if (good)
		replay_finish(replay);
	replay_free(replay);
	return good && c->diag.error_count == 0;
}

static bool
judge_plain(struct check *c, const struct foreign_transcript *p)
{
	if (!c->workspace.target_file) {
		diag_error(&c->diag, NULL,
		    "a plain transcript does not tell the timers of its "
		    "server: name a target file with --target");
		return false;
	}
	if (!workspace_load(&c->workspace, &c->diag))
		return false;
	struct replay *replay = start_replay(c, c->workspace.target, true);
	foreign_transcript_play(p, replay_sink(replay));
	replay_finish(replay);
	replay_free(replay);
	return c->diag.error_count == 0;
}

static void
print_count(FILE *out, const char **comma, unsigned count, const char *what)
{
	if (count)
		fprintf(out, "%s%u %s", *comma, count, what);
	*comma = count ? ", " : *comma;
}

static unsigned
count_judged(const struct check *c)
{
	unsigned count = c->same + c->differing + c->unjudged;
	for (int i = 0; i < VERDICT_COUNT; i++)
		count += c->first[i];
	return count;
}

/* Of all cases, none is the wanted one. */
static enum exit_status
complain_of_name(struct check *c)
{
	near_name_complain(&c->near, c->path, c->wanted, &c->diag);
	return EXIT_USAGE;
}

static enum exit_status
sum_up(const struct check *c)
{
	unsigned count = count_judged(c);
	const char *comma = "";
	fprintf(c->out, "%u case%s: ", count, count == 1 ? "" : "s");
	print_count(c->out, &comma, c->same, "same");
	print_count(c->out, &comma, c->differing, "different");
	print_count(c->out, &comma, c->unjudged, "unjudged");
	for (int i = 0; i < VERDICT_COUNT; i++)
		print_count(
		    c->out, &comma, c->first[i], verdict_name((enum verdict)i));
	fputs(count ? "\n" : "nothing was judged\n", c->out);
	if (c->deviates)
		return EXIT_DEVIATES;
	return c->undecided || count == 0 ? EXIT_UNDECIDED : EXIT_CONFORMS;
}

/* The path of the only case that may be meant, or NULL; the caller frees it. */
static char *
only_case(const struct check *c)
{
	if (!c->name || strpbrk(c->name, "*?[\\"))
		return NULL;
	char *path = mem_strdup(c->name);
	for (char *at = path; *at; at++)
		*at = *at == '.' ? '/' : *at;
	return path;
}

/* A recording says so in its first line. */
static bool
judge_file(struct check *c, struct record_file *file)
{
	struct json_record *first = record_file_next(file);
	bool good;
	record_file_rewind(file);
	if (first && !json_has(json_record_root(first), "event")) {
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
	c->out = stream_beside(c->trace.path);
	return trace_file_open(&c->trace, &c->diag);
}

static enum exit_status
judge(struct check *c)
{
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
	return count_judged(c) == 0 && c->unwanted ? complain_of_name(c)
						   : sum_up(c);
}

static enum exit_status
carry_out(struct check *c)
{
	if (c->wanted) {
		c->name = case_name_word(c->wanted);
		near_name_start(&c->near, c->wanted);
	}
	enum exit_status status = judge(c);
	bool is_written = trace_file_close(&c->trace, &c->diag);
	if (!is_written &&
	    (status == EXIT_CONFORMS || status == EXIT_UNDECIDED))
		status = EXIT_UNWRITTEN;
	near_name_free(&c->near);
	free(c->name);
	provenance_free(&c->provenance);
	workspace_free(&c->workspace);
	return status;
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
	data.help = "another name of --fixtures, as in the other commands;\n"
		    "only one of them can be given";
	const struct option_row rows[] = {
		{ "case", 'c', "NAME",
		    "only this suite, phase or case; may hold wild cards.  "
		    "The\ncase of a plain transcript that names none",
		    .text = &c.wanted },
		{ "target", 't', "FILE",
		    "the target of a plain transcript: its timers, readings\n"
		    "and values; a recording has its own",
		    .text = &c.workspace.target_file },
		{ "fixtures", 0, "FOLDER",
		    "judge against the suites/, fixtures/ and schema/ in\n"
		    "this folder",
		    .text = &c.workspace.data_option },
		{ "quiet", 'q', NULL,
		    "print only what fails or differs, and the summary",
		    .flag = &c.quiet },
		trace,
		data,
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end != OPTIONS_READ)
		return end == OPTIONS_HELP ? 0 : EXIT_USAGE;
	if (options.word_count != 1) {
		options_complain(self, "check wants one file, but got %u words",
		    options.word_count);
		return EXIT_USAGE;
	}
	c.path = options.words[0];
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
	.usage = "check [OPTION...] FILE",
	.text =
	    "Judges what 'ixconform run --ndjson' has recorded again, with the "
	    "fixtures at hand,\nand says whether each verdict is the recorded "
	    "one.  FILE may also be a plain\ntranscript that another tool "
	    "wrote (docs/transcript.md): then the verdict itself\ncounts.\n\n"
	    "Exit status: 0 all are, and pass; 1 a case fails or is "
	    "judged otherwise; 2 wrong\nusage, fixture or file; 3 not all "
	    "could be judged.",
	.examples = "  ixconform check run.ndjson\n"
		    "  ixconform check run.ndjson --fixtures other "
		    "--case 'conference/invitation-*/*'\n"
		    "  ixconform check trace.ndjson --target my-server.xml",
	.run = run_check,
};
