/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runner and mock server in one process, without sockets, on a virtual clock:
 * time jumps to the next event, so a 30 s timeout costs microseconds.
 *
 * Every connection has its own random latency and keeps its order, as TCP does;
 * frames up keep their order over the whole channel, as the binding demands.
 * Everything random comes from the seed: the same seed, campaign and faults
 * replay the same run to the byte.  With one case at a time, a case has the
 * schedule that it has alone.
 */
#ifndef IXC_SIM_SIMULATION_H
#define IXC_SIM_SIMULATION_H

#include "mock/server.h"
#include "runner/exec/campaign.h"

#include <stdint.h>

/*
 * A latency that is chosen, both ways and without variation.  Of several for
 * one party the last one counts.
 */
struct simulation_latency {
	const char *party; /* whose connection: "agent2"; NULL: any party's */
	int64_t ns;        /* at most an hour; counted in microseconds */
};

struct simulation_setup {
	const struct mock_config *config; /* of the mock; borrowed */
	const struct fault *faults;       /* borrowed */
	unsigned fault_count;
	const struct simulation_latency *latencies; /* borrowed */
	unsigned latency_count; /* the other connections' are random */
	/*
	 * Asked now and then; the run is stopped for the reason that it
	 * returns; NULL: continue.  Without it the run continues to its end.
	 */
	const char *(*why_enough)(void *context);
	void *context;
};

struct simulation;

/* The simulation can run any number of campaigns, one after the other. */
struct simulation *simulation_new(const struct simulation_setup *setup);

void simulation_free(struct simulation *s);

/*
 * Run the campaign to its end with a fresh server.  Virtual time starts at 0.
 * Reports get the seed as the server's address, "simulation:seed=7".  The
 * summary lives as long as the campaign.
 */
const struct run_summary *simulation_run(
    struct simulation *s, struct campaign *campaign, uint64_t seed);

/* How often the fault of that position was applied, in all runs so far. */
unsigned simulation_fault_uses(const struct simulation *s, unsigned index);

#endif
