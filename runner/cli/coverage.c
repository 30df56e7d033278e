/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform coverage: the rows of the document's tables, the cases that require
 * them, and what a run has shown of them.
 */
#include "runner/load/coverage.h"
#include "core/escape.h"
#include "core/suggest.h"
#include "core/wrap.h"
#include "reports/output.h"
#include "reports/past_run.h"
#include "reports/screen.h"
#include "reports/tally.h"
#include "runner/cli/commands.h"
#include "runner/cli/inputs.h"
#include "runner/cli/selection.h"
#include "runner/cli/surroundings.h"
#include "wire/json.h"

#include <fnmatch.h>
#include <getopt.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)16 << 20)
#define COLUMNS 80
#define INDENT_COLUMNS 8

enum { OPTION_RUN, OPTION_JSON, OPTION_EXCUSE, OPTION_DATA };

static const struct option_spec options[] = {
	[OPTION_RUN] = { "run", 'r', "FILE",
	    "a recorded run: which rows its verdicts have shown" },
	[OPTION_JSON] = { "json", 0, "FILE",
	    "write the result as JSON, '-' for standard output" },
	[OPTION_EXCUSE] = { "excuse", 'x', "FILE",
	    "rows that no case requires, or that no run can show, with\n"
	    "reasons (XML, see docs/coverage.md)" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/ and schema/ are" },
	{ 0 },
};

/* What is known of a row; with a run the first three instead of COVERED. */
enum row_state {
	ROW_SHOWN,   /* a case that requires it passed, and none failed */
	ROW_REFUTED, /* one failed */
	ROW_OPEN,    /* none did either */
	ROW_COVERED, /* a case requires it */
	ROW_EXCUSED,
	ROW_GAP, /* no case requires it */
};
#define ROW_STATE_COUNT (ROW_GAP + 1)

static const struct state_word {
	const char *word, *json, *counted, *counted_many;
} state_words[ROW_STATE_COUNT] = {
	[ROW_SHOWN] = { "shown", "shown", "shown", "shown" },
	[ROW_REFUTED] = { "REFUTED", "refuted", "refuted", "refuted" },
	[ROW_OPEN] = { "OPEN", "open", "open", "open" },
	[ROW_COVERED] = { "ok", "covered", "covered", "covered" },
	[ROW_EXCUSED] = { "excused", "excused", "excused", "excused" },
	[ROW_GAP] = { "GAP", "gap", "gap", "gaps" },
};

struct covering {
	const char *run_file, *json_file, *excuse_file, *data_option;
	char *const *words; /* phases; borrowed */
	unsigned word_count;
	struct diag diag;
	struct suites suites;
	struct coverage coverage;
	struct past_run *run; /* NULL: none is asked about */
	struct inputs inputs;
	struct output *json;
	struct buf text;
	unsigned counts[ROW_STATE_COUNT], rows;
};

static const struct case_result *
result_of(const struct covering *c, const struct covered_row *row, size_t test)
{
	return past_run_find(c->run, row->suite->name, row->fixture->phase,
	    row->cases.items[test]->name);
}

/* ROW_GAP when no case requires it. */
static enum row_state
state_in_run(const struct covering *c, const struct covered_row *row)
{
	enum row_state state = row->cases.count ? ROW_OPEN : ROW_GAP;
	for (size_t i = 0; i < row->cases.count; i++) {
		enum behaviour b = behaviour_of(result_of(c, row, i));
		if (b == SERVER_FAILS)
			return ROW_REFUTED;
		if (b == SERVER_PASSES)
			state = ROW_SHOWN;
	}
	return state;
}

static enum row_state
state_of(const struct covering *c, const struct covered_row *row)
{
	enum row_state state = c->run ? state_in_run(c, row)
	    : row->cases.count        ? ROW_COVERED
				      : ROW_GAP;
	bool needs_excuse = state == ROW_OPEN || state == ROW_GAP;
	return needs_excuse && row->excuse ? ROW_EXCUSED : state;
}

/* --- which rows --- */

static bool
is_named(const struct covered_row *row, const char *word)
{
	char *path = mem_printf("%s/%s", row->suite->name, row->fixture->phase);
	bool named = fnmatch(word, path, FNM_PATHNAME) == 0 ||
	    fnmatch(word, row->suite->name, FNM_PATHNAME) == 0 ||
	    fnmatch(word, row->fixture->phase, FNM_PATHNAME) == 0;
	free(path);
	return named;
}

static bool
is_wanted(const struct covering *c, const struct covered_row *row)
{
	bool wanted = c->word_count == 0;
	for (unsigned i = 0; i < c->word_count && !wanted; i++)
		wanted = is_named(row, c->words[i]);
	return wanted;
}

static void
complain_of_word(struct covering *c, const char *word)
{
	struct suggestion s;
	suggest_start(&s, word);
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		suggest_offer(&s, c->coverage.rows.items[i].suite->name);
		suggest_offer(&s, c->coverage.rows.items[i].fixture->phase);
	}
	diag_error(&c->diag, NULL,
	    "no suite, or phase with a table, is "
	    "called '%s'",
	    word);
	diag_did_you_mean(&c->diag, s.best);
}

