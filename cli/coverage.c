/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform coverage: the rows of the document's tables, the cases that require
 * them, and what a run has shown of them.
 */
#include "cli/commands.h"
#include "cli/coverage_query.h"
#include "cli/option/outputs.h"
#include "cli/option/provenance.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "cli/state_table.h"
#include "core/escape.h"
#include "core/text/wrap.h"
#include "evidence/evidence.h"
#include "record/summary.h"
#include "reports/screen.h"

#include <string.h>

#define TEXT_MAX_BYTES ((size_t)16 << 20)
#define COLUMNS 80
#define INDENT_COLUMNS 8
#define MODEL_COLUMNS 22

/* What a row's state looks like in the table and in the summary. */
static const struct state_word {
	const char *word, *one, *many;
} state_words[ROW_STATE_COUNT] = {
	[ROW_SHOWN] = { "shown", "shown", "shown" },
	[ROW_REFUTED] = { "REFUTED", "refuted", "refuted" },
	[ROW_OPEN] = { "OPEN", "open", "open" },
	[ROW_COVERED] = { "ok", "covered", "covered" },
	[ROW_EXCUSED] = { "excused", "excused", "excused" },
	[ROW_GAP] = { "GAP", "gap", "gaps" },
};

struct table {
	struct coverage_query rows;
	const char *run_file, *excuse_file;
	struct json_result json;
	bool is_of_states;
	struct diag diag;
	struct workspace workspace;
	struct provenance provenance;
	struct buf text;
};

/* --- as text --- */

/* "fail, wrong protocol"; a case that is not in the run: "not run". */
static void
add_verdict(const struct case_result *r, struct buf *into)
{
	buf_add_text(into, r ? verdict_name(r->verdict) : "not run");
	if (r && r->finding != FINDING_NONE)
		buf_printf(into, " (%s)", finding_name(r->finding));
}

/* The cases one after the other, or the reason for having none. */
static void
add_cases(
    const struct table *t, const struct covered_row *row, struct buf *into)
{
	for (size_t i = 0; i < row->cases.count; i++) {
		buf_printf(
		    into, "%s%s", i ? ", " : "", row->cases.items[i]->name);
		if (!t->rows.run)
			continue;
		buf_add_text(into, ": ");
		add_verdict(coverage_query_result(&t->rows, row, i), into);
	}
	if (row->cases.count == 0 && !row->excuse)
		buf_add_text(into, "no case requires it");
}

static void
add_row(struct table *t, const struct covered_row *row)
{
	enum row_state state = coverage_query_state(&t->rows, row);
	struct buf cases;
	buf_printf(&t->text, "%-*s%-28s %s\n", INDENT_COLUMNS,
	    state_words[state].word, row->row->name, row->row->protocol);
	buf_init(&cases, TEXT_MAX_BYTES);
	add_cases(t, row, &cases);
	if (cases.size)
		wrap_labelled("", INDENT_COLUMNS + 2, buf_text(&cases), COLUMNS,
		    &t->text);
	if (state == ROW_EXCUSED)
		wrap_labelled(
		    "", INDENT_COLUMNS + 2, row->excuse, COLUMNS, &t->text);
	buf_free(&cases);
}

/* Of which server the verdicts are. */
static void
add_run(struct table *t)
{
	const struct run_facts *run = past_run_facts(t->rows.run);
	buf_add_text(&t->text, "run of ");
	escape_line(&t->text, run->server_name, strlen(run->server_name));
	buf_add_char(&t->text, ' ');
	escape_line(&t->text, run->server_version, strlen(run->server_version));
	buf_add_text(&t->text, ", target ");
	escape_line(&t->text, run->target_name, strlen(run->target_name));
	buf_add_char(&t->text, '\n');
	if (!past_run_summary(t->rows.run))
		buf_add_text(
		    &t->text, "note: the recording ends before its run did\n");
	buf_add_char(&t->text, '\n');
}

/* --- models and their phases --- */

/* What tells most about a phase comes last. */
static const unsigned char weights[ROW_STATE_COUNT] = {
	[ROW_SHOWN] = 0,
	[ROW_COVERED] = 0,
	[ROW_EXCUSED] = 1,
	[ROW_OPEN] = 2,
	[ROW_GAP] = 3,
	[ROW_REFUTED] = 4,
};

/* "14.1 ok  14.2 GAP": each phase by the worst of its rows, from 'i' on; where
 * the rows of another suite begin. */
static size_t
add_phases(struct table *t, size_t i, struct buf *into)
{
	const struct coverage *all = &t->rows.coverage;
	const struct suite *suite = all->rows.items[i].suite;
	while (i < all->rows.count && all->rows.items[i].suite == suite) {
		const struct fixture *phase = all->rows.items[i].fixture;
		int worst = -1;
		for (;
		     i < all->rows.count && all->rows.items[i].fixture == phase;
		     i++) {
			const struct covered_row *row = &all->rows.items[i];
			if (!coverage_query_wants(&t->rows, row))
				continue;
			int state = (int)coverage_query_state(&t->rows, row);
			if (worst < 0 || weights[state] > weights[worst])
				worst = state;
		}
		if (worst >= 0)
			buf_printf(into, "%s%s %s", into->size ? ", " : "",
			    phase->section, state_words[worst].word);
	}
	return i;
}

