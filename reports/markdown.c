/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/markdown.h"

#include "core/escape.h"
#include "core/mem.h"
#include "record/results.h"
#include "record/summary.h"

#include <stdlib.h>
#include <string.h>

/* GitHub takes 1 MiB of a step. */
#define DOCUMENT_MAX_BYTES ((size_t)1 << 20)
/* More rows than these nobody reads on such a page. */
#define MAX_ROWS 200

struct markdown {
	struct sink sink;
	struct output *output;
	struct results results; /* 'run' is NULL after the run */
	bool rendered;
	struct buf text;
};

/* Escaped as a line, then so that nothing of it is markup. */
static void
add_text(struct buf *into, const char *text)
{
	struct buf line;
	buf_init(&line, DOCUMENT_MAX_BYTES);
	escape_line(&line, text, strlen(text));
	for (const char *c = buf_text(&line); *c; c++) {
		if (*c == '<')
			buf_add_text(into, "&lt;");
		else if (*c == '&')
			buf_add_text(into, "&amp;");
		else if (strchr("\\`*_[]|#~@", *c))
			buf_printf(into, "\\%c", *c);
		else
			buf_add_char(into, *c);
	}
	buf_free(&line);
}

static void
add_row(struct buf *into, const struct run_case *test,
    const struct case_result *one)
{
	buf_printf(into, "| **%s** | ", verdict_name(one->verdict));
	add_text(into, test->suite);
	buf_add_char(into, '/');
	add_text(into, test->phase);
	buf_add_char(into, '/');
	add_text(into, test->name);
	buf_add_text(into, " | ");
	if (test->section)
		buf_printf(into, "§%s", test->section);
	buf_add_text(into, " | ");
	add_text(into, one->sentence ? one->sentence : "");
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
			add_row(into, &r->run->cases[i], &r->cases[i]);
		else
			left_out++;
	}
	if (left_out)
		buf_printf(into, "\nand %u more\n", left_out);
}

/* Cannot be called later: facts and summary are then gone. */
static void
render(struct markdown *m, const struct run_summary *summary)
{
	struct results *r = &m->results;
	results_close(r);
	buf_add_text(&m->text, "### ixconform\n\n");
	if (summary)
		summary_print(&m->text, summary, r->run);
	if (r->problem) {
		buf_add_text(&m->text, "\n**Not a whole run:** ");
		add_text(&m->text, r->problem);
		buf_add_char(&m->text, '\n');
	}
	if (!summary && !r->problem)
		buf_add_text(&m->text, "No case was run.\n");
	add_rows(&m->text, r);
	m->rendered = true;
	r->run = NULL;
}

static void
markdown_event(struct sink *sink, const struct run_event *event)
{
	struct markdown *m = (struct markdown *)sink;
	results_take(&m->results, event);
	if (event->kind == RUN_STARTED)
		output_claim(m->output);
	if (event->kind == RUN_ENDED)
		render(m, event->summary);
}

struct markdown *
markdown_new(struct output *output)
{
	struct markdown *m = mem_zalloc(sizeof(*m));
	m->sink.event = markdown_event;
	m->output = output;
	results_init(&m->results);
	buf_init(&m->text, DOCUMENT_MAX_BYTES);
	return m;
}

struct sink *
markdown_sink(struct markdown *m)
{
	return &m->sink;
}

void
markdown_set_problem(struct markdown *m, const char *problem)
{
	results_set_problem(&m->results, problem);
}

bool
markdown_finish(struct markdown *m, char **ret_problem)
{
	struct output *output = m->output;
	if (!m->rendered)
		render(m, NULL);
	m->output = NULL;
	output_write(output, buf_text(&m->text), m->text.size);
	return output_commit(output, ret_problem);
}

void
markdown_free(struct markdown *m)
{
	if (!m)
		return;
	output_discard(m->output);
	results_free(&m->results);
	buf_free(&m->text);
	free(m);
}
