/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of 'qualify' that run all cases against one server after the other:
 * mutants of its behaviour, and conforming variants.  Prints a table of each.
 */
#ifndef IXC_CLI_QUALIFY_QUALIFY_SERVERS_H
#define IXC_CLI_QUALIFY_QUALIFY_SERVERS_H

#include "cli/option/workspace.h"
#include "qualify/server_score.h"
#include "runner/exec/plan.h"

#include <stdio.h>

struct server_trials {
	FILE *out;
	bool is_verbose;     /* list what is legal, and weak sentences */
	bool shows_progress; /* on standard error */
	const struct workspace *workspace; /* with the target */
	const struct planned_case *cases;  /* with their preambles */
	unsigned case_count;
	uint64_t seed;
	bool (*is_stopped)(void *context);
	struct server_score score;
	struct diag *diag;
};

void qualify_behaviour(struct server_trials *t);

void qualify_variations(struct server_trials *t);

#endif
