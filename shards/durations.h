/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long cases took in an earlier run, to divide a run by.
 */
#ifndef IXC_SHARDS_DURATIONS_H
#define IXC_SHARDS_DURATIONS_H

#include "compare/past_run.h"
#include "runner/exec/plan.h"

#include <stdint.h>

/*
 * Of each case, or DURATION_UNKNOWN_NS where the run does not have it or was
 * stopped before it ended.  The caller frees them.
 */
int64_t *durations_find(const struct past_run *past,
    const struct planned_case *cases, unsigned count);

#endif
