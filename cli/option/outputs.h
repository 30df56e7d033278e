/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that a command writes, as in record/output.h, with failures
 * reported as errors of the command.
 */
#ifndef IXC_CLI_OPTION_OUTPUTS_H
#define IXC_CLI_OPTION_OUTPUTS_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "record/output.h"
#include "record/summary.h"

#include <stdbool.h>
#include <stdio.h>

/* output_open(), "-" for standard output; NULL, and errno, after reporting. */
struct output *open_output(const char *path, struct diag *diag);

/* The same for output_open_log(). */
struct output *open_output_log(const char *path, struct diag *diag);

/* output_commit(); false after reporting. */
bool commit_output(struct output *o, struct diag *diag);

/*
 * Where text for people goes in addition to what is written to 'path' (NULL:
 * nothing is): standard output, unless that is taken.
 */
FILE *stream_beside(const char *path);

/* The result of a command as JSON, for other programs.  Zero-filled. */
struct json_result {
	const char *path; /* NULL: not asked for */
	struct output *output;
	struct buf text;
};

/* --json */
struct option_row json_option(struct json_result *r);

/* So that a path that cannot be written to is known before.  False after
   reporting. */
bool json_result_open(struct json_result *r, struct diag *diag);

/* Where to append the result; NULL: it was not requested. */
struct buf *json_result_text(struct json_result *r);

/* Write what was appended, if requested.  False after reporting. */
bool json_result_write(struct json_result *r, struct diag *diag);

/*
 * With EXIT_USAGE there is no result: what an earlier command wrote in its
 * place is removed, so that it cannot be mistaken for a new one.
 */
void json_result_free(struct json_result *r, enum exit_status status);

/*
 * The end of a command: print what it collected, free both, with the result as
 * above.  Returns the status.
 */
enum exit_status json_result_end(
    struct json_result *r, struct diag *diag, enum exit_status status);

#endif
