/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/coverage_query.h"

#include "cli/option/case_name.h"
#include "core/text/suggest.h"
#include "wire/json.h"

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
		    diag, "'ixconform coverage' without a word tells all rows");
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
add_json_verdicts(const struct coverage_query *c, const struct covered_row *row,
    struct buf *into)
{
	json_print_member(
	    "state", row_state_name(coverage_query_state(c, row)), into);
	buf_add_text(into, ",\"verdicts\":[");
	for (size_t i = 0; i < row->cases.count; i++) {
		const struct case_result *r = coverage_query_result(c, row, i);
		const char *name = row->cases.items[i]->name;
		buf_add_text(into, i ? ",{\"case\":" : "{\"case\":");
		json_print_string(name, strlen(name), into);
		json_print_member(
		    "verdict", r ? verdict_name(r->verdict) : NULL, into);
		json_print_member(
		    "finding", r ? finding_name(r->finding) : NULL, into);
		buf_add_char(into, '}');
	}
	buf_add_char(into, ']');
}

static void
add_json_row(const struct coverage_query *c, const struct covered_row *row,
    struct buf *into)
{
	buf_add_text(into, "\n  {\"suite\":");
	json_print_string(row->suite->name, strlen(row->suite->name), into);
	json_print_member("phase", row->fixture->phase, into);
	json_print_member("section", row->fixture->section, into);
	json_print_member("message", row->row->name, into);
	json_print_member("protocol", row->row->protocol, into);
	json_print_member("excuse", row->excuse, into);
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
add_json_counts(const struct coverage_query *c, struct buf *into)
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

void
coverage_query_print_json(const struct coverage_query *c, struct buf *into)
{
	const char *comma = "";
	buf_add_char(into, '{');
	add_json_counts(c, into);
	buf_add_text(into, ",\n \"rows\":[");
	for (size_t i = 0; i < c->coverage.rows.count; i++) {
		if (!coverage_query_wants(c, &c->coverage.rows.items[i]))
			continue;
		buf_add_text(into, comma);
		add_json_row(c, &c->coverage.rows.items[i], into);
		comma = ",";
	}
	buf_add_text(into, "]}\n");
}

void
coverage_query_free(struct coverage_query *c)
{
	coverage_free(&c->coverage);
	past_run_free(c->run);
}
