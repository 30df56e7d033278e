/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has to be known about the recording of a shard before it is put together
 * with others: which cases it has and how they ended, not what happened in
 * them.
 */
#ifndef IXC_SHARDS_PART_H
#define IXC_SHARDS_PART_H

#include "core/vec.h"
#include "record/recording.h"

/*
 * How much a case says that several shards have run, as others depend on it: a
 * failure more than what could not be judged, and that more than a pass.
 */
enum evidence {
	EVIDENCE_NONE, /* it did not end */
	EVIDENCE_SKIPPED,
	EVIDENCE_PASSED,
	EVIDENCE_FLAKY,    /* it passed, but not at once */
	EVIDENCE_EXPECTED, /* it failed as a baseline says */
	EVIDENCE_UNJUDGED,
	EVIDENCE_SEEN_ELSEWHERE, /* another case saw it do wrong */
	EVIDENCE_FAILED,
};

/* A case of the shard; its place in the whole run is in 'test'. */
struct part_case {
	struct run_case test; /* its texts are the part's */
	enum evidence evidence;
	const char *seen_in; /* the path of that case; NULL: none */
};

struct part {
	char *path;
	struct run_shard shard; /* without its digests */
	char *host_name, *target_url;
	int64_t wall_start_s;
	VEC(struct part_case) cases;
	VEC(char *) texts; /* storage of theirs */
	bool has_ended;    /* the recording is whole */
	int64_t duration_ns, longest_timer_ns;
	bool was_interrupted;
	char *problem; /* why its run broke off, or NULL */
};

/*
 * Read a recording; NULL after reporting to 'diag'.  *ret_recording is what it
 * was read from, for its facts; the caller frees both.
 */
struct part *part_read(
    const char *path, struct recording **ret_recording, struct diag *diag);

/* NULL is fine. */
void part_free(struct part *p);

#endif
