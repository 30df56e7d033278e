/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which shard of a run each case falls to.
 *
 * A pure function of what it is given, so that machines which know nothing of
 * each other divide the same run in the same way: it knows no clock, no
 * environment and no chance.
 */
#ifndef IXC_SHARDS_DIVISION_H
#define IXC_SHARDS_DIVISION_H

#include <stdint.h>

/* How long a case takes is not known. */
#define DURATION_UNKNOWN_NS INT64_C(-1)

/*
 * Fill in ret_shards with the shard of each case, 1 to 'shard_count', which is
 * at least 1.
 *
 * Without durations (NULL) the cases are dealt out like cards, so that the
 * shards differ by one case at most, and neighbouring cases, which often wait
 * for the same timer, are spread.
 *
 * With durations, of each case or unknown, the longest comes first and each
 * goes to the shard that has least to do so far.  No shard then takes more than
 * the mean and one case.  An unknown one counts as the median of the others.
 */
void division_make(unsigned shard_count, const int64_t *durations_ns,
    unsigned case_count, unsigned *ret_shards);

#endif
