/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A campaign against a server that is spoken to over HTTP: that of the target,
 * or the mock in this process, which is started for it.
 */
#ifndef IXC_CLI_RUN_LIVE_H
#define IXC_CLI_RUN_LIVE_H

#include "cli/option/faults.h"
#include "cli/option/secret.h"
#include "cli/run/embedded.h"
#include "cli/run/stepper.h"
#include "core/diag.h"
#include "core/trace.h"
#include "model/target.h"
#include "runner/exec/campaign.h"

#include <stdint.h>

/* All but the last two is borrowed. */
struct live {
	const struct target *target;
	const struct faults *faults; /* of the mock, parsed */
	const struct secrets *secrets;
	int64_t wait_ns;      /* for the server to answer */
	struct trace *trace;  /* or NULL */
	struct stepper *step; /* or NULL: nobody steps through the run */
	struct diag *diag;
	struct embedded embedded; /* starts as zero */
	bool has_broken_binding;  /* so it was not played */
};

/* Start the mock, if it is meant.  False after reporting. */
bool live_start(struct live *l);

/*
 * Play the campaign, until its end or a signal.  NULL after reporting that the
 * server cannot be reached, or that its binding is broken.
 */
const struct run_summary *live_play(struct live *l, struct campaign *c);

/* Fine if it was never started. */
void live_stop(struct live *l);

#endif
