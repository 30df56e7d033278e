/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock server in the runner's own process, reached over real HTTP.
 */
#ifndef IXC_CLI_RUN_EMBEDDED_H
#define IXC_CLI_RUN_EMBEDDED_H

#include "cli/option/faults.h"
#include "core/diag.h"
#include "mock/http/http.h"
#include "model/suite.h"
#include "model/target.h"

struct embedded {
	struct mock_server *server;
	struct mock_http *http;
};

/*
 * Faults, variants and simulation are for the mock: is it the target, or is
 * none of them asked for?  False after reporting.
 */
bool embedded_is_meant(const struct target *target, bool is_simulated,
    const struct faults *faults, struct diag *diag);

/*
 * Start the mock on a free loopback port with the target's timers and readings,
 * and with these faults and variants, which were parsed.  False after reporting
 * to 'diag'.
 */
bool embedded_start(struct embedded *e, const struct target *target,
    const struct faults *faults, struct diag *diag);

/*
 * Stop, and report to 'diag' each fault that met no message: a run proves
 * nothing about it.
 */
void embedded_report_faults(
    struct embedded *e, const struct faults *faults, struct diag *diag);

/* Stop and free; fine if it was never started. */
void embedded_stop(struct embedded *e);
#endif
