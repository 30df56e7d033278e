/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are two recordings shards of one run?
 */
#include "compare/comparison.h"
#include "shards/merge_parts.h"

#include <string.h>

/* The sides as they are told: the newly read recording, and the reference. */
struct sides {
	struct merge *merge;
	const char *path;
};

static void
complain(const struct sides *s, const char *what)
{
	diag_error(s->merge->diag, NULL,
	    "'%s' and '%s' are not shards of one run: %s", s->path,
	    s->merge->reference_path, what);
}

static bool
is_shard(struct merge *m, const char *path, const struct run_facts *run)
{
	if (run->shard.total)
		return true;
	diag_error(m->diag, NULL,
	    "'%s' is the recording of a whole %s, not of a shard", path,
	    run->is_load ? "load" : "run");
	diag_note(m->diag, "'%s --shard I/N --ndjson FILE' records a shard",
	    run->is_load ? "load" : "run");
	return false;
}

static bool
has_same_plan(const struct sides *s, const struct run_shard *one,
    const struct run_shard *reference, bool is_load)
{
	char *what = NULL;
	if (one->total != reference->total)
		what = mem_printf("one is shard %u of %u, the other %u of %u",
		    one->number, one->total, reference->number,
		    reference->total);
	else if (one->case_count != reference->case_count)
		what = mem_printf("one run has %u cases, the other %u",
		    one->case_count, reference->case_count);
	else if (strcmp(one->plan_sha256, reference->plan_sha256) != 0)
		what = mem_strdup(is_load
			? "the loads do not have the same cases, weights, "
			  "rate, jobs or duration"
			: "the runs do not have the same cases");
	else if (strcmp(one->division_sha256, reference->division_sha256) != 0)
		what = mem_strdup("the cases are divided differently; give all "
				  "shards the same --shard-by");
	if (what)
		complain(s, what);
	free(what);
	return !what;
}

static const char *
or_none(const char *text)
{
	return text ? text : "none";
}

/* Suites, fixtures, target, server and program. */
static bool
has_same_inputs(const struct sides *s, const struct run_facts *run,
    const struct run_facts *reference)
{
	struct comparison c = { 0 };
	comparison_inputs(reference, run, &c);
	bool same = c.inputs.count == 0;
	for (size_t i = 0; i < c.inputs.count; i++) {
		const struct changed_input *input = &c.inputs.items[i];
		char *what = mem_printf("%s %s: '%s', not '%s'", input->kind,
		    input->name, or_none(input->now), or_none(input->before));
		complain(s, what);
		free(what);
	}
	comparison_free(&c);
	return same;
}

bool
merge_is_alike(struct merge *m, const char *path, const struct run_facts *run)
{
	struct sides s = { m, path };
	if (!is_shard(m, path, run))
		return false;
	if (!m->reference)
		return true;
	const struct run_facts *reference = recording_facts(m->reference);
	if (run->is_load != reference->is_load) {
		complain(&s, "one is of a load, the other of a run");
		return false;
	}
	return has_same_inputs(&s, run, reference) &&
	    has_same_plan(&s, &run->shard, &reference->shard, run->is_load);
}
