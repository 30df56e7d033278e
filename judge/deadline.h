/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines, waits, and missed messages. */
#ifndef IXC_JUDGE_DEADLINE_H
#define IXC_JUDGE_DEADLINE_H

#include "judge/match_data.h"

/* The event has just happened: the deadline is no later than what it starts. */
void match_note_clock(
    struct match *m, const struct config *c, unsigned event, unsigned record);

/*
 * End the waits that are over at 'time_ns'.  With a record (otherwise -1) that
 * is only one possibility, marked as unsure for that record, and the other one
 * is kept.  True when that made a difference.
 */
bool match_end_waits(struct match *m, int64_t time_ns, int record);

#endif
