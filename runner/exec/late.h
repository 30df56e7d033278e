/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message about a case that has ended: what it counts as, in a run and when a
 * recording is judged again (docs/judge.md, "Parties of the run").
 */
#ifndef IXC_RUNNER_EXEC_LATE_H
#define IXC_RUNNER_EXEC_LATE_H

#include "judge/match.h"
#include "model/event.h"

/*
 * The observation, which is late, is held against the set-up of the run: 'm'
 * fails, unless it is certain already how it ends.
 */
void late_judge(struct match *m, const struct run_event *event);

#endif
