/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/console.h"

#include "conformance/requirement_list.h"
#include "conformance/waivers.h"
#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"
#include "record/concession/concessions.h"
#include "record/summary.h"
#include "record/transcript.h"
#include "reports/console_lines.h"
#include "reports/groups.h"
#include "reports/ladder_from_events.h"
#include "reports/ladder_from_sketch.h"
#include "reports/screen.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Four numbers and some words. */
#define PROGRESS_MAX_BYTES 128

/* A case has some dozen messages; a server in a loop sends without end. */
#define TRANSCRIPT_MAX_BYTES ((size_t)256 << 10)
/* One case's lines: its transcript, and what the judge says about it. */
#define TEXT_MAX_BYTES ((size_t)4 << 20)

/* A ladder in a wider window is no easier to read. */
#define LADDER_COLUMNS 80U
#define INDENT_COLUMNS 2U

enum case_state {
	CASE_WAITING,
	CASE_RUNNING,
	CASE_ENDED,
};

struct console_case {
	enum case_state state;
	struct buf transcript; /* only when verbose */
	struct ladder *ladder; /* of what happened, or NULL */
};

struct console {
	struct sink sink;
	struct console_options options;
	const struct run_facts *run; /* NULL before and after the run */
	struct console_case *cases;
	unsigned case_count;
	unsigned started_count, ended_count, failed_count;
	struct headline_columns columns;
	bool has_derived_tags;
	struct waiver_tally tally;
	struct groups *groups; /* what is printed at the end */
	struct screen screen;
	struct buf text; /* what the next console_print() prints */
};

static void
console_print(struct console *c)
{
	screen_print(&c->screen, &c->text);
	buf_clear(&c->text);
}

/* Something happened, at most worth a new progress line. */
static void
refresh_progress(struct console *c, int64_t time_ns)
{
	bool shown =
	    c->options.terminal && c->run && c->options.volume != CONSOLE_QUIET;
	if (!shown || !screen_is_due(&c->screen, time_ns))
		return;
	struct buf line;
	buf_init(&line, PROGRESS_MAX_BYTES);
	buf_printf(&line, "%u of %u cases, %u failed, %u running",
	    c->ended_count, c->case_count, c->failed_count,
	    c->started_count - c->ended_count);
	screen_draw_progress(&c->screen, buf_text(&line), time_ns);
	buf_free(&line);
}

static void
add_text(struct buf *text, const char *bytes)
{
	escape_line(text, bytes, strlen(bytes));
}

/* An assumption that holds is only counted. */
static bool
is_hidden(
    const struct console *c, const struct run_case *test, enum verdict verdict)
{
	bool is_quiet = c->options.volume == CONSOLE_QUIET ||
	    (c->options.volume == CONSOLE_NORMAL && test->is_assumption);
	return is_quiet && !verdict_needs_attention(verdict);
}

static void
start_run(struct console *c, const struct run_facts *run)
{
	c->run = run;
	waiver_tally_start(&c->tally, run);
	c->case_count = run->case_count;
	c->cases = mem_zalloc(run->case_count * sizeof(*c->cases));
	for (unsigned i = 0; i < run->case_count; i++) {
		const struct run_case *test = &run->cases[i];
		buf_init(&c->cases[i].transcript, TRANSCRIPT_MAX_BYTES);
		if (!is_hidden(c, test, VERDICT_PASS))
			console_lines_widen(&c->columns, test);
	}
	if (c->options.volume != CONSOLE_VERBOSE)
		return;
	buf_add_text(&c->text, "ixconform ");
	add_text(&c->text, run->program_version);
	buf_add_text(&c->text, ", target ");
	add_text(&c->text, run->target_name);
	buf_add_text(&c->text, " at ");
	add_text(&c->text, run->target_url);
	buf_printf(
	    &c->text, ", cases: %u, jobs: %u\n", run->case_count, run->jobs);
	console_print(c);
}

/* Each line of 'lines' indented; what the judge escaped stays as it is. */
static void
add_indented(struct buf *text, const char *lines)
{
	while (lines && *lines) {
		size_t size = strcspn(lines, "\n");
		if (size) {
			buf_add_text(text, "  ");
			escape_line(text, lines, size);
		}
		buf_add_char(text, '\n');
		lines += size + (lines[size] == '\n');
	}
}

