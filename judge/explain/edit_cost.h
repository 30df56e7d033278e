/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the edits of edit.h cost (docs/judge.md).  A message that came changed
 * in one respect costs less than one that is missing or one too many, so a
 * wrong tag is one finding, not a missing message and an unexpected one.
 */
#ifndef IXC_JUDGE_EXPLAIN_EDIT_COST_H
#define IXC_JUDGE_EXPLAIN_EDIT_COST_H

#include <stdint.h>

enum edit_cost {
	COST_EXACT = 0,
	COST_DISCONNECTED = 1, /* explains much of what follows */
	COST_CHANGED = 2,      /* per respect: party, tag, content, time ... */
	COST_DUPLICATE = 2,
	COST_MALFORMED = 2,
	COST_MISSING = 3,
	COST_UNEXPECTED = 3,
};

/* Costs beyond this are not distinguished. */
#define EDIT_MAX_COST 60
/* The search gave up. */
#define EDIT_NO_COST UINT32_MAX

#endif