static bool
check_words(struct covering *c)
{
	for (unsigned i = 0; i < c->word_count; i++) {
		bool found = false;
		for (size_t j = 0; j < c->coverage.rows.count && !found; j++)
			found =
			    is_named(&c->coverage.rows.items[j], c->words[i]);
		if (!found)
			complain_of_word(c, c->words[i]);
	}
	return c->diag.error_count == 0;
}

static void
count_rows(struct covering *c)
{
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		const struct covered_row *row = &c->coverage.rows.items[i];
		if (!is_wanted(c, row))
			continue;
		c->rows++;
		c->counts[state_of(c, row)]++;
	}
}

/* --- as text --- */

/* "fail, wrong protocol"; a case that is not in the run: "not run". */
static void
add_verdict(const struct case_result *r, struct buf *into)
{
	buf_add_text(into, r ? verdict_name(r->verdict) : "not run");
	if (r && r->finding != FINDING_NONE)
		buf_printf(into, " (%s)", finding_name(r->finding));
}

/* The cases one after the other, or why there is none. */
static void
add_cases(
    const struct covering *c, const struct covered_row *row, struct buf *into)
{
	for (size_t i = 0; i < row->cases.count; i++) {
		buf_printf(
		    into, "%s%s", i ? ", " : "", row->cases.items[i]->name);
		if (!c->run)
			continue;
		buf_add_text(into, ": ");
		add_verdict(result_of(c, row, i), into);
	}
	if (row->cases.count == 0 && !row->excuse)
		buf_add_text(into, "no case requires it");
}

static void
add_row(struct covering *c, const struct covered_row *row)
{
	enum row_state state = state_of(c, row);
	struct buf cases;
	buf_printf(&c->text, "%-*s%-28s %s\n", INDENT_COLUMNS,
	    state_words[state].word, row->row->name, row->row->protocol);
	buf_init(&cases, TEXT_MAX_BYTES);
	add_cases(c, row, &cases);
	if (cases.size)
		wrap_labelled("", INDENT_COLUMNS + 2, buf_text(&cases), COLUMNS,
		    &c->text);
	if (state == ROW_EXCUSED)
		wrap_labelled(
		    "", INDENT_COLUMNS + 2, row->excuse, COLUMNS, &c->text);
	buf_free(&cases);
}

/* Of which server the verdicts are. */
static void
add_run(struct covering *c)
{
	const struct run_facts *run = past_run_facts(c->run);
	buf_add_text(&c->text, "run of ");
	escape_line(&c->text, run->server_name, strlen(run->server_name));
	buf_add_char(&c->text, ' ');
	escape_line(&c->text, run->server_version, strlen(run->server_version));
	buf_add_text(&c->text, ", target ");
	escape_line(&c->text, run->target_name, strlen(run->target_name));
	buf_add_char(&c->text, '\n');
	if (!past_run_summary(c->run))
		buf_add_text(
		    &c->text, "note: the recording ends before its run did\n");
	buf_add_char(&c->text, '\n');
}

static void
add_summary(struct covering *c)
{
	const char *gap = " ";
	buf_printf(&c->text, "\n%u row%s:", c->rows, c->rows == 1 ? "" : "s");
	for (int i = 0; i < ROW_STATE_COUNT; i++) {
		bool is_of_run = i < ROW_COVERED;
		if (i <= ROW_COVERED && is_of_run != (c->run != NULL))
			continue;
		buf_printf(&c->text, "%s%u %s", gap, c->counts[i],
		    c->counts[i] == 1 ? state_words[i].counted
				      : state_words[i].counted_many);
		gap = ", ";
	}
	buf_add_char(&c->text, '\n');
}

