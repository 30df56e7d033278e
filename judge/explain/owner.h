/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose a divergence is: what a preamble did wrong is the preamble's, whatever
 * was under way by then, and what an earlier case has left is its doing.
 */
#ifndef IXC_JUDGE_EXPLAIN_OWNER_H
#define IXC_JUDGE_EXPLAIN_OWNER_H

#include "judge/match_data.h"

/*
 * Whose is the divergence, in the first configuration: the instance of the
 * expected message that it is nearest to, or of the request that it answers,
 * or else the one under way; never one that had not begun, nor a setup that a
 * fence has proved to be over.
 */
unsigned match_owner(const struct match *m, const struct divergence *d);

/*
 * Is what came wrong by the catalogue or by the rules that hold in every case,
 * whatever the fixture expects?
 */
bool match_is_wrong_everywhere(
    const struct match *m, const struct divergence *d);

/*
 * What an earlier case has left where the request of a setup looked
 * that the record answers, if the answer names it, and where that is.  NULL: it
 * does not.
 */
const char *match_find_leftover(
    const struct match *m, int record, const char **ret_where);

#endif
