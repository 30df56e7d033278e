/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run carried through, from its plan to its summary: over HTTP, against the
 * target's server or the mock in this process, or in simulation.
 */
#ifndef IXC_CLI_RUN_DRIVE_H
#define IXC_CLI_RUN_DRIVE_H

#include "cli/option/run_options.h"
#include "cli/run/embedded.h"
#include "cli/run/stepper.h"
#include "core/diag.h"
#include "record/summary.h"
#include "runner/exec/campaign.h"

/* The first ones are borrowed, the last two start as zero. */
struct drive {
	struct run_options *o;
	struct campaign_setup *setup;
	const char *secret;
	unsigned searched;    /* of the cases, the first ones: those to try
				 many schedules with */
	struct stepper *step; /* NULL: nobody steps through the run */
	struct diag *diag;
	struct embedded embedded;
	struct campaign *campaign;
};

/*
 * Run, until a signal or the time limit.  The summary lives until
 * drive_release(); NULL after reporting that there is none.  *ret_status is
 * only written when the files and options were good.
 */
const struct run_summary *drive(struct drive *d, enum exit_status *ret_status);

void drive_release(struct drive *d);

#endif
