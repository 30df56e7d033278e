/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Another program, called without a shell: it reads one file, and writes to
 * another.
 */
#ifndef IXC_CLI_BUNDLE_PROGRAM_H
#define IXC_CLI_BUNDLE_PROGRAM_H

#include "archive/memory_file.h"

#include <stdbool.h>

/* It could not be started, or was killed. */
#define PROGRAM_FAILED (-1)

struct program {
	const char *const *words; /* ends with NULL; the first is looked for in
				     PATH */
	const struct memory_file *input;
	const struct memory_file *output;
	bool is_silent; /* what it complains of is not shown */
};

/* Wait for its end; its exit status, or PROGRAM_FAILED with errno. */
int program_run(const struct program *p);

#endif
