/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/document.h"

#include "core/mem.h"

#include <stdlib.h>

static void
print(struct document *d, const struct run_summary *summary)
{
	d->is_complete = d->form->print(d, summary);
	d->is_printed = true;
	d->results.run = NULL;
}

void
document_take(struct sink *sink, const struct run_event *event)
{
	struct document *d = (struct document *)sink;
	results_take(&d->results, event);
	if (event->kind == RUN_STARTED)
		output_claim(d->output);
	if (event->kind == RUN_ENDED)
		print(d, event->summary);
}

void *
document_new(size_t size, struct output *output,
    const struct document_form *form, const struct report_style *style)
{
	struct document *d = mem_zalloc(size);
	d->report.sink.event = document_take;
	d->form = form;
	d->output = output;
	results_init(&d->results);
	if (style->replay)
		results_set_replay(&d->results, style->replay);
	buf_init(&d->text, form->max_bytes);
	return d;
}

void
document_explain(struct report *r, const char *problem, int64_t wall_s)
{
	struct document *d = (struct document *)r;
	results_set_problem(&d->results, problem);
	if (!d->results.run)
		d->results.wall_s = wall_s;
}

bool
document_finish(struct report *r, char **ret_problem)
{
	struct document *d = (struct document *)r;
	struct output *output = d->output;
	if (!d->is_printed)
		print(d, NULL);
	d->output = NULL;
	if (!d->is_complete) {
		output_discard(output);
		*ret_problem = mem_printf(
		    "the %s report is larger than its limit of %zu bytes",
		    d->form->title, d->form->max_bytes);
		return false;
	}
	output_write(output, buf_text(&d->text), d->text.size);
	return output_commit(output, ret_problem);
}

void
document_free(struct report *r)
{
	struct document *d = (struct document *)r;
	output_discard(d->output);
	results_free(&d->results);
	buf_free(&d->text);
	free(d);
}
