/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened in a case, as lines of a ladder diagram.
 */
#ifndef IXC_REPORTS_LADDER_FROM_EVENTS_H
#define IXC_REPORTS_LADDER_FROM_EVENTS_H

#include "model/event.h"
#include "reports/ladder.h"

/*
 * Add a RUN_STIMULUS or RUN_OBSERVATION, with its number, its time since the
 * start of the case, and its reference.
 */
void ladder_from_event(const struct run_event *event, struct ladder *into);

/*
 * Mark the finding, if any, where it is: the message that is wrong, what should
 * have been there, and below it what the judge says.
 */
void ladder_mark_finding(const struct outcome *outcome, struct ladder *into);

/*
 * Fold the preambles into one line, up to the case's own messages or the
 * finding.  Before ladder_mark_finding().
 */
void ladder_fold_reliance(const struct outcome *outcome, struct ladder *into);

#endif
