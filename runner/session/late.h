/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message about a case that has ended: what it counts as, in a run and when a
 * recording is judged again (docs/judge.md, "Parties of the run").
 */
#ifndef IXC_RUNNER_SESSION_LATE_H
#define IXC_RUNNER_SESSION_LATE_H

#include "judge/match.h"
#include "model/event.h"

/*
 * The set-up of the run is blamed for the late observation: 'm' fails, unless
 * its result is already certain.
 */
void late_judge(struct match *m, const struct run_event *event);

#endif
