/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a timer of the server may have caused: it may have run out before a
 * request arrived, and then what is in a <while> is not held against the
 * server.
 */
#ifndef IXC_JUDGE_SERVER_TIMER_H
#define IXC_JUDGE_SERVER_TIMER_H

#include "judge/match_data.h"

/*
 * Is the divergence the doing of a timer?  The <while> of that timer, or -1.
 */
int match_find_doubt(const struct match *m, const struct divergence *d);

/*
 * Is all of the case done, and the record, which nothing takes, perhaps the
 * doing of a timer that the case ends with?
 */
bool match_is_past_the_case(const struct match *m, const struct divergence *d);

/*
 * Is it too late for a stimulus that stands in a <while>?  Then the run is
 * broken off.
 */
bool match_is_overdue(struct match *m, unsigned event, int64_t now_ns);

#endif
