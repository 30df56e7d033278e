/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run in simulation, or many with different seeds; reports are then made of
 * the first one that does not pass.
 */
#ifndef IXC_CLI_RUN_SIMULATE_H
#define IXC_CLI_RUN_SIMULATE_H

#include "cli/option/faults.h"
#include "cli/option/latencies.h"
#include "runner/exec/campaign.h"

struct simulate_setup {
	const struct campaign_setup *campaign; /* with the real sinks */
	const struct faults *faults;           /* parsed */
	const struct latencies *latencies; /* the same; the others are random */
	unsigned searched; /* with several schedules, so many of the campaign's
			      cases are tried; the report is on all */
	unsigned seed;
	unsigned schedules;               /* at least 1 */
	struct buf *again, *told_again;   /* get the seed that is reported on */
	int stop_fd;                      /* readable: it must end */
	const char *(*stop_reason)(void); /* then */
};

struct simulated {
	struct campaign *campaign;         /* the caller frees it */
	const struct run_summary *summary; /* lives as long; or NULL */
	bool was_interrupted; /* and so not all schedules were tried */
};

/*
 * No summary after reporting to 'diag'.  With more than one schedule, a note on
 * stderr says how many there were, and which case of which seed did not pass.
 */
struct simulated simulate(
    const struct simulate_setup *setup, struct diag *diag);

#endif
