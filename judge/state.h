/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far the judgement of a run is: running, diverged, broken off or passed,
 * and what of it is proven.  The one door of all that: nobody else writes it.
 */
#ifndef IXC_JUDGE_STATE_H
#define IXC_JUDGE_STATE_H

#include "judge/match_data.h"

/* The one door of 'state', and of everything derived from it. */
void match_set_state(struct match *m, enum match_state state);

/* Something happened: that nothing more comes has to be proven anew. */
void match_note_progress(struct match *m);

/* Also makes d->config the first configuration: the explanation looks there. */
void match_diverge(struct match *m, const struct divergence *d);

/* If so: the spares are thrown away, and the run is broken off. */
bool match_is_too_wide(struct match *m);

/* Is nothing under way to any of these?  Else that is what to prove next. */
bool match_is_proven(struct match *m, uint32_t parties);

#endif
