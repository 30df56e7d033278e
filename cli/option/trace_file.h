/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --trace FILE: a trace that is written as it happens, so that it is there when
 * the program is killed.
 */
#ifndef IXC_CLI_OPTION_TRACE_FILE_H
#define IXC_CLI_OPTION_TRACE_FILE_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "core/trace.h"
#include "record/output.h"

#include <stdbool.h>

/* Zeroed except for 'path': tracing is off. */
struct trace_file {
	const char *path; /* borrowed; NULL: none */
	struct output *output;
	struct trace *trace; /* NULL: none; lives until it is closed */
};

/* --trace */
struct option_row trace_option(struct trace_file *t);

/* Removes what was there before.  False after reporting. */
bool trace_file_open(struct trace_file *t, struct diag *diag);

/*
 * False after reporting that not everything was written; may be called again.
 */
bool trace_file_close(struct trace_file *t, struct diag *diag);

#endif
