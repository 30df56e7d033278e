/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What 'run' does with failures that are known: --baseline and
 * --write-baseline.
 */
#ifndef IXC_CLI_OPTION_KNOWN_H
#define IXC_CLI_OPTION_KNOWN_H

#include "cli/option/selection.h"
#include "compare/baseline_sheet.h"
#include "compare/baseline_sink.h"

/* Zero-filled, and the two files as given or NULL. */
struct known {
	const char *file, *new_file;
	struct baseline *baseline;         /* NULL: none is asked for */
	struct baseline_sheet *sheet;      /* likewise */
	struct baseline_sink *expectation; /* likewise */
	struct sink *sinks[2];
};

/* Before the run: a file that cannot be written stops us. */
bool known_open(struct known *k, struct diag *diag);

bool known_load(struct known *k, const char *data, const struct suites *suites,
    struct diag *diag);

/*
 * The sinks to give to the campaign instead of these, which must outlive the
 * run; *count is changed with it.
 */
struct sink *const *known_insert(
    struct known *k, struct sink *const *sinks, unsigned *count);

/* The summary as the reports have it. */
const struct run_summary *known_summary(
    const struct known *k, const struct run_summary *summary);

/* Write the new baseline, if one is asked for. */
bool known_close(struct known *k, struct diag *diag);

void known_release(struct known *k);

#endif
