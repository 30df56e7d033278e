/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the suite any good?  Runs a case against every mutant of the server's
 * behaviour, and against many legal schedules of it, and says what the judge
 * made of each.  All in simulation.
 */
#ifndef IXC_SIM_QUALIFY_H
#define IXC_SIM_QUALIFY_H

#include "core/diag.h"
#include "mock/server.h"
#include "runner/model/suite.h"
#include "runner/model/target.h"
#include "sim/mutant.h"

#include <stdint.h>

enum qualification {
	KILLED,          /* illegal, and found with the category injected */
	KILLED_AS_OTHER, /* illegal, and found with another category */
	SURVIVED,        /* illegal, and not found */
	LEGAL_PASSED,
	LEGAL_FAILED, /* legal, and held against the server */
};
#define QUALIFICATION_COUNT (LEGAL_FAILED + 1)

/* What became of one mutant or one schedule; borrowed for the call. */
struct qualified {
	const struct fixture_case *test;
	const struct mutant *mutant; /* NULL: a schedule without a fault */
	uint64_t seed;
	enum qualification result;
	const struct outcome *outcome;
};

struct qualify_setup {
	const struct suite *suite;
	const struct target *target;
	const struct mock_config *config;
	uint64_t seed;
	unsigned schedules; /* without faults, per case */
	void *context;
	void (*report)(void *context, const struct qualified *q);
};

/*
 * Qualify one case.  False after reporting to 'diag' when it does not compile,
 * or does not pass without faults: then there is nothing to mutate.
 */
bool qualify_case(const struct qualify_setup *setup,
    const struct fixture_case *test, struct diag *diag);

#endif
