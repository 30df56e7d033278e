/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/coverage_query.h"

#include "cli/option/case_name.h"
#include "core/text/suggest.h"
#include "wire/json_writer.h"

#include <fnmatch.h>
#include <string.h>

static const char *
row_state_name(enum row_state state)
{
	switch (state) {
	case ROW_SHOWN:
		return "shown";
	case ROW_REFUTED:
		return "refuted";
	case ROW_OPEN:
		return "open";
	case ROW_COVERED:
		return "covered";
	case ROW_EXCUSED:
		return "excused";
	case ROW_GAP:
		return "gap";
	}
	return "";
}

const struct case_result *
coverage_query_result(
    const struct coverage_query *c, const struct covered_row *row, size_t test)
{
	return past_run_find(c->run, row->suite->name, row->fixture->phase,
	    row->cases.items[test]->name);
}

/* ROW_GAP when no case requires it. */
static enum row_state
state_in_run(const struct coverage_query *c, const struct covered_row *row)
{
	enum row_state state = row->cases.count ? ROW_OPEN : ROW_GAP;
	for (size_t i = 0; i < row->cases.count; i++)
		state = row_state_with(
		    state, behaviour_of(coverage_query_result(c, row, i)));
	return state;
}

enum row_state
coverage_query_state(
    const struct coverage_query *c, const struct covered_row *row)
{
	enum row_state state = c->run ? state_in_run(c, row)
	    : row->cases.count        ? ROW_COVERED
				      : ROW_GAP;
	bool needs_excuse = state == ROW_OPEN || state == ROW_GAP;
	return needs_excuse && row->excuse ? ROW_EXCUSED : state;
}

/* --- which rows --- */

/* By the name of its suite, of its phase, or of a case that has it. */
static bool
is_named(const struct covered_row *row, const char *word)
{
	const char *phase = row->fixture->phase;
	struct case_name n = { row->suite->name, NULL, NULL };
	char *name = case_name_fixture_word(word);
	bool named =
	    case_name_fits(&n, name) || fnmatch(name, phase, FNM_PATHNAME) == 0;
	n.phase = phase;
	named = named || case_name_fits(&n, name);
	for (size_t i = 0; i < row->cases.count && !named; i++) {
		n.name = row->cases.items[i]->name;
		named = case_name_fits(&n, name);
	}
	free(name);
	return named;
}

bool
coverage_query_wants(
    const struct coverage_query *c, const struct covered_row *row)
{
	bool wanted = c->word_count == 0;
	for (unsigned i = 0; i < c->word_count && !wanted; i++)
		wanted = is_named(row, c->words[i]);
	return wanted;
}

static void
complain_of_word(
    const struct coverage_query *c, const char *word, struct diag *diag)
{
	struct suggestion s;
	suggest_start(&s, word);
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		suggest_offer(&s, c->coverage.rows.items[i].suite->name);
		suggest_offer(&s, c->coverage.rows.items[i].fixture->phase);
	}
	diag_error(diag, NULL,
	    "no suite, phase with a table, or case that has a row of it, is "
	    "called '%s'",
	    word);
	diag_did_you_mean(diag, s.best);
	if (!s.best)
		diag_note(
		    diag, "'ixconform coverage' without names prints all rows");
}

bool
coverage_query_check_words(const struct coverage_query *c, struct diag *diag)
{
	unsigned errors = diag->error_count;
	for (unsigned i = 0; i < c->word_count; i++) {
		bool found = false;
		for (size_t j = 0; j < c->coverage.rows.count && !found; j++)
			found =
			    is_named(&c->coverage.rows.items[j], c->words[i]);
		if (!found)
			complain_of_word(c, c->words[i], diag);
	}
	return diag->error_count == errors;
}

void
coverage_query_count(struct coverage_query *c)
{
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		const struct covered_row *row = &c->coverage.rows.items[i];
		if (!coverage_query_wants(c, row))
			continue;
		c->rows++;
		c->counts[coverage_query_state(c, row)]++;
	}
}

void
coverage_query_mark_open(struct coverage_query *c)
{
	for (size_t i = 0; i < c->coverage.rows.count && c->run; i++) {
		struct covered_row *row = &c->coverage.rows.items[i];
		row->is_open = state_in_run(c, row) == ROW_OPEN;
	}
}

/* --- as JSON --- */

static void
add_verdicts(struct json_writer *w, const struct coverage_query *c,
    const struct covered_row *row)
{
	json_add_string(
	    w, "state", row_state_name(coverage_query_state(c, row)));
	json_begin_list(w, "verdicts");
	for (size_t i = 0; i < row->cases.count; i++) {
		const struct case_result *r = coverage_query_result(c, row, i);
		json_begin_object(w, NULL);
		json_add_string(w, "case", row->cases.items[i]->name);
		json_add_string(
		    w, "verdict", r ? verdict_name(r->verdict) : NULL);
		json_add_string(
		    w, "finding", r ? finding_name(r->finding) : NULL);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_row(struct json_writer *w, const struct coverage_query *c,
    const struct covered_row *row)
{
	json_break_line(w, 2);
	json_begin_object(w, NULL);
	json_add_string(w, "suite", row->suite->name);
	json_add_string(w, "phase", row->fixture->phase);
	json_add_string(w, "section", row->fixture->section);
	json_add_string(w, "message", row->row->name);
	json_add_string(w, "protocol", row->row->protocol);
	json_add_string(w, "excuse", row->excuse);
	json_begin_list(w, "cases");
	for (size_t i = 0; i < row->cases.count; i++)
		json_add_string(w, NULL, row->cases.items[i]->name);
	json_end_list(w);
	if (c->run)
		add_verdicts(w, c, row);
	json_end_object(w);
}

/* Without a run what is covered, with one what it has shown. */
static void
add_counts(struct json_writer *w, const struct coverage_query *c)
{
	if (c->run) {
		json_add_integer(w, "shown", c->counts[ROW_SHOWN]);
		json_add_integer(w, "refuted", c->counts[ROW_REFUTED]);
		json_add_integer(w, "open", c->counts[ROW_OPEN]);
	} else {
		json_add_integer(w, "covered", c->counts[ROW_COVERED]);
	}
	json_add_integer(w, "excused", c->counts[ROW_EXCUSED]);
	json_add_integer(w, "gaps", c->counts[ROW_GAP]);
}

void
coverage_query_print_json(const struct coverage_query *c, struct buf *into)
{
	struct json_writer w = { .into = into };
	json_begin_object(&w, NULL);
	add_counts(&w, c);
	json_break_line(&w, 1);
	json_begin_list(&w, "rows");
	for (size_t i = 0; i < c->coverage.rows.count; i++)
		if (coverage_query_wants(c, &c->coverage.rows.items[i]))
			add_row(&w, c, &c->coverage.rows.items[i]);
	json_end_list(&w);
	json_end_object(&w);
	json_end_line(&w);
}

void
coverage_query_free(struct coverage_query *c)
{
	coverage_free(&c->coverage);
	past_run_free(c->run);
}
