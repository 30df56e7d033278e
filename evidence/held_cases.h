/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a recorded run have the cases that it was to have, each once?
 *
 * By the list of the suite's cases in its first line, the cases that it plans,
 * and those that have ended.
 */
#ifndef IXC_EVIDENCE_HELD_CASES_H
#define IXC_EVIDENCE_HELD_CASES_H

#include "evidence/doubt.h"
#include "model/event.h"

#include <stdbool.h>

/* Was a case of the run lent ids of that run?  Older recordings do not say. */
void held_lease(struct doubts *d, const struct run_facts *run,
    const struct run_event *started);

/*
 * 'ended' says of each planned case whether it has; NULL: the run broke off, so
 * none is missed.
 */
void held_cases(
    struct doubts *d, const struct run_facts *run, const bool *ended);

#endif
