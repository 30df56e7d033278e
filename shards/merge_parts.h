/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of merge.h share.  Private to them.
 */
#ifndef IXC_SHARDS_MERGE_PARTS_H
#define IXC_SHARDS_MERGE_PARTS_H

#include "shards/merge.h"
#include "shards/part.h"

/* A case of the whole run. */
struct merged_case {
	const struct part *home;   /* whose case it is; NULL: an assumption */
	const struct part *chosen; /* what it did and what became of it is what
				      this one says */
	enum evidence evidence;    /* in that one */
	bool is_witness;           /* what it saw there is what another case is
				      blamed for */
	bool is_backed; /* what it is blamed for is seen in the run */
};

struct merge {
	struct diag *diag;
	VEC(struct part *)
	parts;                       /* one of each number, after the join by
					number */
	struct recording *reference; /* of the first one: what is common */
	char *reference_path;
	struct merged_case *cases;
	struct run_case *plan;
	struct run_part *facts_of_parts;
	const char **options; /* of 'facts', without those of shards */
	struct run_facts facts;
	struct run_summary summary;
	char *problem; /* of the summary */
	struct slack *slack;
	struct merge_hooks hooks; /* of a load */
};

/*
 * merge_alike.c: is the recording one of the same run as the reference?  False
 * after reporting each difference.
 */
bool merge_is_alike(
    struct merge *m, const char *path, const struct run_facts *run);

/* merge_load.c: merge_play() of a load. */
bool merge_play_load(
    struct merge *m, struct sink *const *sinks, unsigned sink_count);

#endif
