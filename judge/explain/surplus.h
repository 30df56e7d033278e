/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a message that is one too many may be: the same again, another case's,
 * or an expected one at another time or party.  Private to judge.
 *
 * Sits between the search for edits (edit.h) and the sentences (explain.h);
 * only asked when a run has failed.
 */
#ifndef IXC_JUDGE_EXPLAIN_SURPLUS_H
#define IXC_JUDGE_EXPLAIN_SURPLUS_H

#include "judge/state.h"

/*
 * Is the event in an optional block of which nothing has come?  What
 * need not come has not gone astray.
 */
bool match_need_not_come(
    const struct match *m, const struct config *c, unsigned event);

/* The newest record before it of the same message, or -1. */
int match_find_repeated(const struct match *m, unsigned record);

/* Was no stimulus sent between the two records? */
bool match_is_of_one_step(
    const struct match *m, unsigned first, unsigned second);

/*
 * Is the repetition a duplicate of that first one?  An answer always is; an
 * event behind a fence may be the doing of what was sent after it.
 */
bool match_is_duplicate(const struct match *m, unsigned first, unsigned second);

/*
 * The stimulus that was sent between the two, and long enough before the second
 * to be the cause of it: by its record, the newest; -1: there is none.
 */
int match_find_new_cause(
    const struct match *m, unsigned first, unsigned second);

/*
 * The first attribute of an event that names somebody or something that the run
 * has lent to another case, or NULL.  What an event is about is none.
 */
const struct attribute *match_find_intruder(
    const struct match *m, const struct record *r);
const struct attribute *match_find_stranger(const struct match *m,
    const struct message_spec *spec, const struct message *message);

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
