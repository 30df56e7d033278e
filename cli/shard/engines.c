/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/shard/engines.h"

#include "core/buf.h"
#include "core/mem.h"
#include "core/source.h"
#include "model/event.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct engine {
	const char *word, *name;
	const char *index, *total; /* variables; NULL: it has no such one */
	unsigned base;             /* of the index, if 'first' is NULL */
	/* Of an array of any numbers: its bounds and its step. */
	const char *first, *last, *step;
	const char *alone; /* what to do where nothing is divided */
	const char *status_file, *junit_file;
};

static const struct engine engines[] = {
	{ .word = "gitlab",
	    .name = "GitLab",
	    .index = "CI_NODE_INDEX",
	    .total = "CI_NODE_TOTAL",
	    .base = 1,
	    .alone = "give the job 'parallel: N'" },
	{ .word = "github",
	    .name = "GitHub",
	    .index = "IXCONFORM_JOB_INDEX",
	    .total = "IXCONFORM_JOB_TOTAL",
	    .alone = "GitHub does not set them: set them to "
		     "strategy.job-index and strategy.job-total" },
	{ .word = "circleci",
	    .name = "CircleCI",
	    .index = "CIRCLE_NODE_INDEX",
	    .total = "CIRCLE_NODE_TOTAL",
	    .alone = "give the job 'parallelism: N'" },
	{ .word = "buildkite",
	    .name = "Buildkite",
	    .index = "BUILDKITE_PARALLEL_JOB",
	    .total = "BUILDKITE_PARALLEL_JOB_COUNT",
	    .alone = "give the step 'parallelism: N'" },
	{ .word = "bitbucket",
	    .name = "Bitbucket",
	    .index = "BITBUCKET_PARALLEL_STEP",
	    .total = "BITBUCKET_PARALLEL_STEP_COUNT",
	    .alone = "put the step into a 'parallel' group" },
	{ .word = "azure",
	    .name = "Azure",
	    .index = "SYSTEM_JOBPOSITIONINPHASE",
	    .total = "SYSTEM_TOTALJOBSINPHASE",
	    .base = 1,
	    .alone = "give the job 'strategy: parallel: N'" },
	{ .word = "semaphore",
	    .name = "Semaphore",
	    .index = "SEMAPHORE_JOB_INDEX",
	    .total = "SEMAPHORE_JOB_COUNT",
	    .base = 1,
	    .alone = "give the job 'parallelism: N'" },
	{ .word = "bazel",
	    .name = "Bazel",
	    .index = "TEST_SHARD_INDEX",
	    .total = "TEST_TOTAL_SHARDS",
	    .alone = "give the test 'shard_count = N'",
	    .status_file = "TEST_SHARD_STATUS_FILE",
	    .junit_file = "XML_OUTPUT_FILE" },
	{ .word = "slurm",
	    .name = "Slurm",
	    .index = "SLURM_ARRAY_TASK_ID",
	    .total = "SLURM_ARRAY_TASK_COUNT",
	    .first = "SLURM_ARRAY_TASK_MIN",
	    .last = "SLURM_ARRAY_TASK_MAX",
	    .step = "SLURM_ARRAY_TASK_STEP",
	    .alone = "submit it with 'sbatch --array=1-N'" },
	{ .word = "kubernetes",
	    .name = "Kubernetes",
	    .index = "JOB_COMPLETION_INDEX",
	    .alone = "give the Job 'completionMode: Indexed'" },
};

#define ENGINE_COUNT (sizeof(engines) / sizeof(engines[0]))

const struct engine *
engine_find(const char *word)
{
	for (size_t i = 0; i < ENGINE_COUNT; i++)
		if (strcmp(engines[i].word, word) == 0)
			return &engines[i];
	return NULL;
}

const struct engine *
engine_next(const struct engine *e)
{
	e = e ? e + 1 : engines;
	return e < engines + ENGINE_COUNT ? e : NULL;
}

const char *
engine_word(const struct engine *e)
{
	return e->word;
}

const char *
engine_name(const struct engine *e)
{
	return e->name;
}

/* --- variables --- */

/* An empty one is set to nothing, which is how some engines unset it. */
static const char *
value_of(const struct variables *v, const char *name)
{
	const char *value = name ? v->find(v->context, name) : NULL;
	return value && *value ? value : NULL;
}

const char *
engine_status_file(const struct engine *e, const struct variables *v)
{
	return value_of(v, e->status_file);
}

const char *
engine_junit_file(const struct engine *e, const struct variables *v)
{
	return value_of(v, e->junit_file);
}

/* The question, and what is wrong with the answer. */
struct question {
	const struct variables *v;
	const struct engine *engine;
	char *problem;
};

static bool
read_number(struct question *q, const char *name, unsigned *ret)
{
	const char *text = value_of(q->v, name);
	char *end;
	if (!text) {
		q->problem =
		    mem_printf("%s is not set; %s", name, q->engine->alone);
		return false;
	}
	errno = 0;
	unsigned long value = strtoul(text, &end, 10);
	if (!isdigit((unsigned char)*text) || *end || errno ||
	    value > INT_MAX) {
		q->problem =
		    mem_printf("%s is '%s', not a whole number", name, text);
		return false;
	}
	*ret = (unsigned)value;
	return true;
}

/* An array of 3 to 9 in steps of 2 has 4 shards; one with gaps has no order
 * that its members know. */