static void
print_table(struct covering *c)
{
	struct console_options terminal = { 0 };
	const struct fixture *phase = NULL;
	look_at_terminal(stdout, &terminal);
	if (c->run)
		add_run(c);
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		const struct covered_row *row = &c->coverage.rows.items[i];
		if (!is_wanted(c, row))
			continue;
		if (row->fixture != phase)
			buf_printf(&c->text, "%s%s/%s  §%s  %s\n",
			    phase ? "\n" : "", row->suite->name,
			    row->fixture->phase, row->fixture->section,
			    row->fixture->title);
		phase = row->fixture;
		add_row(c, row);
	}
	add_summary(c);
	struct screen screen = { .ascii = terminal.ascii };
	/* Standard output belongs to the JSON that is written there. */
	bool is_taken = c->json_file && strcmp(c->json_file, "-") == 0;
	screen.out = is_taken ? stderr : stdout;
	screen_print(&screen, &c->text);
}

static void
add_member(const char *name, const char *text, struct buf *into)
{
	buf_printf(into, ",\"%s\":", name);
	if (text)
		json_print_string(text, strlen(text), into);
	else
		buf_add_text(into, "null");
}

static void
add_json_verdicts(
    const struct covering *c, const struct covered_row *row, struct buf *into)
{
	add_member("state", state_words[state_of(c, row)].json, into);
	buf_add_text(into, ",\"verdicts\":[");
	for (size_t i = 0; i < row->cases.count; i++) {
		const struct case_result *r = result_of(c, row, i);
		const char *name = row->cases.items[i]->name;
		buf_add_text(into, i ? ",{\"case\":" : "{\"case\":");
		json_print_string(name, strlen(name), into);
		add_member(
		    "verdict", r ? verdict_name(r->verdict) : NULL, into);
		add_member(
		    "finding", r ? finding_name(r->finding) : NULL, into);
		buf_add_char(into, '}');
	}
	buf_add_char(into, ']');
}

static void
add_json_row(
    const struct covering *c, const struct covered_row *row, struct buf *into)
{
	buf_add_text(into, "\n  {\"suite\":");
	json_print_string(row->suite->name, strlen(row->suite->name), into);
	add_member("phase", row->fixture->phase, into);
	add_member("section", row->fixture->section, into);
	add_member("message", row->row->name, into);
	add_member("protocol", row->row->protocol, into);
	add_member("excuse", row->excuse, into);
	buf_add_text(into, ",\"cases\":[");
	for (size_t i = 0; i < row->cases.count; i++) {
		const char *name = row->cases.items[i]->name;
		if (i)
			buf_add_char(into, ',');
		json_print_string(name, strlen(name), into);
	}
	buf_add_char(into, ']');
	if (c->run)
		add_json_verdicts(c, row, into);
	buf_add_char(into, '}');
}

/* Without a run what is covered, with one what it has shown. */
static void
add_json_counts(const struct covering *c, struct buf *into)
{
	if (c->run)
		buf_printf(into, "\"shown\":%u,\"refuted\":%u,\"open\":%u",
		    c->counts[ROW_SHOWN], c->counts[ROW_REFUTED],
		    c->counts[ROW_OPEN]);
	else
		buf_printf(into, "\"covered\":%u", c->counts[ROW_COVERED]);
	buf_printf(into, ",\"excused\":%u,\"gaps\":%u", c->counts[ROW_EXCUSED],
	    c->counts[ROW_GAP]);
}

static bool
write_json(struct covering *c)
{
	struct output *json = c->json;
	char *problem = NULL;
	struct buf b;
	if (!json)
		return true;
	c->json = NULL;
	buf_init(&b, TEXT_MAX_BYTES);
	buf_add_char(&b, '{');
	add_json_counts(c, &b);
	buf_add_text(&b, ",\n \"rows\":[");
	const char *comma = "";
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		if (!is_wanted(c, &c->coverage.rows.items[i]))
			continue;
		buf_add_text(&b, comma);
		add_json_row(c, &c->coverage.rows.items[i], &b);
		comma = ",";
	}
	buf_add_text(&b, "]}\n");
	output_write(json, b.bytes, b.size);
	buf_free(&b);
	if (output_commit(json, &problem))
		return true;
	diag_error(&c->diag, NULL, "%s", problem);
	free(problem);
	return false;
}

