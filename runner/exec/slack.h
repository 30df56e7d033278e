/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much time was left at each deadline of a run: a limit that is about to be
 * missed now and then is noticed early.
 */
#ifndef IXC_RUNNER_EXEC_SLACK_H
#define IXC_RUNNER_EXEC_SLACK_H

#include "model/event.h"

struct slack;

struct slack *slack_new(void);

void slack_free(struct slack *s);

/* Add the deadlines that the case's messages kept. */
void slack_add(struct slack *s, const struct run_case *test,
    const struct outcome *outcome);

/*
 * One row per deadline as fixtures write it, the tightest first.  Owned by 's',
 * valid until the next change.
 */
const struct deadline_slack *slack_rows(struct slack *s, unsigned *ret_count);

#endif
