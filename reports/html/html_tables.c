/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the documented tables, and which of them the run has shown. */
#include "model/row.h"
#include "reports/html/html_parts.h"
#include "wire/frame.h"

#include <stdio.h>
#include <string.h>

/* Of the states that a run can give, in the words of docs/coverage.md. */
static const char *const state_words[ROW_STATE_COUNT] = {
	[ROW_SHOWN] = "shown",
	[ROW_REFUTED] = "refuted",
	[ROW_OPEN] = "open",
	[ROW_GAP] = "no case",
};
static const char *const state_keys[ROW_STATE_COUNT] = {
	[ROW_SHOWN] = "pass",
	[ROW_REFUTED] = "fail",
	[ROW_OPEN] = "skipped",
	[ROW_GAP] = "gap",
};

/*
 * The next case of this run that has that name, from 'from' on, or NULL: one
 * can be planned any number of times.
 */
static const struct run_case *
find_case(const struct run_facts *run, const struct run_row *row,
    const char *name, unsigned from)
{
	for (unsigned i = from; i < run->case_count; i++)
		if (strcmp(run->cases[i].name, name) == 0 &&
		    strcmp(run->cases[i].phase, row->phase) == 0 &&
		    strcmp(run->cases[i].suite, row->suite) == 0)
			return &run->cases[i];
	return NULL;
}

static enum row_state
state_of(const struct html_run *run, const struct run_row *row)
{
	const struct results *r = run->results;
	enum row_state state = row->case_count ? ROW_OPEN : ROW_GAP;
	for (unsigned i = 0; i < row->case_count; i++) {
		const struct run_case *test =
		    find_case(r->run, row, row->cases[i], 0);
		while (test) {
			const struct case_result *one = &r->cases[test->index];
			state = row_state_with(state,
			    verdict_behaviour(one->verdict, one->finding));
			test = find_case(
			    r->run, row, row->cases[i], test->index + 1);
		}
	}
	return state;
}

static void
add_case(struct xml_writer *w, const struct html_run *run,
    const struct run_row *row, const char *name)
{
	const struct run_case *test =
	    find_case(run->results->run, row, name, 0);
	char link[16];
	if (!test) {
		html_element(w, "span", "unrun", name);
		return;
	}
	snprintf(link, sizeof(link), "#c%u", test->index);
	html_open(w, "a",
	    html_verdict(run->results->cases[test->index].verdict)->key);
	xml_attribute(w, "href", link);
	xml_text(w, name);
	xml_end(w);
}

static void
add_row(
    struct xml_writer *w, const struct html_run *run, const struct run_row *row)
{
	enum row_state state = state_of(run, row);
	xml_start(w, "tr");
	html_element(w, "td", NULL, row->message);
	html_element(w, "td",
	    strcmp(row->protocol, PROTOCOL_REPORTING) == 0 ? "rep" : "im",
	    row->protocol);
	xml_start(w, "td");
	html_open(w, "span", "v");
	xml_attribute(w, "data-v", state_keys[state]);
	xml_text(w, state_words[state]);
	xml_end(w);
	xml_end(w);
	xml_start(w, "td");
	for (unsigned i = 0; i < row->case_count; i++) {
		if (i)
			xml_text(w, ", ");
		add_case(w, run, row, row->cases[i]);
	}
	xml_end(w);
	xml_end(w);
}

static void
add_phase(struct xml_writer *w, const struct run_row *row)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	buf_printf(&b, "%s%s%s", row->section ? "§" : "",
	    row->section ? row->section : "", row->section ? "  " : "");
	buf_add_text(&b, row->title);
	xml_start(w, "tr");
	xml_start(w, "th");
	xml_attribute(w, "colspan", "4");
	xml_attribute(w, "scope", "rowgroup");
	xml_text(w, buf_text(&b));
	xml_end(w);
	xml_end(w);
	buf_free(&b);
}

static void
print_rows(struct xml_writer *w, const struct html_run *run)
{
	const struct run_facts *facts = run->results->run;
	const struct run_row *before = NULL;
	for (unsigned i = 0; i < facts->row_count; i++) {
		const struct run_row *row = &facts->rows[i];
		if (!before || strcmp(before->phase, row->phase) != 0 ||
		    strcmp(before->suite, row->suite) != 0) {
			if (before)
				xml_end(w);
			xml_start(w, "tbody");
			add_phase(w, row);
		}
		before = row;
		add_row(w, run, row);
	}
	xml_end(w);
}

/* "52 rows: 50 shown, 2 refuted" */
static void
print_title(struct xml_writer *w, const struct html_run *run)
{
	const struct run_facts *facts = run->results->run;
	unsigned counts[ROW_STATE_COUNT] = { 0 };
	struct buf b;
	buf_init(&b, SIZE_MAX / 2);
	for (unsigned i = 0; i < facts->row_count; i++)
		counts[state_of(run, &facts->rows[i])]++;
	buf_printf(
	    &b, "%u row%s", facts->row_count, facts->row_count == 1 ? "" : "s");
	const char *gap = ": ";
	for (unsigned i = 0; i < ROW_STATE_COUNT; i++) {
		if (!counts[i])
			continue;
		buf_printf(&b, "%s%u %s", gap, counts[i], state_words[i]);
		gap = ", ";
	}
	xml_start(w, "summary");
	html_element(w, "h2", NULL, "Coverage of the document's tables");
	xml_text(w, " ");
	html_element(w, "span", "note", buf_text(&b));
	xml_end(w);
	buf_free(&b);
}

void
html_print_tables(struct xml_writer *w, const struct html_run *run)
{
	static const char *const columns[] = { "Message", "Protocol",
		"This run", "Cases that cannot pass without it", NULL };
	if (!run->results->run || run->results->run->row_count == 0)
		return;
	html_open(w, "details", "fold");
	xml_attribute(w, "id", "tables");
	print_title(w, run);
	html_open_table(w, "Coverage", "coverage", columns);
	print_rows(w, run);
	xml_end(w);
	xml_end(w);
	xml_end(w);
}
