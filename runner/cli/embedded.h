/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock server in the runner's own process, reached over real HTTP.
 */
#ifndef IXC_RUNNER_CLI_EMBEDDED_H
#define IXC_RUNNER_CLI_EMBEDDED_H

#include "core/diag.h"
#include "mock/http.h"
#include "runner/model/suite.h"
#include "runner/model/target.h"

struct embedded {
	struct mock_server *server;
	struct mock_http *http;
};

/* Texts of faults (mock/fault.h) as given on the command line. */
struct fault_texts {
	char **items;
	unsigned count;
};

/*
 * Start the mock on a free loopback port with the target's timers and readings.
 * False after reporting to 'diag'.
 */
bool embedded_start(struct embedded *e, const struct target *target,
    const struct fault_texts *faults, struct diag *diag);

/*
 * Stop, and report to 'diag' each fault that met no message: a run proves
 * nothing about it.
 */
void embedded_report_faults(
    struct embedded *e, const struct fault_texts *faults, struct diag *diag);

/* What both kinds of mock say of such a fault. */
void report_unused_fault(const char *fault, struct diag *diag);

/* Stop and free; fine if it was never started. */
void embedded_stop(struct embedded *e);

/* Add faults to a server; false after reporting. */
bool embedded_add_faults(struct mock_server *server,
    const struct fault_texts *faults, struct diag *diag);

/* The lines of --help that say how a fault is written; the caller frees it. */
char *fault_usage(void);

#endif