static void
add_transcript(struct console *c, const struct run_case *test)
{
	struct buf *transcript = &c->cases[test->index].transcript;
	add_indented(&c->text, buf_text(transcript));
	if (transcript->truncated)
		buf_printf(&c->text, "  … cut: more than %zu bytes\n",
		    TRANSCRIPT_MAX_BYTES);
	buf_free(transcript);
}

static void
add_ladder(struct console *c, const struct ladder *ladder)
{
	unsigned width = c->options.width ? c->options.width : LADDER_COLUMNS;
	struct buf text;
	if (width > LADDER_COLUMNS)
		width = LADDER_COLUMNS;
	buf_init(&text, TEXT_MAX_BYTES);
	ladder_print(ladder, width - INDENT_COLUMNS, c->options.ascii, &text);
	add_indented(&c->text, buf_text(&text));
	buf_free(&text);
}

/* Below what happened, to be compared with it. */
static void
add_expected(struct console *c, const struct sketch *expected)
{
	struct ladder *ladder = ladder_new();
	buf_add_text(&c->text, "  required by ");
	add_text(&c->text, expected->title);
	buf_add_text(&c->text, ":\n");
	ladder_from_sketch(expected, ladder);
	add_ladder(c, ladder);
	ladder_free(ladder);
}

/* What happened, with the finding in it, and what should have. */
static void
add_pictures(struct console *c, const struct run_case *test,
    const struct outcome *outcome, const struct sketch *expected)
{
	struct ladder *happened = c->cases[test->index].ladder;
	if (happened) {
		if (c->options.volume != CONSOLE_VERBOSE)
			ladder_fold_reliance(outcome, happened);
		ladder_mark_finding(outcome, happened);
		if (expected)
			buf_add_text(&c->text, "  happened:\n");
		add_ladder(c, happened);
	}
	if (expected)
		add_expected(c, expected);
}

/* What the case requires, and where it is. */
static void
add_origin(struct buf *text, const struct run_case *test)
{
	if (*test->requirement) {
		buf_add_text(text, "  requires  ");
		add_text(text, test->requirement);
		if (test->requirement_count) {
			buf_add_text(text, " (");
			requirement_list_print(text, test);
			buf_add_char(text, ')');
		}
		buf_add_char(text, '\n');
	}
	if (!*test->file)
		return;
	buf_add_text(text, "  fixture   ");
	add_text(text, test->file);
	buf_printf(text, ":%u\n", test->line);
}

/* How to see it once more. */
static void
add_next_step(struct console *c, const struct run_case *test,
    const struct outcome *outcome)
{
	const struct buf *command =
	    c->options.replay ? c->options.replay : c->options.again;
	if (!command)
		return;
	buf_add_text(
	    &c->text, c->options.replay ? "  replay    " : "  again     ");
	add_text(&c->text, buf_text(command));
	buf_add_char(&c->text, ' ');
	if (outcome->seen_in)
		add_text(&c->text, outcome->seen_in);
	else
		console_lines_add_path(&c->text, test);
	buf_add_char(&c->text, '\n');
}

static bool
wants_ladders(const struct console *c)
{
	return c->options.ladder || c->options.volume == CONSOLE_VERBOSE;
}

/* In short, only what failed is worth a picture. */
static bool
is_drawn(const struct console *c, enum verdict verdict)
{
	if (!verdict_needs_attention(verdict))
		return c->options.volume == CONSOLE_VERBOSE &&
		    c->options.ladder;
	return wants_ladders(c) &&
	    (c->options.volume != CONSOLE_QUIET || verdict == VERDICT_FAIL ||
		verdict == VERDICT_ERROR);
}

/* Next to the verdict, which is none the better for it. */
static void
add_waivers(struct console *c, const struct run_case *test,
    const struct outcome *outcome)
{
	const struct waiver *w;
	for (size_t i = 0; (w = waivers_next(c->run, test, outcome->verdict,
				outcome->finding, &i));) {
		buf_add_text(&c->text, "  waived    ");
		waiver_print(&c->text, w);
		buf_add_char(&c->text, '\n');
	}
}

