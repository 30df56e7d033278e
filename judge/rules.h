/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules for every case, whatever its fixture expects: which tags a party
 * may see, what an answer answers, what an open world allows.
 */
#ifndef IXC_JUDGE_RULES_H
#define IXC_JUDGE_RULES_H

#include "judge/match_data.h"

/* Is the message wrong whatever the case expects?  Then *ret says how.
 */
bool match_is_wrong_anyway(
    const struct match *m, const struct record *r, enum finding *ret);

/*
 * Is it of a kind that an open world (R9) allows: one the case does not list?
 */
bool match_is_undocumented(const struct match *m, const struct record *r);

/* Is it wrong whatever state the server is in? */
bool match_is_certain(const struct match *m, unsigned record);

#endif
