/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run is to do: the cases that its options select of the workspace, and
 * of a shard its share, once the suites, the target and whatever else the
 * options name were found sound together.
 */
#ifndef IXC_CLI_RUN_ASSIGNMENT_H
#define IXC_CLI_RUN_ASSIGNMENT_H

#include "cli/option/run_options.h"
#include "cli/option/selection.h"
#include "core/diag.h"
#include "shards/share.h"

/* Zero-filled but for the first two, which are borrowed. */
struct assignment {
	struct run_options *o;
	struct diag *diag;
	struct past_run *failed; /* or NULL */
	struct selection selection;
	struct selection whole; /* of a shard: before that was cut */
	struct share share;     /* of a shard: what the selection was cut to */
	bool is_empty;          /* the selection, although nothing is wrong */
};

/* Loads the workspace.  False after reporting. */
bool assignment_make(struct assignment *a);

/* What the selection points to is the workspace's. */
void assignment_free(struct assignment *a);

#endif
