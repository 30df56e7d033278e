/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/outlets.h"

#include "runner/cli/surroundings.h"

#include <stdlib.h>
#include <string.h>

typedef struct output *open_output(
    const char *path, FILE *standard, char **ret_problem);

static bool
is_standard(const char *path)
{
	return path && strcmp(path, "-") == 0;
}

/* NULL after an error. */
static struct output *
open_file(const char *path, open_output *opener, struct diag *diag)
{
	char *problem = NULL;
	struct output *output = opener(path, stdout, &problem);
	if (!output) {
		diag_error(diag, NULL, "%s", problem);
		free(problem);
	}
	return output;
}

static bool
open_files(struct outlets *o, struct diag *diag)
{
	struct output *output;
	if (o->junit_file) {
		output = open_file(o->junit_file, output_open, diag);
		if (!output)
			return false;
		o->junit = junit_new(output);
		vec_push(&o->sinks, junit_sink(o->junit));
	}
	if (o->tap_file) {
		output = open_file(o->tap_file, output_open, diag);
		if (!output)
			return false;
		o->tap = tap_new(output);
		vec_push(&o->sinks, tap_sink(o->tap));
	}
	if (o->ndjson_file) {
		output = open_file(o->ndjson_file, output_open_log, diag);
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
	    is_standard(o->ndjson_file);
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
	ndjson_free(o->ndjson);
	vec_free(&o->sinks);
}
