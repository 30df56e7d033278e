/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/markdown.h"

#include "conformance/waivers.h"
#include "core/escape.h"
#include "core/mem.h"
#include "record/concession/concessions.h"
#include "record/summary.h"
#include "reports/document.h"

#include <stdlib.h>
#include <string.h>

/* GitHub takes 1 MiB of a step. */
#define DOCUMENT_MAX_BYTES ((size_t)1 << 20)
/* No one reads more rows than these on such a page. */
#define MAX_ROWS 200

static void
add_text(struct buf *into, const char *text)
{
	escape_markdown(into, text, strlen(text));
}

static void
add_waivers(struct buf *into, const struct results *r, unsigned index)
{
	const struct waiver *w;
	struct buf line;
	buf_init(&line, SOURCE_MAX_BYTES);
	for (size_t i = 0; (w = results_next_waiver(r, index, &i));) {
		buf_clear(&line);
		waiver_print(&line, w);
		buf_add_text(into, " **Waived** by ");
		add_text(into, buf_text(&line));
	}
	buf_free(&line);
}

static void
add_row(struct buf *into, const struct results *r, unsigned index)
{
	const struct run_case *test = &r->run->cases[index];
	const struct case_result *one = &r->cases[index];
	buf_printf(into, "| **%s** | ", verdict_name(one->verdict));
	add_text(into, test->suite);
	buf_add_char(into, '/');
	add_text(into, test->phase);
	buf_add_char(into, '/');
	add_text(into, test->name);
	buf_add_text(into, " | ");
	if (test->section) {
		buf_add_text(into, "§");
		add_text(into, test->section);
	}
	buf_add_text(into, " | ");
	add_text(into, one->sentence ? one->sentence : "");
	add_waivers(into, r, index);
	buf_add_text(into, " |\n");
}

static void
add_rows(struct buf *into, const struct results *r)
{
	unsigned rows = 0, left_out = 0;
	for (unsigned i = 0; i < r->case_count; i++) {
		if (!verdict_needs_attention(r->cases[i].verdict))
			continue;
		if (rows == 0)
			buf_add_text(into,
			    "\n| | case | section | what is wrong |\n"
			    "|---|---|---|---|\n");
		if (rows++ < MAX_ROWS)
			add_row(into, r, i);
		else
			left_out++;
	}
	if (left_out)
		buf_printf(into, "\nand %u more\n", left_out);
}

static void
add_concessions(struct buf *into, const struct results *r)
{
	struct buf line;
	buf_init(&line, SOURCE_MAX_BYTES);
	concessions_print_of(&line, r->run, r->has_derived_tags);
	buf_add_char(into, '\n');
	add_text(into, buf_text(&line));
	buf_add_char(into, '\n');
	buf_clear(&line);
	results_print_waivers(r, &line);
	if (line.size) {
		buf_add_text(into, "\nWaivers: ");
		add_text(into, buf_text(&line));
		buf_add_char(into, '\n');
	}
	buf_free(&line);
}

static bool
markdown_print(struct document *d, const struct run_summary *summary)
{
	struct results *r = &d->results;
	results_close(r);
	buf_add_text(&d->text, "### ixconform\n\n");
	if (summary)
		summary_print(&d->text, summary, r->run);
	if (r->run)
		add_concessions(&d->text, r);
	if (r->problem) {
		buf_add_text(&d->text, "\n**Not a whole run:** ");
		add_text(&d->text, r->problem);
		buf_add_char(&d->text, '\n');
	}
	if (!summary && !r->problem)
		buf_add_text(&d->text, "No case was run.\n");
	add_rows(&d->text, r);
	return true; /* what is cut off is the end of a long table */
}

static struct report *
markdown_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "Markdown",
		DOCUMENT_MAX_BYTES, markdown_print };
	struct document *d = document_new(sizeof(*d), output, &form, style);
	return &d->report;
}

const struct report_kind markdown_report = {
	.name = "markdown",
	.help = "write a summary in Markdown, '-' for standard output",
	.new = markdown_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = document_free,
};
