/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure a proof is that nothing more is under way.  A fence is sure; silence
 * for the settle time is only as good as that time is long: a slow server is
 * not blamed for what it sends afterwards for an earlier step.
 */
#ifndef IXC_JUDGE_SILENCE_H
#define IXC_JUDGE_SILENCE_H

#include "judge/match_data.h"

/* A stimulus is done, perhaps because the server was silent for a while. */
void match_rely_on_settling(
    struct match *m, unsigned stimulus, int64_t time_ns);

/*
 * May the unexpected record belong to a step that was given up because of
 * silence?  -1: no.
 */
bool match_is_unsettled(struct match *m, int record);

#endif
