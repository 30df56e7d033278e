/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that follows from the recordings of a bundle: which cases are shown, at
 * which level, on which terms, and every file and line that says so.
 *
 * 'certify' writes it down, 'verify' compares what was written with it, so the
 * two cannot disagree about what has to be there.
 */
#ifndef IXC_CLI_BUNDLE_DERIVATION_H
#define IXC_CLI_BUNDLE_DERIVATION_H

#include "archive/pack.h"
#include "bundle/must_run.h"
#include "bundle/objections.h"
#include "bundle/statement.h"
#include "cli/option/workspace.h"
#include "record/concession/concessions.h"

#include <stdbool.h>

struct derivation_setup {
	const struct pack *pack; /* its evidence is read; borrowed */
	const char *data_option; /* the folder of the suites, or NULL */
	bool is_rehearsal;       /* the mock and a simulation will do */
};

/* Zero-filled. */
struct derivation {
	struct workspace workspace;
	struct must_run must_run;
	VEC(const char *) passed, waived; /* of its cases, borrowed */
	unsigned excused, needed;         /* how many of them */
	struct pack files;                /* MUST-RUN, REPRODUCE, reports/... */
	struct statement statement;       /* but for what only a maker knows */
	struct concessions concessions;
	bool is_other_suite; /* than that of the recordings */
	char *terms;         /* in one line, as every report has it; or NULL */
};

/*
 * Derive it all; each reason why the recordings do not show conformance is an
 * objection.  False when they could not even be read.
 */
bool derivation_make(struct derivation *d, const struct derivation_setup *setup,
    struct objections *o);

void derivation_free(struct derivation *d);

#endif