/* Of several models, a line each. */
static void
add_matrix(struct table *t)
{
	const struct coverage *all = &t->rows.coverage;
	struct buf lines, phases;
	unsigned models = 0;
	buf_init(&lines, TEXT_MAX_BYTES);
	buf_init(&phases, TEXT_MAX_BYTES);
	for (size_t i = 0; i < all->rows.count;) {
		const char *name = all->rows.items[i].suite->name;
		buf_clear(&phases);
		i = add_phases(t, i, &phases);
		if (phases.size == 0)
			continue;
		wrap_labelled(
		    name, MODEL_COLUMNS, buf_text(&phases), COLUMNS, &lines);
		models++;
	}
	if (models > 1) {
		buf_add_char(&t->text, '\n');
		buf_add(&t->text, lines.bytes, lines.size);
	}
	buf_free(&lines);
	buf_free(&phases);
}

static void
add_summary(struct table *t)
{
	const char *gap = " ";
	buf_printf(&t->text, "\n%u row%s:", t->rows.rows,
	    t->rows.rows == 1 ? "" : "s");
	for (int i = 0; i < ROW_STATE_COUNT; i++) {
		bool is_of_run = i < ROW_COVERED;
		if (i <= ROW_COVERED && is_of_run != (t->rows.run != NULL))
			continue;
		buf_printf(&t->text, "%s%u %s", gap, t->rows.counts[i],
		    t->rows.counts[i] == 1 ? state_words[i].one
					   : state_words[i].many);
		gap = ", ";
	}
	buf_add_char(&t->text, '\n');
}

static void
print_table(struct table *t)
{
	struct console_options terminal = { 0 };
	const struct fixture *phase = NULL;
	look_at_terminal(stdout, &terminal);
	if (t->rows.run)
		add_run(t);
	for (size_t i = 0; i < t->rows.coverage.rows.count; i++) {
		const struct covered_row *row = &t->rows.coverage.rows.items[i];
		if (!coverage_query_wants(&t->rows, row))
			continue;
		if (row->fixture != phase)
			buf_printf(&t->text, "%s%s/%s  §%s  %s\n",
			    phase ? "\n" : "", row->suite->name,
			    row->fixture->phase, row->fixture->section,
			    row->fixture->title);
		phase = row->fixture;
		add_row(t, row);
	}
	add_matrix(t);
	add_summary(t);
	struct screen screen = { .out = stream_beside(t->json.path),
		.ascii = terminal.ascii };
	screen_print(&screen, &t->text);
}

static bool
write_json(struct table *t)
{
	struct buf *text = json_result_text(&t->json);
	if (text)
		coverage_query_print_json(&t->rows, text);
	return json_result_write(&t->json, &t->diag);
}

/* The run's readings decide what its cases require. */
static bool
load_run(struct table *t)
{
	if (!t->run_file)
		return true;
	t->rows.run = past_run_read(t->run_file, &t->diag);
	return t->rows.run != NULL;
}

/* Of a run, what it was of; otherwise what a run would be of. */
static bool
is_asked_for(const struct table *t, const struct suite *suite,
    const struct run_facts *run)
{
	if (run)
		return provenance_is_of_run(suite, run);
	return !suite->is_on_request || t->rows.word_count > 0;
}

static bool
load(struct table *t)
{
	struct workspace *w = &t->workspace;
	bool good = workspace_find(w, &t->diag) && load_run(t) &&
	    workspace_load_suites(w, NULL, &t->diag);
	const struct run_facts *run =
	    t->rows.run ? past_run_facts(t->rows.run) : NULL;
	for (size_t i = 0; i < w->suites.items.count; i++)
		if (is_asked_for(t, w->suites.items.items[i], run))
			coverage_add_suite(&t->rows.coverage,
			    w->suites.items.items[i], run ? run->target : NULL);
	coverage_query_mark_open(&t->rows);
	return good && coverage_query_check_words(&t->rows, &t->diag) &&
	    (!t->excuse_file ||
		coverage_excuse(
		    &t->rows.coverage, t->excuse_file, w->schema, &t->diag));
}

/* Verdicts on other fixtures say less about these.  False: in doubt. */
static bool
weigh_run(struct table *t)
{
	if (!t->rows.run)
		return true;
	const struct run_facts *run = past_run_facts(t->rows.run);
	provenance_collect_at_hand(&t->provenance, &t->workspace.suites, run);
	struct run_facts here = provenance_facts(&t->provenance);
	struct evidence_setup setup = { .run = run,
		.at_hand = { here.files, here.file_count },
		.accepts_other_suite = true };
	struct evidence *e = evidence_new(&setup);
	const struct doubts *d =
	    evidence_finish(e, past_run_recording(t->rows.run));
	bool good = doubts_count_but(d, DOUBT_NOTE) == 0;
	struct buf text;
	buf_init(&text, DOUBTS_MAX_BYTES);
	doubts_print(d, NULL, &text);
	fputs(buf_text(&text), stderr);
	buf_free(&text);
	evidence_free(e);
	return good;
}

