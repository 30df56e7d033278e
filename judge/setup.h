/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Setups: which part of a case is running, where a setup ends, and what may
 * come while it lasts.
 */
#ifndef IXC_JUDGE_SETUP_H
#define IXC_JUDGE_SETUP_H

#include "judge/match_data.h"

/*
 * The part of the case, by its instance, that was running when the record came:
 * the one with the last stimulus before it.  A tested phase is also running as
 * soon as the one before it is complete, and so is a part that begins without a
 * stimulus.
 */
unsigned match_instance_at(
    const struct match *m, const struct config *c, size_t record);

/*
 * Is it the first stimulus after a setup, or of one that the case plays?  Then
 * nothing caused earlier may be under way.
 */
bool match_ends_setup(const struct match *m, unsigned stimulus);

/* Was there such a stimulus between the two records, or one of a probe? */
bool match_is_fenced_off(
    const struct match *m, unsigned first, unsigned second);

/*
 * Is it one of the messages that may come while a setup is running?  Any that
 * is right in itself and not an answer; after the tested part has begun, only
 * those that are about the setup's own parties and of a kind that no tested
 * step mentions.
 */
bool match_is_tolerated(
    const struct match *m, const struct config *c, unsigned record);

/*
 * Can the record be that expected message, judging by its time?  While the
 * tested part is running it cannot belong to a setup.
 */
bool match_may_be(const struct match *m, const struct config *c, unsigned event,
    unsigned record);

/* Is that part of the case a setup? */
bool match_is_setup(const struct match *m, unsigned instance);

/* The case itself. */
static inline unsigned
match_last_instance(const struct match *m)
{
	return (unsigned)m->p->instances.count - 1;
}

#endif
