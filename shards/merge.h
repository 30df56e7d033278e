/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shards of a run put together: one run of all its cases, each once.
 *
 * Reads recordings and tells the events of the whole run to sinks, as
 * recording.h does of one.  Judges nothing again, and guesses nothing: what is
 * of another run, missing or doubled is an error.
 */
#ifndef IXC_SHARDS_MERGE_H
#define IXC_SHARDS_MERGE_H

#include "core/diag.h"
#include "model/event.h"

#include "wire/json_object.h"

#include <stdbool.h>

struct merge;

/* 'diag' must outlive it. */
struct merge *merge_new(struct diag *diag);

/*
 * The recording of a shard.  One with the number of an earlier one replaces it,
 * since the shard was run again: *ret_replaced is then the path of that one,
 * which the caller frees.  False after reporting an error.
 */
bool merge_add(struct merge *m, const char *path, char **ret_replaced);

/*
 * All are added: is every shard there, and each case in one?  False after
 * reporting what is wrong.
 */
bool merge_join(struct merge *m);

/* Do the shards belong to a load?  After merge_join(). */
bool merge_is_load(const struct merge *m);

/*
 * Of a load: who puts together what the shards have measured.  'begin' comes
 * before the lines of each shard, 'end' before the end of the whole load.
 */
struct merge_hooks {
	void *context;
	void (*begin)(void *context);
	void (*take)(void *context, const char *word, struct json_object line);
	void (*end)(void *context);
};

/* Before merge_play(); copied. */
void merge_set_hooks(struct merge *m, const struct merge_hooks *hooks);

/* The whole run; after merge_join(). */
const struct run_facts *merge_facts(const struct merge *m);

/*
 * Tell all events, shard by shard; once, after merge_join().  False after
 * reporting an error: a recording is not any more what it was.
 */
bool merge_play(
    struct merge *m, struct sink *const *sinks, unsigned sink_count);

/* How the whole run ended; after merge_play(). */
const struct run_summary *merge_summary(const struct merge *m);

/* NULL is fine. */
void merge_free(struct merge *m);

#endif