static bool
read_array(struct question *q, unsigned id, unsigned total, unsigned *ret)
{
	const struct engine *e = q->engine;
	unsigned first, last, step;
	if (!read_number(q, e->first, &first) ||
	    !read_number(q, e->last, &last) || !read_number(q, e->step, &step))
		return false;
	if (step == 0 || last < first || id < first || id > last ||
	    (id - first) % step != 0) {
		q->problem = mem_printf("%s is %u, which is not in the array "
					"of %u to %u in steps of %u",
		    e->index, id, first, last, step);
		return false;
	}
	if (total != (last - first) / step + 1) {
		q->problem = mem_printf("%s is %u, but %u to %u in steps of %u "
					"are %u; an array with gaps cannot be "
					"divided",
		    e->total, total, first, last, step,
		    (last - first) / step + 1);
		return false;
	}
	*ret = (id - first) / step + 1;
	return true;
}

static bool
is_within(struct question *q, unsigned index, unsigned total)
{
	const struct engine *e = q->engine;
	unsigned base = e->base;
	const char *what = e->total ? e->total : "the total";
	if (total == 0 || total > RUN_SHARDS_MAX)
		q->problem = mem_printf("%s is %u; it must be from 1 to %d",
		    what, total, RUN_SHARDS_MAX);
	else if (index < base || index - base >= total)
		q->problem = mem_printf(
		    "%s is %u; it must be from %u to %u, since %s is %u",
		    e->index, index, base, base + total - 1, what, total);
	return !q->problem;
}

/* The total that the engine says, or that the user says for it. */
static bool
read_total(struct question *q, unsigned told, unsigned *ret)
{
	const struct engine *e = q->engine;
	if (!e->total && told) {
		*ret = told;
		return true;
	}
	if (!e->total) {
		q->problem = mem_printf("%s is set, but %s does not say how "
					"many shards there are; name its "
					".spec.completions, as in "
					"'--shard auto/8'",
		    e->index, e->name);
		return false;
	}
	if (!read_number(q, e->total, ret))
		return false;
	if (told && told != *ret)
		q->problem =
		    mem_printf("%s is %u, and not %u", e->total, *ret, told);
	return !q->problem;
}

static bool
read_answer(struct question *q, unsigned told, struct engine_answer *ret)
{
	const struct engine *e = q->engine;
	unsigned index, total;
	if (!read_number(q, e->index, &index) || !read_total(q, told, &total))
		return false;
	*ret = (struct engine_answer){ .engine = e, .total = total };
	if (e->first)
		return read_array(q, index, total, &ret->number) &&
		    (total <= RUN_SHARDS_MAX || is_within(q, 0, total));
	ret->number = index - e->base + 1;
	return is_within(q, index, total);
}

/* --- which engine it is --- */

static bool
is_present(const struct variables *v, const struct engine *e)
{
	return value_of(v, e->index) || value_of(v, e->total);
}

/* GitLab has a total of 1, and no index, in a job that is not divided. */
static bool
divides_nothing(const struct variables *v, const struct engine *e)
{
	const char *total = value_of(v, e->total);
	return total && strcmp(total, "1") == 0;
}

static char *
nothing_set(void)
{
	struct buf text;
	buf_init(&text, SOURCE_MAX_BYTES);
	buf_add_text(&text, "cannot tell which shard this is: none of ");
	for (size_t i = 0; i < ENGINE_COUNT; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", engines[i].index);
	buf_add_text(&text, " is set; name the shard, as in '--shard 2/4'");
	return buf_take(&text);
}

/* Two engines, and neither is the wrong one. */
static char *
contradiction(const struct engine_answer *a, const struct engine_answer *b)
{
	return mem_printf("%s says that this is shard %u of %u, %s says %u of "
			  "%u; choose one, as in '--shard %s'",
	    a->engine->name, a->number, a->total, b->engine->name, b->number,
	    b->total, b->engine->word);
}

/* Those that divide something, or, with 'idle', those that do not. */
static bool
ask_all(const struct variables *v, unsigned told, bool idle,
    struct engine_answer *ret, char **ret_problem)
{
	*ret = (struct engine_answer){ 0 };
	for (size_t i = 0; i < ENGINE_COUNT && !*ret_problem; i++) {
		struct question q = { .v = v, .engine = &engines[i] };
		struct engine_answer one;
		if (!is_present(v, &engines[i]) ||
		    divides_nothing(v, &engines[i]) != idle)
			continue;
		if (!read_answer(&q, told, &one))
			*ret_problem = q.problem;
		else if (ret->engine &&
		    (one.number != ret->number || one.total != ret->total))
			*ret_problem = contradiction(ret, &one);
		else if (!ret->engine)
			*ret = one;
	}
	return ret->engine && !*ret_problem;
}

bool
engine_ask(const struct engine *engine, const struct variables *v,
    unsigned total, struct engine_answer *ret, char **ret_problem)
{
	*ret_problem = NULL;
	if (engine) {
		struct question q = { .v = v, .engine = engine };
		bool good = read_answer(&q, total, ret);
		*ret_problem = q.problem;
		return good;
	}
	if (ask_all(v, total, false, ret, ret_problem))
		return true;
	if (!*ret_problem && ask_all(v, total, true, ret, ret_problem))
		return true;
	if (!*ret_problem)
		*ret_problem = nothing_set();
	return false;
}