static void
show_case(struct console *c, const struct run_case *test,
    const struct outcome *outcome, const struct sketch *expected)
{
	bool finding = verdict_needs_attention(outcome->verdict);
	bool verbose = c->options.volume == CONSOLE_VERBOSE;
	if (is_hidden(c, test, outcome->verdict))
		return;
	console_lines_add_headline(&c->text, &c->columns, test, outcome, false);
	/* The reason why the run stopped is given once, at its end. */
	if (outcome->sentence && outcome->verdict != VERDICT_ABORTED) {
		buf_add_text(&c->text, "  ");
		add_text(&c->text, outcome->sentence);
		buf_add_char(&c->text, '\n');
	}
	if (outcome->verdict != VERDICT_EXPECTED || verbose)
		add_indented(&c->text, outcome->detail);
	add_waivers(c, test, outcome);
	if (finding)
		add_next_step(c, test, outcome);
	if (verbose) {
		if (finding)
			add_origin(&c->text, test);
		add_transcript(c, test);
	}
	bool drawn = is_drawn(c, outcome->verdict);
	if (drawn)
		add_pictures(c, test, outcome, expected);
	if (!drawn && groups_take(c->groups, test, outcome, &c->text))
		buf_clear(&c->text);
	else
		console_print(c);
}

/* Quietly, only how the case ends is told, which says that it was retried. */
static void
show_attempt(struct console *c, const struct run_event *event)
{
	const struct outcome *outcome = event->outcome;
	if (c->options.volume == CONSOLE_QUIET)
		return;
	console_lines_add_headline(
	    &c->text, &c->columns, event->test, outcome, true);
	if (outcome->sentence) {
		buf_add_text(&c->text, "  ");
		add_text(&c->text, outcome->sentence);
		buf_add_char(&c->text, '\n');
	}
	add_indented(&c->text, outcome->detail);
	if (c->options.volume == CONSOLE_VERBOSE)
		add_transcript(c, event->test);
	if (is_drawn(c, outcome->verdict))
		add_pictures(c, event->test, outcome, event->expected);
	console_print(c);
}

static void
show_groups(struct console *c)
{
	groups_print(c->groups,
	    c->options.width ? c->options.width : LADDER_COLUMNS, &c->text);
}

static void
end_case(struct console *c, const struct run_event *event)
{
	struct console_case *one = &c->cases[event->test->index];
	c->started_count += one->state == CASE_WAITING;
	one->state = CASE_ENDED;
	c->ended_count++;
	c->failed_count += event->outcome->verdict == VERDICT_FAIL;
	waiver_tally_take(&c->tally, event->test, event->outcome->verdict,
	    event->outcome->finding);
	show_case(c, event->test, event->outcome, event->expected);
	ladder_free(one->ladder);
	one->ladder = NULL;
}

/* The next one starts from nothing. */
static void
end_attempt(struct console *c, const struct run_event *event)
{
	struct console_case *one = &c->cases[event->test->index];
	show_attempt(c, event);
	one->state = CASE_WAITING;
	c->started_count--;
	buf_free(&one->transcript);
	buf_init(&one->transcript, TRANSCRIPT_MAX_BYTES);
	ladder_free(one->ladder);
	one->ladder = NULL;
}

static void
record_picture(struct console *c, const struct run_event *event)
{
	struct console_case *one = &c->cases[event->test->index];
	if (!wants_ladders(c))
		return;
	if (!one->ladder)
		one->ladder = ladder_new();
	ladder_from_event(event, one->ladder);
}

static void
keep_line(struct console *c, const struct run_event *event)
{
	struct buf *transcript = &c->cases[event->test->index].transcript;
	struct buf line;
	if (c->options.volume != CONSOLE_VERBOSE || transcript->truncated)
		return;
	buf_init(&line, TRANSCRIPT_MAX_BYTES);
	transcript_add(&line, event);
	buf_add(transcript, line.bytes, line.size);
	buf_free(&line);
}

static void
record(struct console *c, const struct run_event *event)
{
	if (event->kind == RUN_OBSERVATION)
		c->has_derived_tags |= event->observation->is_derived;
	if (event->kind == RUN_OBSERVATION && event->observation->number == 0)
		return; /* it is about others */
	record_picture(c, event);
	keep_line(c, event);
}

/* Where they would have been. */
static void
record_left_out(struct console *c, const struct run_event *event)
{
	struct ladder *ladder = c->cases[event->test->index].ladder;
	struct buf line;
	keep_line(c, event);
	if (!ladder)
		return;
	buf_init(&line, TRANSCRIPT_MAX_BYTES);
	transcript_add(&line, event);
	line.bytes[--line.size] = '\0'; /* its newline */
	ladder_remark(ladder, UINT_MAX, line.bytes);
	buf_free(&line);
}

