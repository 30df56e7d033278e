/* SPDX-License-Identifier: Apache-2.0 */
/* What 'run' does with known failures: --baseline and --write-baseline. */
#ifndef IXC_CLI_OPTION_BASELINE_OPTIONS_H
#define IXC_CLI_OPTION_BASELINE_OPTIONS_H

#include "cli/option/workspace.h"
#include "compare/baseline_sheet.h"
#include "compare/baseline_sink.h"

/* Zero-filled, and the two files as given or NULL. */
struct baseline_options {
	const char *file, *new_file;
	struct baseline *baseline;    /* NULL: no baseline */
	struct baseline_sheet *sheet; /* NULL: none */
	struct baseline_sink *sink;   /* NULL: none */
	struct sink *sinks[2];
};

/* Before the run: a file that cannot be written stops us. */
bool baseline_options_open(struct baseline_options *b, struct diag *diag);

bool baseline_options_load(
    struct baseline_options *b, const struct workspace *w, struct diag *diag);

/*
 * The sinks to give to the campaign instead of these, which must outlive the
 * run; *count is changed with it.
 */
struct sink *const *baseline_options_insert(
    struct baseline_options *b, struct sink *const *sinks, unsigned *count);

/* The summary as in the reports. */
const struct run_summary *baseline_options_summary(
    const struct baseline_options *b, const struct run_summary *summary);

/* Write the new baseline, if requested. */
bool baseline_options_close(struct baseline_options *b, struct diag *diag);

void baseline_options_release(struct baseline_options *b);

#endif
