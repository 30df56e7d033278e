/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run whose recording becomes the evidence: 'run' itself, with the options
 * of an official run and no others.
 */
#ifndef IXC_CLI_BUNDLE_OFFICIAL_RUN_H
#define IXC_CLI_BUNDLE_OFFICIAL_RUN_H

#include "cli/option/options.h"
#include "record/summary.h"

#include <stdbool.h>

struct official_run {
	const struct command *run;
	const char *target_file;             /* NULL: the mock */
	const char *ics_file, *waivers_file; /* or NULL */
	const char *data_option;             /* or NULL */
	bool is_simulated;
	const char *recording; /* the file that it becomes */
};

/* As 'run' ends.  It prints what did not pass, and its summary. */
enum exit_status official_run(const struct official_run *o);

#endif
