/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform diff: what changed between two recorded runs.
 */
#include "cli/commands.h"
#include "cli/diff_json.h"
#include "cli/option/outputs.h"
#include "cli/option/terminal.h"
#include "compare/comparison.h"
#include "core/escape.h"
#include "core/text/duration.h"
#include "evidence/evidence.h"
#include "model/repetition.h"
#include "record/destination.h"
#include "reports/screen.h"

#include <string.h>

/* Ten thousand cases with a sentence each, twice. */
#define TEXT_MAX_BYTES ((size_t)64 << 20)
/* More would not be useful; the JSON has all. */
#define TIMES_SHOWN_MAX 10
/* Enough of a digest to distinguish two files. */
#define DIGEST_SHOWN 12

struct diff {
	struct json_result json;
	bool quiet;
	bool is_one_file; /* on both sides */
	struct diag diag;
	struct past_run *before, *now;
	struct comparison comparison;
	struct buf text;
};

static const struct heading {
	const char *title, *counted;
	bool is_quiet; /* printed with --quiet, too */
} headings[CHANGE_COUNT] = {
	[CHANGE_FAILS] = { "newly failing", "newly failing", true },
	[CHANGE_FAILS_OTHERWISE] = { "failing differently",
	    "failing differently", true },
	[CHANGE_FAILS_OFTENER] = { "failing more often", "failing more often",
	    true },
	[CHANGE_UNJUDGED] = { "could not be judged any more",
	    "not judged any more", true },
	[CHANGE_GONE] = { "not run any more", "gone", true },
	[CHANGE_NEW] = { "new", "new", false },
	[CHANGE_FLAKY] = { "newly flaky", "newly flaky", true },
	[CHANGE_PASSES] = { "newly passing", "newly passing", false },
	[CHANGE_FAILS_RARER] = { "failing less often", "failing less often",
	    false },
	[CHANGE_NONE] = { "", "same", false },
};

static void
add_text(struct diff *d, const char *text)
{
	escape_line(&d->text, text, strlen(text));
}

/* --- what went in --- */

static void
add_value(struct diff *d, const struct changed_input *input, const char *value)
{
	bool is_file = strcmp(input->kind, "file") == 0;
	if (!value) {
		buf_add_text(&d->text, "none");
		return;
	}
	if (is_file)
		buf_add_text(&d->text, "SHA-256 ");
	else
		buf_add_char(&d->text, '\'');
	size_t size = strlen(value);
	escape_line(&d->text, value,
	    is_file && size > DIGEST_SHOWN ? DIGEST_SHOWN : size);
	buf_add_text(&d->text, is_file ? "…" : "'");
}

static void
add_inputs(struct diff *d)
{
	const struct comparison *c = &d->comparison;
	if (c->inputs.count == 0)
		return;
	buf_add_text(&d->text, "the inputs of the runs differ:\n");
	for (size_t i = 0; i < c->inputs.count; i++) {
		const struct changed_input *input = &c->inputs.items[i];
		buf_printf(&d->text, "  %s ", input->kind);
		add_text(d, input->name);
		buf_add_text(&d->text, ": ");
		add_value(d, input, input->now);
		buf_add_text(&d->text, ", was ");
		add_value(d, input, input->before);
		buf_add_char(&d->text, '\n');
	}
}

/* How a run ended that did not come to its end. */
static void
note_end(struct diff *d, const struct past_run *run, const char *which)
{
	const struct run_summary *s = past_run_summary(run);
	if (!s) {
		buf_printf(&d->text,
		    "note: the %s recording ends before its run did; "
		    "unfinished cases count as not judged\n",
		    which);
	} else if (s->problem) {
		buf_printf(&d->text, "note: the %s run broke off: ", which);
		add_text(d, s->problem);
		buf_add_char(&d->text, '\n');
	} else if (s->interrupted) {
		buf_printf(
		    &d->text, "note: the %s run was interrupted\n", which);
	}
}

/* Which cases a load records is a matter of chance. */
static void
note_loads(struct diff *d)
{
	if (past_run_facts(d->before)->is_load ||
	    past_run_facts(d->now)->is_load)
		buf_add_text(&d->text,
		    "note: of a load only the cases that it recorded in full "
		    "are compared, and not how many failed; 'report' gives "
		    "the figures of each\n");
}

/* --- the results --- */

static void
add_path(struct diff *d, const struct run_case *test)
{
	add_text(d, test->suite);
	buf_add_char(&d->text, '/');
	add_text(d, test->phase);
	buf_add_char(&d->text, '/');
	escape_line(&d->text, test->name, repetition_base_size(test->name));
}

