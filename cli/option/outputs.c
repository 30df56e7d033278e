/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/outputs.h"

#include "record/destination.h"

#include <errno.h>
#include <stdlib.h>

struct option_row
json_option(const char **path)
{
	return (struct option_row){ "json", 0, "FILE",
		"write the result as JSON, '-' for standard output",
		.text = path };
}

/* Takes ownership of the problem; NULL: there is none. */
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

void
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
