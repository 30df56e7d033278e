/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shipped suite as work to be measured: campaigns of its cases, played
 * against the mock in a simulation or over loopback.
 */
#ifndef IXC_BENCH_WORKLOAD_H
#define IXC_BENCH_WORKLOAD_H

#include "mock/server.h"
#include "runner/exec/campaign.h"
#include "sim/mock_target.h"

#include <stddef.h>

/* Zero-filled, and 'diag' initialised, before workload_load(). */
struct workload {
	struct diag diag;
	struct suite *suite;   /* owned */
	struct target *target; /* owned */
	struct mock_config config;
};

/* The suite of the data folder, for that target; false after reporting. */
bool workload_load(struct workload *w, const char *data, const char *target);

/* Prints the first thing that was reported, too. */
void workload_free(struct workload *w, const char *program);

/* 'planned' must outlive the campaign; NULL after reporting. */
struct campaign *workload_plan(struct workload *w,
    const struct planned_case *planned, unsigned count, unsigned jobs,
    struct sink *const *sink);

/* How a campaign is played; 'fault' may be NULL.  NULL after reporting. */
typedef const struct run_summary *workload_run(
    struct workload *w, const struct fault *fault, struct campaign *c);

const struct run_summary *workload_run_simulated(
    struct workload *w, const struct fault *fault, struct campaign *c);

/* Over HTTP, with the mock in a thread. */
const struct run_summary *workload_run_real(
    struct workload *w, const struct fault *fault, struct campaign *c);

/* What the heap holds. */
size_t workload_heap_bytes(void);

#endif
