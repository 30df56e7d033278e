/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What reports are told of a planned case.
 */
#ifndef IXC_RUNNER_EXEC_DESCRIBE_H
#define IXC_RUNNER_EXEC_DESCRIBE_H

#include "runner/exec/campaign.h"

/*
 * The case as number 'index' of the plan; borrows from it, and from the text of
 * its requirements, which the caller owns.
 */
struct run_case describe_case(const struct planned_case *planned,
    unsigned index, char **ret_requirements);

#endif
