/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kind of divergence it is: turns "nothing takes this message" into one of
 * the categories of model/outcome.h.
 */
#ifndef IXC_JUDGE_EXPLAIN_CATEGORY_H
#define IXC_JUDGE_EXPLAIN_CATEGORY_H

#include "judge/match_data.h"

/* Which kind of finding it is; completes the divergence. */
void match_classify(struct match *m, struct divergence *d);

#endif
