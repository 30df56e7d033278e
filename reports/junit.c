/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/junit.h"

#include "core/buf.h"
#include "core/mem.h"
#include "reports/junit_document.h"

#include <stdint.h>
#include <stdlib.h>

/* CI systems give up on reports larger than some dozen megabytes. */
#define DOCUMENT_MAX_BYTES ((size_t)256 << 20)

struct junit {
	struct sink sink;
	struct output *output;
	enum junit_style style;
	struct results results; /* 'run' is NULL after the run */
	bool rendered;
	bool complete; /* 'text' holds the whole document */
	struct buf text;
};

static void
render(struct junit *j)
{
	results_close(&j->results);
	j->complete = junit_document_print(&j->results, j->style, &j->text);
	j->rendered = true;
	j->results.run = NULL;
}

void
junit_set_problem(struct junit *j, const char *problem, int64_t wall_s)
{
	results_set_problem(&j->results, problem);
	if (!j->results.run)
		j->results.wall_s = wall_s;
}

static void
junit_event(struct sink *sink, const struct run_event *event)
{
	struct junit *j = (struct junit *)sink;
	results_take(&j->results, event);
	if (event->kind == RUN_STARTED)
		output_claim(j->output);
	if (event->kind == RUN_ENDED)
		render(j);
}

struct junit *
junit_new(struct output *output)
{
	struct junit *j = mem_zalloc(sizeof(*j));
	j->sink.event = junit_event;
	j->output = output;
	results_init(&j->results);
	buf_init(&j->text, DOCUMENT_MAX_BYTES);
	return j;
}

void
junit_annotate(struct junit *j)
{
	j->style = JUNIT_ANNOTATED;
}

void
junit_set_replay(struct junit *j, const char *command)
{
	results_set_replay(&j->results, command);
}

struct sink *
junit_sink(struct junit *j)
{
	return &j->sink;
}

bool
junit_finish(struct junit *j, char **ret_problem)
{
	struct output *output = j->output;
	if (!j->rendered)
		render(j);
	j->output = NULL;
	if (!j->complete) {
		output_discard(output);
		*ret_problem = mem_printf(
		    "the JUnit report is larger than its limit of %zu bytes",
		    DOCUMENT_MAX_BYTES);
		return false;
	}
	output_write(output, buf_text(&j->text), j->text.size);
	return output_commit(output, ret_problem);
}

void
junit_free(struct junit *j)
{
	if (!j)
		return;
	output_discard(j->output);
	results_free(&j->results);
	buf_free(&j->text);
	free(j);
}
