/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that a command writes, as in record/output.h, with what goes wrong
 * told as an error of the command.
 */
#ifndef IXC_CLI_OPTION_OUTPUTS_H
#define IXC_CLI_OPTION_OUTPUTS_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "record/output.h"

#include <stdbool.h>
#include <stdio.h>

/* --json, of the commands that have one result. */
struct option_row json_option(const char **path);

/* output_open(), "-" for standard output; NULL, and errno, after reporting. */
struct output *open_output(const char *path, struct diag *diag);

/* output_open_log(), likewise. */
struct output *open_output_log(const char *path, struct diag *diag);

/* output_commit(); false after reporting. */
bool commit_output(struct output *o, struct diag *diag);

/*
 * There is nothing to be written to that file (NULL: none was asked for).  What
 * an earlier command wrote goes, so that it does not pass for a new result.
 */
void forget_output(const char *path);

/*
 * Where text for a person goes beside what is written to 'path' (NULL: nothing
 * is): standard output, unless that is taken.
 */
FILE *stream_beside(const char *path);

#endif
