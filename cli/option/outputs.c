/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/outputs.h"

#include "cli/option/terminal.h"
#include "record/destination.h"

#include <errno.h>
#include <stdlib.h>

/* All findings of a qualification, with room for their sentences. */
#define RESULT_MAX_BYTES ((size_t)64 << 20)

/* Takes ownership of the problem; NULL: no problem. */
static void
complain(char *problem, struct diag *diag)
{
	int saved = errno;
	if (problem)
		diag_error(diag, NULL, "%s", problem);
	free(problem);
	errno = saved;
}

struct output *
open_output(const char *path, struct diag *diag)
{
	char *problem = NULL;
	struct output *o = output_open(path, stdout, &problem);
	complain(problem, diag);
	return o;
}

struct output *
open_output_log(const char *path, struct diag *diag)
{
	char *problem = NULL;
	struct output *o = output_open_log(path, stdout, &problem);
	complain(problem, diag);
	return o;
}

bool
commit_output(struct output *o, struct diag *diag)
{
	char *problem = NULL;
	bool good = output_commit(o, &problem);
	complain(problem, diag);
	return good;
}

static void
forget_output(const char *path)
{
	struct destination d;
	char *problem = NULL;
	if (!path || !destination_find(path, &d))
		return;
	struct output *o = d.kind == DESTINATION_FILE
	    ? output_open(path, NULL, &problem)
	    : NULL;
	if (o)
		output_claim(o);
	output_discard(o);
	free(problem); /* why it stays is not what the command is about */
	destination_clear(&d);
}

FILE *
stream_beside(const char *path)
{
	return path && destination_is_standard(path) ? stderr : stdout;
}

struct option_row
json_option(struct json_result *r)
{
	return (struct option_row){ "json", 0, "FILE",
		"write the result as JSON, '-' for standard output",
		.text = &r->path };
}

bool
json_result_open(struct json_result *r, struct diag *diag)
{
	if (!r->path)
		return true;
	r->output = open_output(r->path, diag);
	buf_init(&r->text, RESULT_MAX_BYTES);
	return r->output;
}

struct buf *
json_result_text(struct json_result *r)
{
	return r->output ? &r->text : NULL;
}

bool
json_result_write(struct json_result *r, struct diag *diag)
{
	struct output *output = r->output;
	if (!output)
		return true;
	r->output = NULL;
	output_write(output, r->text.bytes, r->text.size);
	return commit_output(output, diag);
}

void
json_result_free(struct json_result *r, enum exit_status status)
{
	output_discard(r->output);
	buf_free(&r->text);
	if (status == EXIT_USAGE)
		forget_output(r->path);
}

enum exit_status
json_result_end(
    struct json_result *r, struct diag *diag, enum exit_status status)
{
	fflush(stdout);
	print_diagnostics(diag);
	diag_free(diag);
	json_result_free(r, status);
	return status;
}
