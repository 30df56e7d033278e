/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a message that is one too many may be: the result of a later request, or
 * an expected one at another time or party.
 *
 * Sits between the search for edits (edit.h) and the sentences; only asked when
 * a run has failed.
 */
#ifndef IXC_JUDGE_EXPLAIN_SURPLUS_H
#define IXC_JUDGE_EXPLAIN_SURPLUS_H

#include "judge/match_data.h"

/*
 * The newest stimulus, by its record, that was sent between the two and long
 * enough before the second to be its cause; -1: none.
 */
int match_find_new_cause(
    const struct match *m, unsigned first, unsigned second);

/*
 * Does the case have the unexpected message, but at another time?  A timer that
 * is too fast (the catalogue says what a request starts and what ends it) also
 * sends before the stimulus that has to come first, and the case continues
 * without what is slow and optional.  Completes the divergence.
 */
void match_find_wrong_time(struct match *m, struct divergence *d);

/*
 * Is the unexpected message an optional one of another party, which its own
 * party never gets?  Then it is at the wrong party.
 */
void match_find_other_party(struct match *m, struct divergence *d);

#endif
