/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html/html.h"

#include "core/buf.h"
#include "core/mem.h"
#include "reports/html/html_document.h"

#include <stdlib.h>

/* No browser opens more. */
#define DOCUMENT_MAX_BYTES ((size_t)256 << 20)
/*
 * Attributes of messages, for cases that passed and for the others: what a
 * page of ten thousand cases can hold besides the diagrams.
 */
#define PASSED_TEXTS_MAX_BYTES ((size_t)1 << 20)
#define OTHER_TEXTS_MAX_BYTES ((size_t)4 << 20)

struct html {
	struct sink sink;
	struct output *output;
	struct html_run run;      /* its 'results.run' is NULL after the run */
	struct html_steps *steps; /* by case */
	struct html_budget budget;
	bool rendered;
	bool complete; /* 'text' holds the whole page */
	struct buf text;
};

static void
render(struct html *h)
{
	struct results *r = &h->run.results;
	for (unsigned i = 0; i < r->case_count; i++)
		if (!r->cases[i].ended)
			html_steps_print(&h->steps[i], NULL, &h->run.strings,
			    &h->budget, &h->run.diagrams[i]);
	results_close(r);
	h->complete = html_document_print(&h->run, &h->text);
	h->rendered = true;
	r->run = NULL;
}

void
html_set_problem(struct html *h, const char *problem, int64_t wall_s)
{
	results_set_problem(&h->run.results, problem);
	if (!h->run.results.run)
		h->run.results.wall_s = wall_s;
}

static void
start_run(struct html *h, unsigned case_count)
{
	size_t count = (size_t)case_count + 1;
	h->steps = mem_zalloc(count * sizeof(*h->steps));
	h->run.diagrams = mem_zalloc(count * sizeof(*h->run.diagrams));
	for (unsigned i = 0; i < case_count; i++)
		buf_init(&h->run.diagrams[i], DOCUMENT_MAX_BYTES);
}

static void
end_case(struct html *h, const struct run_event *event)
{
	unsigned i = event->test->index;
	if (h->run.results.cases[i].ended)
		return;
	html_steps_print(&h->steps[i], event->outcome, &h->run.strings,
	    &h->budget, &h->run.diagrams[i]);
}

static void
html_event(struct sink *sink, const struct run_event *event)
{
	struct html *h = (struct html *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		output_claim(h->output);
		start_run(h, event->run->case_count);
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
		html_steps_take(
		    &h->steps[event->test->index], event, &h->run.strings);
		break;
	case RUN_CASE_ENDED:
		end_case(h, event);
		break;
	case RUN_CASE_STARTED:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
	results_take(&h->run.results, event);
	if (event->kind != RUN_ENDED)
		return;
	h->run.summary = event->summary;
	render(h);
	h->run.summary = NULL;
}

struct html *
html_new(struct output *output)
{
	struct html *h = mem_zalloc(sizeof(*h));
	h->sink.event = html_event;
	h->output = output;
	h->budget.passed = PASSED_TEXTS_MAX_BYTES;
	h->budget.others = OTHER_TEXTS_MAX_BYTES;
	results_init(&h->run.results);
	html_strings_init(&h->run.strings);
	buf_init(&h->text, DOCUMENT_MAX_BYTES);
	return h;
}

struct sink *
html_sink(struct html *h)
{
	return &h->sink;
}

bool
html_finish(struct html *h, char **ret_problem)
{
	struct output *output = h->output;
	if (!h->rendered)
		render(h);
	h->output = NULL;
	if (!h->complete) {
		output_discard(output);
		*ret_problem = mem_printf(
		    "the HTML report is larger than its limit of %zu bytes",
		    DOCUMENT_MAX_BYTES);
		return false;
	}
	output_write(output, buf_text(&h->text), h->text.size);
	return output_commit(output, ret_problem);
}

void
html_free(struct html *h)
{
	if (!h)
		return;
	output_discard(h->output);
	for (unsigned i = 0; i < h->run.results.case_count; i++) {
		html_steps_free(&h->steps[i]);
		buf_free(&h->run.diagrams[i]);
	}
	free(h->steps);
	free(h->run.diagrams);
	html_strings_free(&h->run.strings);
	results_free(&h->run.results);
	buf_free(&h->text);
	free(h);
}
