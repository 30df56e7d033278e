/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a timer of the server may have caused: it may have run out before a
 * request arrived, and then the server is not blamed for anything in a <while>.
 */
#ifndef IXC_JUDGE_SERVER_TIMER_H
#define IXC_JUDGE_SERVER_TIMER_H

#include "judge/match_data.h"

/* Was the divergence caused by a timer?  The <while> of that timer, or -1. */
int match_find_doubt(const struct match *m, const struct divergence *d);

/*
 * Is the whole case done, and the unexpected record perhaps caused by a timer
 * with which the case ends?
 */
bool match_is_past_the_case(const struct match *m, const struct divergence *d);

/* Is it too late for a stimulus in a <while>?  Then the run is given up. */
bool match_is_overdue(struct match *m, unsigned event, int64_t now_ns);

#endif
