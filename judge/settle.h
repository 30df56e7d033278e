/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure a proof is that nothing more is under way.  A fence is; silence for
 * the settle time is only as good as that time is long: what a slow server
 * sends of an earlier step after it is not held against the server.
 */
#ifndef IXC_JUDGE_SETTLE_H
#define IXC_JUDGE_SETTLE_H

#include "judge/match_data.h"

/* A stimulus is done, perhaps since it was silent for a while. */
void match_rely_on_settling(
    struct match *m, unsigned stimulus, int64_t time_ns);

/*
 * May the record, which nothing takes, be of a step that was given up because
 * it was silent?  -1: there is none.
 */
bool match_is_unsettled(struct match *m, int record);

#endif