static void
add_result(struct diff *d, const char *label, const struct case_result *r)
{
	if (!r)
		return;
	buf_printf(&d->text, "    %-6s  %s", label, verdict_name(r->verdict));
	if (r->finding != FINDING_NONE)
		buf_printf(&d->text, ", %s", finding_name(r->finding));
	if (r->sentence) {
		buf_add_text(&d->text, ": ");
		add_text(d, r->sentence);
	}
	buf_add_char(&d->text, '\n');
}

/* Of several repetitions, how all of them ended, and which one this is. */
static void
add_spread(struct diff *d, const struct spread *t)
{
	if (!t->first || (t->count == 1 && !*repetition_mark(t->test->name)))
		return;
	buf_add_text(&d->text, "            ");
	spread_print(t, &d->text);
	buf_add_text(&d->text, "; this is ");
	add_text(d, repetition_mark(t->test->name));
	buf_add_char(&d->text, '\n');
}

static bool
is_told(const struct diff *d, const struct compared_case *one)
{
	return one->is_worse || !d->quiet || headings[one->change].is_quiet;
}

static void
add_changes(struct diff *d, enum change change)
{
	const struct comparison *c = &d->comparison;
	bool begun = false;
	for (size_t i = 0; i < c->cases.count; i++) {
		const struct compared_case *one = &c->cases.items[i];
		if (one->change != change || !is_told(d, one))
			continue;
		if (!begun)
			buf_printf(&d->text, "%s:\n", headings[change].title);
		begun = true;
		buf_add_text(&d->text, "  ");
		add_path(d, one->test);
		if (one->test->section)
			buf_add_text(&d->text, "   §");
		if (one->test->section)
			add_text(d, one->test->section);
		buf_add_char(&d->text, '\n');
		add_result(d, "now", one->now);
		add_spread(d, &one->spreads[1]);
		add_result(d, "before", one->before);
		add_spread(d, &one->spreads[0]);
	}
}

/* --- how long it took --- */

static void
add_deadlines(struct diff *d)
{
	char limit[DURATION_TEXT_SIZE], before[DURATION_TEXT_SIZE],
	    now[DURATION_TEXT_SIZE];
	for (size_t i = 0; i < d->comparison.slacks.count; i++) {
		const struct changed_slack *s = &d->comparison.slacks.items[i];
		buf_add_text(&d->text, "  deadline ");
		add_text(d, s->now->within);
		buf_printf(&d->text, " of %s: median %s to spare, was %s\n",
		    duration_print(limit, s->now->limit_ns),
		    duration_print(now, s->now->median_ns),
		    duration_print(before, s->before->median_ns));
	}
}

static void
add_durations(struct diff *d)
{
	char before[DURATION_TEXT_SIZE], now[DURATION_TEXT_SIZE];
	size_t count = d->comparison.times.count;
	for (size_t i = 0; i < count && i < TIMES_SHOWN_MAX; i++) {
		const struct changed_time *t = &d->comparison.times.items[i];
		buf_add_text(&d->text, "  ");
		add_path(d, t->test);
		buf_printf(&d->text, " took %s s, was %s s\n",
		    duration_print_s(now, t->now_ns),
		    duration_print_s(before, t->before_ns));
	}
	if (count > TIMES_SHOWN_MAX)
		buf_printf(&d->text, "  and %zu more cases\n",
		    count - TIMES_SHOWN_MAX);
}

static void
add_timing(struct diff *d)
{
	const struct comparison *c = &d->comparison;
	if (d->quiet || (c->slacks.count == 0 && c->times.count == 0))
		return;
	buf_add_text(&d->text, "for information, other times:\n");
	add_deadlines(d);
	add_durations(d);
}

static void
add_summary(struct diff *d)
{
	const struct comparison *c = &d->comparison;
	const char *gap = " ";
	buf_printf(&d->text, "%zu case%s:", c->cases.count,
	    c->cases.count == 1 ? "" : "s");
	for (int i = 0; i < CHANGE_COUNT; i++) {
		if (!c->counts[i])
			continue;
		buf_printf(&d->text, "%s%u %s", gap, c->counts[i],
		    headings[i].counted);
		gap = ", ";
	}
	if (c->unjudged)
		buf_printf(&d->text, " (%u not judged in either)", c->unjudged);
	buf_add_text(&d->text,
	    c->worse         ? "; worse\n"
		: !c->common ? "; no case is in both runs\n"
		: c->unjudged == c->common
		? "; no case was judged in both runs\n"
		: c->open ? "; not known to be worse\n"
			  : "; not worse\n");
}

