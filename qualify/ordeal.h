/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many cases against one simulated server, one after the other or several at a
 * time, and how each ended: the test of a mutant that does not belong to one
 * case.
 */
#ifndef IXC_QUALIFY_ORDEAL_H
#define IXC_QUALIFY_ORDEAL_H

#include "core/diag.h"
#include "mock/server.h"
#include "runner/exec/campaign.h"
#include "sim/simulation.h"

struct ordeal_setup {
	const struct target *target;
	const struct planned_case *cases;
	unsigned case_count;
	unsigned jobs; /* cases at a time */
};

struct ordeal;

/*
 * Compile the cases.  NULL after reporting to 'diag'.  What is in 'setup' must
 * outlive the ordeal.
 */
struct ordeal *ordeal_new(const struct ordeal_setup *setup, struct diag *diag);

void ordeal_free(struct ordeal *o);

/* How one case ended; borrowed for the call. */
typedef void ordeal_report(
    void *context, unsigned case_index, const struct outcome *outcome);

/* One run of all cases against a fresh server. */
void ordeal_run(struct ordeal *o, const struct simulation_setup *server,
    uint64_t seed, ordeal_report *report, void *context);

#endif
