/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which requests a case makes, by whom, and in which state of its interaction:
 * the cells of states.h that it covers.
 *
 * Runs the case in simulation and follows, by its messages alone, who is a
 * party, which invitations are open and whose tickets are whose.  Requests of
 * its preambles belong to other cases.
 */
#ifndef IXC_SIM_CENSUS_H
#define IXC_SIM_CENSUS_H

#include "core/diag.h"
#include "core/vec.h"
#include "mock/server.h"
#include "model/suite.h"
#include "model/target.h"

struct census_entry {
	unsigned row, state; /* of states.h */
	bool in_probe;
};

struct census {
	VEC(struct census_entry) entries; /* in the order of the run */
};

/*
 * Add the cells of a case; nothing for one that the target's readings exclude.
 * False after reporting: it does not pass, or makes a request that has no row.
 */
bool census_take(const struct suite *suite, const struct target *target,
    const struct mock_config *config, const struct fixture_case *test,
    struct census *ret, struct diag *diag);

#endif
