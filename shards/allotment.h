/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a target's pools one shard may lend, so that all of them can run
 * against one server at the same time.
 */
#ifndef IXC_SHARDS_ALLOTMENT_H
#define IXC_SHARDS_ALLOTMENT_H

#include "model/target.h"
#include "shards/share.h"

/*
 * Put the number of the shard into the names that ask for it, so that each
 * shard has its own such names, and of the others leave the shard its part,
 * unless 'is_whole': then no other shard uses the server.  A run that is no
 * shard has the names of shard 1, and all of them.
 */
void allotment_make(struct target *t, struct shard_number which, bool is_whole);

#endif
