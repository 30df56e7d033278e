/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/outlets.h"

#include "core/clock.h"
#include "runner/cli/outputs.h"
#include "runner/cli/surroundings.h"

#include <stdlib.h>
#include <string.h>

#define PROBLEM_MAX_BYTES 4096

static bool
is_standard(const char *path)
{
	return path && strcmp(path, "-") == 0;
}

static bool
open_files(struct outlets *o, struct diag *diag)
{
	struct output *output;
	if (o->junit_file) {
		output = open_output(o->junit_file, diag);
		if (!output)
			return false;
		o->junit = junit_new(output);
		vec_push(&o->sinks, junit_sink(o->junit));
	}
	if (o->tap_file) {
		output = open_output(o->tap_file, diag);
		if (!output)
			return false;
		o->tap = tap_new(output);
		vec_push(&o->sinks, tap_sink(o->tap));
	}
	if (o->html_file) {
		output = open_output(o->html_file, diag);
		if (!output)
			return false;
		o->html = html_new(output);
		vec_push(&o->sinks, html_sink(o->html));
	}
	if (o->ndjson_file) {
		output = open_output_log(o->ndjson_file, diag);
		if (!output)
			return false;
		o->ndjson = ndjson_new(output);
		vec_push(&o->sinks, ndjson_sink(o->ndjson));
	}
	return true;
}

bool
outlets_open(struct outlets *o, struct diag *diag)
{
	int standard = is_standard(o->junit_file) + is_standard(o->tap_file) +
	    is_standard(o->html_file) + is_standard(o->ndjson_file);
	if (standard > 1) {
		diag_error(diag, NULL,
		    "only one report can go to standard output ('-')");
		return false;
	}
	if (standard)
		o->console_options.out = stderr;
	look_at_terminal(o->console_options.out, &o->console_options);
	if (o->is_stepped) {
		o->console_options.terminal = false;
		o->console_options.ladder = true;
	}
	o->console = console_new(&o->console_options);
	vec_push(&o->sinks, console_sink(o->console));
	return open_files(o, diag);
}

void
outlets_set_problem(struct outlets *o, const char *problem, int64_t wall_s)
{
	if (o->junit)
		junit_set_problem(o->junit, problem, wall_s);
	if (o->tap)
		tap_set_problem(o->tap, problem);
	if (o->html)
		html_set_problem(o->html, problem, wall_s);
}

void
outlets_note_problem(struct outlets *o, const struct diag *diag)
{
	const struct diag_item *first = NULL;
	for (size_t i = 0; i < diag->items.count && !first; i++)
		if (diag->items.items[i].severity == DIAG_ERROR)
			first = &diag->items.items[i];
	if (!first)
		return;
	struct buf b;
	buf_init(&b, PROBLEM_MAX_BYTES);
	if (first->source)
		buf_add_text(&b, first->source->path);
	if (first->source && first->at.line)
		buf_printf(&b, ":%u:%u", first->at.line, first->at.column);
	buf_printf(&b, "%s%s", first->source ? ": " : "", first->text);
	if (diag->error_count > 1)
		buf_printf(&b, " (one of %u errors)", diag->error_count);
	outlets_set_problem(o, buf_text(&b), clock_wall_s());
	buf_free(&b);
}

/* Takes ownership of the problem. */
static void
complain(char *problem, struct diag *diag)
{
	diag_error(diag, NULL, "%s", problem);
	free(problem);
}

bool
outlets_close(struct outlets *o, struct diag *diag)
{
	unsigned errors = diag->error_count;
	char *problem = NULL;
	if (o->console && !console_finish(o->console, &problem))
		complain(problem, diag);
	if (o->junit && !junit_finish(o->junit, &problem))
		complain(problem, diag);
	if (o->tap && !tap_finish(o->tap, &problem))
		complain(problem, diag);
	if (o->html && !html_finish(o->html, &problem))
		complain(problem, diag);
	if (o->ndjson && !ndjson_finish(o->ndjson, &problem))
		complain(problem, diag);
	return diag->error_count == errors;
}

void
outlets_free(struct outlets *o)
{
	console_free(o->console);
	junit_free(o->junit);
	tap_free(o->tap);
	html_free(o->html);
	ndjson_free(o->ndjson);
	vec_free(&o->sinks);
}
