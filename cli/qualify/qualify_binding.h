/* SPDX-License-Identifier: Apache-2.0 */
/* qualify --binding: does 'ixconform probe' find what breaks the binding? */
#ifndef IXC_CLI_QUALIFY_QUALIFY_BINDING_H
#define IXC_CLI_QUALIFY_QUALIFY_BINDING_H

#include "core/diag.h"
#include "model/target.h"
#include "record/summary.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Try the faults of the mock's binding that the words name, by their own names
 * or by what they break, and print a table; without words all, and the mock
 * without one.
 */
struct qualify_binding {
	const struct target *target; /* borrowed, like all of it */
	char *const *words;
	unsigned word_count;
	bool is_verbose; /* with the sentences, and other checks that find it */
	int stop_fd;     /* readable: stop */
	FILE *out;
};

enum exit_status qualify_binding(
    const struct qualify_binding *q, struct diag *diag);

#endif
