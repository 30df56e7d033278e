/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a message that is one too many may be: the doing of a later request, or
 * an expected one at another time or party.
 *
 * Sits between the search for edits (edit.h) and the sentences; only asked when
 * a run has failed.
 */
#ifndef IXC_JUDGE_EXPLAIN_SURPLUS_H
#define IXC_JUDGE_EXPLAIN_SURPLUS_H

#include "judge/match_data.h"

/*
 * The stimulus that was sent between the two, and long enough before the second
 * to be the cause of it: by its record, the newest; -1: there is none.
 */
int match_find_new_cause(
    const struct match *m, unsigned first, unsigned second);

/*
 * Does the case have what nothing takes, but at another time?  A timer that is
 * too fast (the catalogue says what a request starts and what ends it) also
 * sends before the stimulus that has to come first, and the case goes on
 * without what is slow and need not come.  Completes the divergence.
 */
void match_find_wrong_time(struct match *m, struct divergence *d);

/*
 * Is what nothing takes just what may come to another party, but need not, and
 * what its own never gets?  Then it is at the wrong one.
 */
void match_find_other_party(struct match *m, struct divergence *d);

#endif
