/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html/html.h"

#include "core/buf.h"
#include "core/mem.h"
#include "reports/document.h"
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
	struct document document;
	struct html_run run;
	struct html_steps *steps; /* by case */
	struct html_budget budget;
};

static bool
html_print(struct document *d, const struct run_summary *summary)
{
	struct html *h = (struct html *)d;
	struct results *r = &d->results;
	for (unsigned i = 0; i < r->case_count; i++)
		if (!r->cases[i].ended)
			html_steps_print(&h->steps[i], NULL, &h->run.strings,
			    &h->budget, &h->run.diagrams[i]);
	results_close(r);
	h->run.summary = summary;
	return html_document_print(&h->run, &d->text);
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
	if (h->document.results.cases[i].ended)
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
		start_run(h, event->run->case_count);
		break;
	case RUN_STIMULUS:
	case RUN_OBSERVATION:
		html_steps_take(
		    &h->steps[event->test->index], event, &h->run.strings);
		break;
	case RUN_LEFT_OUT:
		h->steps[event->test->index].dropped += event->left_out.count;
		break;
	case RUN_CASE_ENDED:
		end_case(h, event);
		break;
	case RUN_ATTEMPT_ENDED:
		/* The page has the messages of the last attempt. */
		html_steps_free(&h->steps[event->test->index]);
		break;
	case RUN_CASE_STARTED:
	case RUN_PROOF:
	case RUN_QUIET:
	case RUN_LAG:
	case RUN_NOTICE:
	case RUN_ENDED:
		break;
	}
	document_take(sink, event);
}

static struct report *
html_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "HTML", DOCUMENT_MAX_BYTES,
		html_print };
	struct html *h = document_new(sizeof(*h), output, &form, style);
	h->document.report.sink.event = html_event;
	h->run.results = &h->document.results;
	h->budget.passed = PASSED_TEXTS_MAX_BYTES;
	h->budget.others = OTHER_TEXTS_MAX_BYTES;
	html_strings_init(&h->run.strings);
	return &h->document.report;
}

static void
html_free(struct report *r)
{
	struct html *h = (struct html *)r;
	for (unsigned i = 0; i < h->document.results.case_count; i++) {
		html_steps_free(&h->steps[i]);
		buf_free(&h->run.diagrams[i]);
	}
	free(h->steps);
	free(h->run.diagrams);
	free(h->run.headline);
	free(h->run.insertion);
	html_strings_free(&h->run.strings);
	document_free(r);
}

void
html_insert(struct report *r, const char *headline, const char *markup)
{
	struct html *h = (struct html *)r;
	free(h->run.headline);
	free(h->run.insertion);
	h->run.headline = mem_strdup(headline);
	h->run.insertion = mem_strdup(markup);
}

const struct report_kind html_report = {
	.name = "html",
	.names_files = true,
	.help = "write a page for a browser, '-' for standard output",
	.new = html_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = html_free,
};
