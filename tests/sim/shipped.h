/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shipped conference suite and the embedded target, for tests that need a
 * whole case.
 */
#ifndef IXC_TESTS_SIM_SHIPPED_H
#define IXC_TESTS_SIM_SHIPPED_H

#include "core/diag.h"
#include "mock/server.h"
#include "runner/exec/campaign.h"

struct shipped {
	struct diag diag;
	struct target *target;
	struct suite *suite;
	struct mock_config config;
};

/* Fails the running test when they do not load. */
void shipped_load(struct shipped *s);

void shipped_free(struct shipped *s);

/*
 * "invitation-rejected", "agent-rejects"; fails the test if it does not exist.
 */
const struct fixture_case *shipped_case(
    const struct shipped *s, const char *phase, const char *name);

#endif
