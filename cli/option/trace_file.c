/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/trace_file.h"

#include "cli/option/outputs.h"
#include "record/input_kind.h"

#include <sys/stat.h>

struct option_row
trace_option(struct trace_file *t)
{
	return (struct option_row){ "trace", 0, "FILE",
		"write everything that is sent and received, as it happens: "
		"each line, each HTTP request, each change of state",
		.text = &t->path };
}

static void
write_line(void *context, const void *bytes, size_t size)
{
	output_write(context, bytes, size);
}

/* A log may take the place of a recording, for it may be one; a trace is not.
 */
static bool
is_no_recording(const char *path, struct diag *diag)
{
	struct stat s;
	bool is_recording = false;
	if (stat(path, &s) == 0 && S_ISREG(s.st_mode))
		input_kind(path, &is_recording);
	if (is_recording)
		diag_error(diag, NULL,
		    "cannot write '%s': it is a recording; name another file",
		    path);
	return !is_recording;
}

bool
trace_file_open(struct trace_file *t, struct diag *diag)
{
	if (!t->path)
		return true;
	if (!is_no_recording(t->path, diag))
		return false;
	t->output = open_output_log(t->path, diag);
	if (!t->output)
		return false;
	output_claim(t->output);
	t->trace = trace_new(write_line, t->output);
	return true;
}

bool
trace_file_close(struct trace_file *t, struct diag *diag)
{
	struct output *output = t->output;
	trace_free(t->trace);
	t->trace = NULL;
	t->output = NULL;
	return !output || commit_output(output, diag);
}