static bool
open_json(struct covering *c)
{
	char *problem = NULL;
	if (!c->json_file)
		return true;
	c->json = output_open(c->json_file, stdout, &problem);
	if (!c->json)
		diag_error(&c->diag, NULL, "%s", problem);
	free(problem);
	return c->json != NULL;
}

/* The run's readings decide what its cases require. */
static bool
load_run(struct covering *c)
{
	if (!c->run_file)
		return true;
	c->run = past_run_read(c->run_file, &c->diag);
	return c->run != NULL;
}

static void
mark_open_rows(struct covering *c)
{
	for (size_t i = 0; i < c->coverage.rows.count && c->run; i++) {
		struct covered_row *row = &c->coverage.rows.items[i];
		row->is_open = state_in_run(c, row) == ROW_OPEN;
	}
}

static bool
load_excuses(struct covering *c, const char *data)
{
	if (!c->excuse_file)
		return true;
	char *schema = mem_printf("%s/schema", data);
	bool good =
	    coverage_excuse(&c->coverage, c->excuse_file, schema, &c->diag);
	free(schema);
	return good;
}

static bool
load(struct covering *c)
{
	char *data = find_data_folder(c->data_option, &c->diag);
	bool good = data && load_run(c) &&
	    suites_load(data, NULL, &c->suites, &c->diag);
	const struct target *target =
	    c->run ? past_run_facts(c->run)->target : NULL;
	for (size_t i = 0; i < c->suites.items.count; i++)
		coverage_add_suite(
		    &c->coverage, c->suites.items.items[i], target);
	mark_open_rows(c);
	good = good && check_words(c) && load_excuses(c, data);
	free(data);
	return good;
}

/* Verdicts on other fixtures say less about these. */
static void
note_changed_files(struct covering *c)
{
	if (!c->run)
		return;
	inputs_collect(&c->inputs, &c->suites, NULL);
	inputs_note_changes(&c->inputs, past_run_facts(c->run), stderr);
}

static enum exit_status
status_of(const struct covering *c)
{
	if (c->counts[ROW_GAP] || c->counts[ROW_REFUTED])
		return EXIT_DEVIATES;
	return c->counts[ROW_OPEN] ? EXIT_UNDECIDED : EXIT_CONFORMS;
}

static enum exit_status
carry_out(struct covering *c)
{
	if (!open_json(c) || !load(c))
		return EXIT_USAGE;
	note_changed_files(c);
	count_rows(c);
	print_table(c);
	return write_json(c) ? status_of(c) : EXIT_UNDECIDED;
}

static void
release(struct covering *c)
{
	output_discard(c->json);
	coverage_free(&c->coverage);
	inputs_free(&c->inputs);
	past_run_free(c->run);
	suites_free(&c->suites);
	buf_free(&c->text);
	diag_free(&c->diag);
}

static int
run_coverage(const struct command *self, int argc, char **argv)
{
	struct covering c = { 0 };
	for (int option;
	     (option = options_next(self, argc, argv)) != OPTION_END;) {
		if (option < 0)
			return option == OPTION_HELP ? 0 : EXIT_USAGE;
		if (option == OPTION_RUN)
			c.run_file = optarg;
		else if (option == OPTION_JSON)
			c.json_file = optarg;
		else if (option == OPTION_EXCUSE)
			c.excuse_file = optarg;
		else
			c.data_option = optarg;
	}
	c.words = argv + optind;
	c.word_count = (unsigned)(argc - optind);
	diag_init(&c.diag);
	buf_init(&c.text, TEXT_MAX_BYTES);
	enum exit_status status = carry_out(&c);
	print_diagnostics(&c.diag);
	release(&c);
	return status;
}

const struct command coverage_command = {
	.name = "coverage",
	.summary = "which case requires which row of the document's tables",
	.usage = "coverage [OPTION...] [SUITE[/PHASE]]...",
	.text =
	    "Prints every row of every documented table with the cases of its "
	    "phase that\ncannot pass without it.  With --run each with its "
	    "verdict: a row is shown when one\nof them passed, and refuted when "
	    "one failed.\n\nExit status: 0 every row has a case (with --run: is "
	    "shown) or an excuse, 1 a row\nhas none, or is refuted, 2 wrong "
	    "usage or input file, 3 no case has shown or\nrefuted a row.",
	.options = options,
	.examples = "  ixconform coverage --json out/coverage.json\n"
		    "  ixconform coverage --excuse known-gaps.xml\n"
		    "  ixconform coverage --run run.ndjson conference",
	.run = run_coverage,
};