static void
print(struct diff *d)
{
	struct console_options terminal = { 0 };
	look_at_terminal(stdout, &terminal);
	if (d->is_one_file)
		buf_add_text(
		    &d->text, "note: both names refer to the same recording\n");
	note_end(d, d->before, "old");
	note_end(d, d->now, "new");
	note_loads(d);
	add_inputs(d);
	for (int i = 0; i < CHANGE_NONE; i++)
		add_changes(d, (enum change)i);
	add_timing(d);
	add_summary(d);
	struct screen screen = { .out = stream_beside(d->json.path),
		.ascii = terminal.ascii };
	screen_print(&screen, &d->text);
}

/* --- the command --- */

static bool
write_json(struct diff *d)
{
	struct buf *text = json_result_text(&d->json);
	if (text)
		diff_print_json(d->before, d->now, &d->comparison, text);
	return json_result_write(&d->json, &d->diag);
}

/* Is each as it was written?  Both say why not. */
static bool
are_sound(const struct diff *d, char *const *paths)
{
	struct buf text;
	buf_init(&text, DOUBTS_MAX_BYTES);
	evidence_print(past_run_recording(d->before), paths[0], &text);
	if (!d->is_one_file)
		evidence_print(past_run_recording(d->now), paths[1], &text);
	fputs(buf_text(&text), stderr);
	bool good = text.size == 0;
	buf_free(&text);
	return good;
}

static enum exit_status
carry_out(struct diff *d, char *const *paths)
{
	d->before = past_run_read(paths[0], &d->diag);
	d->now = past_run_read(paths[1], &d->diag);
	if (!d->before || !d->now || !json_result_open(&d->json, &d->diag))
		return EXIT_USAGE;
	d->is_one_file = destination_is_same(paths[0], paths[1]);
	comparison_make(d->before, d->now, &d->comparison);
	print(d);
	if (!write_json(d))
		return EXIT_UNWRITTEN;
	enum exit_status status = comparison_status(&d->comparison);
	return are_sound(d, paths) || status != EXIT_CONFORMS ? status
							      : EXIT_DOUBTED;
}

static int
run_diff(const struct command *self, int argc, char **argv)
{
	struct diff d = { 0 };
	const struct option_row rows[] = {
		json_option(&d.json),
		{ "quiet", 'q', NULL,
		    "print only what got worse, what is unknown, and the "
		    "summary",
		    .flag = &d.quiet },
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end == OPTIONS_HELP)
		return 0;
	bool good = end == OPTIONS_READ;
	if (good && options.word_count != 2) {
		options_complain(self,
		    "diff takes two recordings, the old and the new; got %u "
		    "name%s",
		    options.word_count, options.word_count == 1 ? "" : "s");
		good = false;
	}
	diag_init(&d.diag);
	buf_init(&d.text, TEXT_MAX_BYTES);
	enum exit_status status =
	    good ? carry_out(&d, options.words) : EXIT_USAGE;
	comparison_free(&d.comparison);
	past_run_free(d.before);
	past_run_free(d.now);
	buf_free(&d.text);
	return (int)json_result_end(&d.json, &d.diag, status);
}

const struct command diff_command = {
	.name = "diff",
	.summary = "show what changed between two recorded runs",
	.usage = "diff [OPTION...] OLD.ndjson NEW.ndjson",
	.text =
	    "Compares two runs that 'ixconform run --ndjson' has recorded, "
	    "for example of two builds of a server: first their inputs, then "
	    "the cases with a different outcome and, for information, how "
	    "long they took.  Baselines do not count: an expected failure is "
	    "still a failure.  Numbers in sentences may differ.\n\nAll "
	    "repetitions of a case count as one that fails in some of them: "
	    "newly, if none did, or more often.\n\nExit "
	    "status: 0 nothing got worse, 1 a case newly fails, or more often, "
	    "or in another category, 2 wrong usage, or a file is not a recording, 3 "
	    "nothing is known to have got worse, but a case is gone or could "
	    "no longer be judged, or none was judged in both, 5 as 0 or 3, but "
	    "a recording is not as it was written.",
	.examples = "  ixconform diff build-41.ndjson build-42.ndjson\n"
		    "  ixconform diff --json out/diff.json old.ndjson "
		    "new.ndjson",
	.run = run_diff,
};
