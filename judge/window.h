/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Windows: when a bound of the fixture begins to count and when it is over, as
 * seen from a configuration.
 */
#ifndef IXC_JUDGE_WINDOW_H
#define IXC_JUDGE_WINDOW_H

#include "judge/match_data.h"

/* When a bound starts to count: false while its event has not happened. */
bool match_bound_time(const struct match *m, const struct config *c,
    const struct bound *b, int64_t *ret_ns);

/*
 * When the first bound of that sense is over; without one, never, or the start
 * of the case.
 */
int64_t match_event_limit(const struct match *m, const struct config *c,
    const struct pattern_event *e, bool latest);

/* The time before which a stimulus may not be done. */
int64_t match_send_time(const struct match *m, unsigned event);

/*
 * Before this time the timer of a <while> cannot have run out; never,
 * while it has not started.
 */
int64_t match_while_limit(const struct match *m, const struct config *c,
    const struct pattern_while *w);

/* "1.5 s ({invitation-timeout}+{tolerance})" */
void match_print_limit(struct buf *into, const struct bound *b);

/*
 * When the time of an event is over that has not happened and still can: after
 * that a message is missed, a wait ends.  Otherwise never.
 */
int64_t match_event_deadline(
    const struct match *m, const struct config *c, unsigned event);

#endif
