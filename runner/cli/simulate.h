/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run in simulation, or many of them with different seeds, of which the first
 * one that does not pass is the one that reports are made of.
 */
#ifndef IXC_RUNNER_CLI_SIMULATE_H
#define IXC_RUNNER_CLI_SIMULATE_H

#include "runner/cli/embedded.h"
#include "runner/exec/campaign.h"

struct simulate_setup {
	const struct campaign_setup *campaign; /* with the real sinks */
	const struct fault_texts *faults;
	unsigned seed;
	unsigned schedules; /* at least 1 */
	int stop_fd;        /* readable: no further schedule */
};

/*
 * The summary lives as long as *ret_campaign, which the caller frees.  NULL
 * after reporting to 'diag'.
 */
const struct run_summary *simulate(const struct simulate_setup *setup,
    struct campaign **ret_campaign, struct diag *diag);

#endif