/* Those under way when the run ended; those never started are only counted. */
static void
show_unfinished(struct console *c)
{
	char sentence[] = "It was not finished when the run was stopped.";
	struct outcome outcome = { .verdict = VERDICT_ABORTED,
		.sentence = sentence };
	for (unsigned i = 0; i < c->run->case_count; i++)
		if (c->cases[i].state == CASE_RUNNING)
			show_case(c, &c->run->cases[i], &outcome, NULL);
}

/* Quietly, only what was conceded. */
static void
add_concessions(struct console *c)
{
	struct concessions all;
	concessions_collect(&all, c->run, c->has_derived_tags);
	if (c->options.volume != CONSOLE_QUIET || all.items.count ||
	    all.is_narrowed) {
		concessions_print(&c->text, &all);
		buf_add_char(&c->text, '\n');
	}
	concessions_free(&all);
}

static void
end_run(struct console *c, const struct run_summary *summary)
{
	struct buf *text = &c->text;
	show_unfinished(c);
	show_groups(c);
	/* The summary says that it was interrupted. */
	if (summary->problem && !summary->interrupted) {
		buf_add_text(text, "the run broke off: ");
		add_text(text, summary->problem);
		buf_add_char(text, '\n');
	}
	if (c->options.volume != CONSOLE_QUIET)
		console_lines_add_deadlines(text, summary);
	add_concessions(c);
	if (c->run->waivers) {
		buf_add_text(text, "waivers: ");
		waiver_tally_print(text, &c->tally);
		buf_add_char(text, '\n');
	}
	summary_print(text, summary, c->run);
	c->run = NULL;
	console_print(c);
}

static void
show_notice(struct console *c, const char *notice)
{
	buf_add_text(&c->text, "note: ");
	add_text(&c->text, notice);
	buf_add_char(&c->text, '\n');
	console_print(c);
}

static void
console_event(struct sink *sink, const struct run_event *event)
{
	struct console *c = (struct console *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		start_run(c, event->run);
		break;
	case RUN_CASE_STARTED:
		c->cases[event->test->index].state = CASE_RUNNING;
		c->started_count++;
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
		record(c, event);
		break;
	case RUN_LEFT_OUT:
		record_left_out(c, event);
		break;
	case RUN_PROOF:
	case RUN_QUIET:
		break;
	case RUN_CASE_ENDED:
		end_case(c, event);
		break;
	case RUN_ATTEMPT_ENDED:
		end_attempt(c, event);
		break;
	case RUN_LAG:
		break;
	case RUN_NOTICE:
		show_notice(c, event->notice);
		break;
	case RUN_ENDED:
		end_run(c, event->summary);
		break;
	}
	refresh_progress(c, event->time_ns);
}

struct console *
console_new(const struct console_options *options)
{
	struct console *c = mem_zalloc(sizeof(*c));
	c->sink.event = console_event;
	c->options = *options;
	c->columns.colour = options->colour;
	c->screen = (struct screen){ .out = options->out,
		.ascii = options->ascii,
		.width = options->width };
	c->groups = groups_new();
	buf_init(&c->text, TEXT_MAX_BYTES);
	return c;
}

struct sink *
console_sink(struct console *c)
{
	return &c->sink;
}

bool
console_finish(struct console *c, char **ret_problem)
{
	if (c->run) {
		show_unfinished(c);
		show_groups(c);
		buf_printf(&c->text,
		    "the run did not end: %u of %u cases are finished\n",
		    c->ended_count, c->run->case_count);
		c->run = NULL;
	}
	console_print(c);
	if (c->screen.error)
		*ret_problem = mem_printf("cannot write the console report: %s",
		    strerror(c->screen.error));
	return c->screen.error == 0;
}

void
console_free(struct console *c)
{
	if (!c)
		return;
	for (unsigned i = 0; i < c->case_count; i++) {
		buf_free(&c->cases[i].transcript);
		ladder_free(c->cases[i].ladder);
	}
	free(c->cases);
	groups_free(c->groups);
	waiver_tally_free(&c->tally);
	buf_free(&c->text);
	free(c);
}
