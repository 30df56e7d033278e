/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform coverage: the rows of the document's tables, and the cases that
 * require them.
 */
#include "runner/load/coverage.h"
#include "core/wrap.h"
#include "reports/output.h"
#include "reports/screen.h"
#include "reports/tally.h"
#include "runner/cli/commands.h"
#include "runner/cli/selection.h"
#include "runner/cli/surroundings.h"
#include "wire/json.h"

#include <getopt.h>
#include <string.h>

#define TEXT_MAX_BYTES ((size_t)16 << 20)
#define COLUMNS 80
#define INDENT_COLUMNS 8

enum { OPTION_JSON, OPTION_EXCUSE, OPTION_DATA };

static const struct option_spec options[] = {
	[OPTION_JSON] = { "json", 0, "FILE",
	    "write the result as JSON, '-' for standard output" },
	[OPTION_EXCUSE] = { "excuse", 'x', "FILE",
	    "rows that no case requires, with reasons (XML, see\n"
	    "docs/coverage.md)" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/ and schema/ are" },
	{ 0 },
};

struct covering {
	const char *json_file, *excuse_file, *data_option;
	struct diag diag;
	struct suites suites;
	struct coverage coverage;
	struct output *json;
	struct buf text;
	unsigned covered, excused, gaps;
};

static void
count_rows(struct covering *c)
{
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		const struct covered_row *row = &c->coverage.rows.items[i];
		if (row->cases.count > 0)
			c->covered++;
		else if (row->excuse)
			c->excused++;
		else
			c->gaps++;
	}
}

/* The cases one after the other, or why there is none. */
static void
add_cases(const struct covered_row *row, struct buf *into)
{
	for (size_t i = 0; i < row->cases.count; i++)
		buf_printf(
		    into, "%s%s", i ? ", " : "", row->cases.items[i]->name);
	if (row->cases.count == 0)
		buf_add_text(
		    into, row->excuse ? row->excuse : "no case requires it");
}

static void
add_row(struct covering *c, const struct covered_row *row)
{
	const char *word = row->cases.count ? "ok"
	    : row->excuse                   ? "excused"
					    : "GAP";
	struct buf cases;
	buf_printf(&c->text, "%-*s%-28s %s\n", INDENT_COLUMNS, word,
	    row->row->name, row->row->protocol);
	buf_init(&cases, TEXT_MAX_BYTES);
	add_cases(row, &cases);
	wrap_labelled(
	    "", INDENT_COLUMNS + 2, buf_text(&cases), COLUMNS, &c->text);
	buf_free(&cases);
}

static void
print_table(struct covering *c)
{
	struct console_options terminal = { 0 };
	const struct fixture *phase = NULL;
	look_at_terminal(stdout, &terminal);
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		const struct covered_row *row = &c->coverage.rows.items[i];
		if (row->fixture != phase)
			buf_printf(&c->text, "%s%s/%s  §%s  %s\n",
			    i ? "\n" : "", row->suite->name,
			    row->fixture->phase, row->fixture->section,
			    row->fixture->title);
		phase = row->fixture;
		add_row(c, row);
	}
	buf_printf(&c->text, "\n%zu rows: %u covered, %u excused, %u gap%s\n",
	    c->coverage.rows.count, c->covered, c->excused, c->gaps,
	    c->gaps == 1 ? "" : "s");
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
add_json_row(const struct covered_row *row, struct buf *into)
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
	buf_add_text(into, "]}");
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
	buf_printf(&b,
	    "{\"covered\":%u,\"excused\":%u,\"gaps\":%u,\n \"rows\":[",
	    c->covered, c->excused, c->gaps);
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		if (i)
			buf_add_char(&b, ',');
		add_json_row(&c->coverage.rows.items[i], &b);
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

static bool
load(struct covering *c)
{
	char *data = find_data_folder(c->data_option, &c->diag);
	bool good = data && suites_load(data, NULL, &c->suites, &c->diag);
	for (size_t i = 0; i < c->suites.items.count; i++)
		coverage_add_suite(&c->coverage, c->suites.items.items[i]);
	if (good && c->excuse_file) {
		char *schema = mem_printf("%s/schema", data);
		good = coverage_excuse(
		    &c->coverage, c->excuse_file, schema, &c->diag);
		free(schema);
	}
	free(data);
	return good;
}

static enum exit_status
carry_out(struct covering *c)
{
	if (!open_json(c) || !load(c))
		return EXIT_USAGE;
	count_rows(c);
	print_table(c);
	if (!write_json(c))
		return EXIT_UNDECIDED;
	return c->gaps ? EXIT_DEVIATES : EXIT_CONFORMS;
}

static void
release(struct covering *c)
{
	output_discard(c->json);
	coverage_free(&c->coverage);
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
		if (option == OPTION_JSON)
			c.json_file = optarg;
		else if (option == OPTION_EXCUSE)
			c.excuse_file = optarg;
		else
			c.data_option = optarg;
	}
	if (optind < argc) {
		options_complain(
		    self, "coverage takes no word, but got '%s'", argv[optind]);
		return EXIT_USAGE;
	}
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
	.usage = "coverage [OPTION...]",
	.text = "Prints every row of every documented table with the cases of "
		"its phase that\ncannot pass without it.\n\nExit status: 0 "
		"every row has a case or an excuse, 1 a row has none, 2 wrong "
		"usage\nor input file.",
	.options = options,
	.examples = "  ixconform coverage --json out/coverage.json\n"
		    "  ixconform coverage --excuse known-gaps.xml",
	.run = run_coverage,
};
