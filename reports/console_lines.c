/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/console_lines.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/text/duration.h"

#include <string.h>

/* --- headlines --- */

/* "PASS" and "FAIL"; a longer word uses the space after the path. */
#define VERDICT_COLUMNS 4

static const struct verdict_style {
	const char *word;
	const char *colour;
} styles[VERDICT_COUNT] = {
	[VERDICT_PASS] = { "PASS", "32" },
	[VERDICT_FAIL] = { "FAIL", "31" },
	[VERDICT_INCONCLUSIVE] = { "INCONCLUSIVE", "33" },
	[VERDICT_ERROR] = { "ERROR", "35" },
	[VERDICT_SKIPPED] = { "SKIPPED", "36" },
	[VERDICT_ABORTED] = { "ABORTED", "33" },
	[VERDICT_EXPECTED] = { "XFAIL", "36" },
	[VERDICT_FLAKY] = { "FLAKY", "33" },
};

static const struct verdict_style retried = { "RETRY", "33" };

static int
path_columns(const struct run_case *test)
{
	return (int)(utf8_length(test->suite) + utf8_length(test->phase) +
		   utf8_length(test->name)) +
	    2;
}

void
console_lines_widen(
    struct headline_columns *columns, const struct run_case *test)
{
	int path = path_columns(test);
	int section = test->section ? (int)utf8_length(test->section) + 1 : 0;
	if (path > columns->path)
		columns->path = path;
	if (section > columns->section)
		columns->section = section;
}

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

void
console_lines_add_path(struct buf *into, const struct run_case *test)
{
	add_text(into, test->suite);
	buf_add_char(into, '/');
	add_text(into, test->phase);
	buf_add_char(into, '/');
	add_text(into, test->name);
}

static void
add_word(struct buf *into, const struct verdict_style *style, bool colour)
{
	if (colour)
		buf_printf(
		    into, "\x1b[%sm%s\x1b[0m", style->colour, style->word);
	else
		buf_add_text(into, style->word);
	buf_pad(into, ' ', VERDICT_COLUMNS - (int)strlen(style->word));
}

/* As fine as it matters: tenths below 10 ms, else whole milliseconds. */
static void
add_duration(struct buf *into, int64_t ns)
{
	char duration[DURATION_TEXT_SIZE];
	ns -= ns % (ns < 10 * NS_PER_MS ? NS_PER_MS / 10 : NS_PER_MS);
	buf_printf(into, " %7s", duration_print(duration, ns));
}

void
console_lines_add_headline(struct buf *into,
    const struct headline_columns *columns, const struct run_case *test,
    const struct outcome *outcome, bool is_retried)
{
	const struct verdict_style *style =
	    is_retried ? &retried : &styles[outcome->verdict];
	const char *section = test->section ? test->section : "";
	int word_columns = (int)strlen(style->word);
	int used = path_columns(test) +
	    (word_columns > VERDICT_COLUMNS ? word_columns : VERDICT_COLUMNS);
	bool timed = outcome->verdict == VERDICT_PASS;

	add_word(into, style, columns->colour);
	buf_add_text(into, "  ");
	console_lines_add_path(into, test);
	if (*section || timed)
		buf_pad(into, ' ', VERDICT_COLUMNS + columns->path - used);
	if (*section) {
		buf_add_text(into, "   §");
		add_text(into, section);
	}
	if (timed && columns->section) {
		int length = (int)utf8_length(section) + 1;
		buf_pad(into, ' ',
		    *section ? columns->section - length
			     : columns->section + 3);
	}
	if (timed)
		add_duration(into, outcome->duration_ns);
	if (test->is_assumption)
		buf_add_text(into, "   assumption");
	buf_add_char(into, '\n');
}

/* --- deadlines --- */

/* "median 1.9 s", or "median 0.1 s too late". */
static void
add_margin(struct buf *into, const char *what, int64_t ns)
{
	char duration[DURATION_TEXT_SIZE];
	buf_printf(into, ", %s %s%s", what,
	    duration_print(duration, ns < 0 ? -ns : ns),
	    ns < 0 ? " too late" : "");
}

void
console_lines_add_deadlines(struct buf *into, const struct run_summary *summary)
{
	char limit[DURATION_TEXT_SIZE];
	for (unsigned i = 0; i < summary->deadline_count; i++) {
		const struct deadline_slack *d = &summary->deadlines[i];
		bool late = d->smallest_ns < 0;
		buf_add_text(into, "deadline ");
		escape_line(into, d->within, strlen(d->within));
		buf_printf(into, " of %s: %u message%s",
		    duration_print(limit, d->limit_ns), d->count,
		    d->count == 1 ? "" : "s");
		add_margin(into, late ? "one" : "at least", d->smallest_ns);
		buf_add_text(into, late ? "" : " to spare");
		add_margin(into, "median", d->median_ns);
		buf_add_char(into, '\n');
	}
}