static enum exit_status
status_of(const struct table *t)
{
	if (t->rows.counts[ROW_GAP] || t->rows.counts[ROW_REFUTED])
		return EXIT_DEVIATES;
	return t->rows.counts[ROW_OPEN] ? EXIT_UNDECIDED : EXIT_CONFORMS;
}

/*
 * The states of a model are those of one target: the embedded one.  The table
 * is of conferences, and of no other model yet.
 */
static bool
take_states(struct table *t, struct state_table *states)
{
	struct workspace *w = &t->workspace;
	bool good = workspace_load(w, &t->diag);
	for (size_t i = 0; good && i < w->suites.items.count; i++)
		if (suite_sends(w->suites.items.items[i], "RequestConference"))
			good = state_table_add_suite(states,
			    w->suites.items.items[i], w->target, &t->diag);
	return good &&
	    (!t->excuse_file ||
		state_table_excuse(
		    states, t->excuse_file, w->schema, &t->diag));
}

static enum exit_status
tell_states(struct table *t)
{
	if (t->run_file || t->json.path || t->rows.word_count > 0) {
		diag_error(&t->diag, NULL,
		    "--states cannot be combined with --run, --json or names");
		return EXIT_USAGE;
	}
	struct state_table *states = state_table_new();
	enum exit_status status = EXIT_USAGE;
	if (take_states(t, states)) {
		state_table_print(states, &t->text);
		fwrite(buf_text(&t->text), 1, t->text.size, stdout);
		status =
		    state_table_gaps(states) ? EXIT_DEVIATES : EXIT_CONFORMS;
	}
	state_table_free(states);
	return status;
}

static enum exit_status
carry_out(struct table *t)
{
	if (t->is_of_states)
		return tell_states(t);
	if (!json_result_open(&t->json, &t->diag) || !load(t))
		return EXIT_USAGE;
	bool is_sound = weigh_run(t);
	coverage_query_count(&t->rows);
	print_table(t);
	enum exit_status status = write_json(t) ? status_of(t) : EXIT_UNWRITTEN;
	return status == EXIT_CONFORMS && !is_sound ? EXIT_DOUBTED : status;
}

static int
run_coverage(const struct command *self, int argc, char **argv)
{
	struct table t = { 0 };
	const struct option_row rows[] = {
		{ "run", 'r', "FILE",
		    "show which rows the verdicts of this recorded run have "
		    "shown",
		    .text = &t.run_file },
		json_option(&t.json),
		{ "excuse", 'x', "FILE",
		    "excuses, with reasons, for rows that no case requires or "
		    "no run can show (XML, see docs/coverage.md)",
		    .text = &t.excuse_file },
		{ "states", 's', NULL,
		    "print, instead of rows, which requests are made by whom "
		    "in which state, as Markdown; excuses apply to its cells",
		    .flag = &t.is_of_states },
		data_option(&t.workspace),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end == OPTIONS_HELP)
		return 0;
	t.rows.words = options.words;
	t.rows.word_count = options.word_count;
	diag_init(&t.diag);
	buf_init(&t.text, TEXT_MAX_BYTES);
	enum exit_status status =
	    end == OPTIONS_READ ? carry_out(&t) : EXIT_USAGE;
	coverage_query_free(&t.rows);
	provenance_free(&t.provenance);
	workspace_free(&t.workspace);
	buf_free(&t.text);
	return (int)json_result_end(&t.json, &t.diag, status);
}

const struct command coverage_command = {
	.name = "coverage",
	.summary = "show which case requires which row of the document's "
		   "tables",
	.usage = "coverage [OPTION...] [SUITE[/PHASE[/CASE]]]...",
	.text =
	    "Prints every row of every documented table with the cases of its "
	    "phase that\ncannot pass without it.  With --run, each has its "
	    "verdict: a row is shown when one of them passed, and refuted "
	    "when one failed.\n\nExit status: 0 every row has a case (with "
	    "--run: is shown) or an excuse, 1 a row has neither, or is "
	    "refuted, 2 wrong usage or input file, 3 no case has shown or "
	    "refuted a row, 5 as 0, but the recording is not as it was written, "
	    "or not about this suite.  With --states: 1 a cell has neither.",
	.examples = "  ixconform coverage --json out/coverage.json\n"
		    "  ixconform coverage --excuse known-gaps.xml\n"
		    "  ixconform coverage --run run.ndjson conference\n"
		    "  ixconform coverage --states",
	.run = run_coverage,
};
