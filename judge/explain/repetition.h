/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same message again: which attributes and messages are alike, and when a
 * repetition is a duplicate.
 */
#ifndef IXC_JUDGE_EXPLAIN_REPETITION_H
#define IXC_JUDGE_EXPLAIN_REPETITION_H

#include "judge/match_data.h"

/* Is it the time stamp, which says nothing of what happened? */
bool match_is_time_stamp(const struct attribute *a);

/* Same kind and value; false when one of them is NULL. */
bool match_is_equal(const struct attribute *a, const struct attribute *b);

/* Is it the same message?  Only its time stamp, its party and its protocol may
   differ. */
bool match_is_same_content(const struct record *a, const struct record *b);

/* The same, and to the same party. */
bool match_is_same_message(const struct record *a, const struct record *b);

/* Is it the same message again, under the same protocol? */
bool match_is_repetition(const struct record *a, const struct record *b);

/* The newest record before it of the same message, or -1. */
int match_find_repeated(const struct match *m, unsigned record);

/*
 * The same of all records, one number each, in a time that is near to that of
 * reading them; the caller owns the array.
 */
int *match_find_all_repeated(const struct match *m);

/* Was no stimulus sent between the two records? */
bool match_is_of_one_step(
    const struct match *m, unsigned first, unsigned second);

/*
 * Is the repetition a duplicate of that first one?  An answer always is; an
 * event after a fence may be caused by what was sent after it.
 */
bool match_is_duplicate(const struct match *m, unsigned first, unsigned second);

#endif
