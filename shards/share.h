/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one shard of a run has to do.
 *
 * The selected cases are divided (division.h), each falls to one shard.  With
 * its cases a shard runs, as assumptions, their preambles and what their probes
 * play, if the whole run has it, whether or not another shard has the same
 * case.  So its verdicts, and whom they blame, are those of a whole run, and it
 * fails where an assumption of its cases does; the price is that the setups are
 * judged in each shard.
 */
#ifndef IXC_SHARDS_SHARE_H
#define IXC_SHARDS_SHARE_H

#include "compare/past_run.h"
#include "core/vec.h"
#include "model/event.h"
#include "record/seal/digest.h"
#include "runner/exec/plan.h"

struct share {
	VEC(struct planned_case) cases; /* with their places */
	unsigned named; /* of them, the first ones: those of this shard */
	struct run_shard facts;
	char plan[DIGEST_TEXT_SIZE]; /* texts of the facts */
	char division[DIGEST_TEXT_SIZE];
};

/* Which shard of how many. */
struct shard_number {
	unsigned number; /* from 1 */
	unsigned total;  /* 0: of none, the run is whole */
};

/*
 * Of the selected cases of the whole run, those of one shard, in their order,
 * and their preambles. 'past' has durations to divide by, or is NULL.  The
 * facts point into 'ret', which must stay where it is.
 */
void share_take(const struct planned_case *cases, unsigned count,
    struct shard_number which, const struct past_run *past, struct share *ret);

void share_free(struct share *s);

#endif
