/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/shard/shard_option.h"

#include "core/mem.h"
#include "tests/cli/suites.h"

#include <stdlib.h>
#include <string.h>

#define VARIABLES_MAX 6

/* An environment, what --shard says in it, and what comes of that. */
struct row {
	const char *variables[VARIABLES_MAX]; /* "NAME=VALUE" */
	const char *option;
	unsigned number, total; /* 0: it is refused ... */
	const char *problem;    /* ... for a reason with these words */
};

static const char *
find_in_row(void *context, const char *name)
{
	const struct row *row = context;
	size_t size = strlen(name);
	for (int i = 0; i < VARIABLES_MAX && row->variables[i]; i++) {
		const char *pair = row->variables[i];
		if (strncmp(pair, name, size) == 0 && pair[size] == '=')
			return pair + size + 1;
	}
	return NULL;
}

static void
check_row(const struct row *row)
{
	struct variables v = { (void *)row, find_in_row };
	struct shard_option option = { 0 };
	char *problem;
	bool good = shard_option_read(row->option, &v, &option, &problem);
	ck_assert_msg(good == (row->total > 0), "--shard %s: %s", row->option,
	    good ? "accepted" : problem);
	if (good) {
		ck_assert_ptr_null(problem);
		ck_assert_uint_eq(option.number, row->number);
		ck_assert_uint_eq(option.total, row->total);
	} else {
		ck_assert_msg(strstr(problem, row->problem),
		    "--shard %s: '%s' lacks '%s'", row->option, problem,
		    row->problem);
		free(problem);
	}
}

#define CHECK_ROWS(rows)                                                       \
	for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++)          \
	check_row(&(rows)[i])

START_TEST(a_shard_is_named)
{
	static const struct row rows[] = {
		{ { NULL }, "1/1", 1, 1, NULL },
		{ { NULL }, "2/4", 2, 4, NULL },
		{ { NULL }, "100000/100000", 100000, 100000, NULL },
		{ { NULL }, "0/4", 0, 0, "shards are numbered from 1" },
		{ { NULL }, "5/4", 0, 0, "there are only 4 shards" },
		{ { NULL }, "1/0", 0, 0, "there are only 0 shards" },
		{ { NULL }, "2/100001", 0, 0, "at most 100000" },
		{ { NULL }, "2", 0, 0, "is not a shard" },
		{ { NULL }, "", 0, 0, "is not a shard" },
		{ { NULL }, "/", 0, 0, "is not a shard" },
		{ { NULL }, "/4", 0, 0, "is not a shard" },
		{ { NULL }, "2/", 0, 0, "is not a shard" },
		{ { NULL }, "-1/4", 0, 0, "is not a shard" },
		{ { NULL }, "+1/4", 0, 0, "is not a shard" },
		{ { NULL }, "1/ 4", 0, 0, "is not a shard" },
		{ { NULL }, "1/4/8", 0, 0, "is not a shard" },
		{ { NULL }, "2 /4", 0, 0, "is not a shard" },
		{ { NULL }, "1/99999999999999999999", 0, 0, "is not a shard" },
		{ { NULL }, "atuo", 0, 0, "did you mean 'auto'?" },
		{ { NULL }, "gitlabs", 0, 0, "did you mean 'gitlab'?" },
		{ { NULL }, "teletype", 0, 0, "nor a system" },
		{ { NULL }, "auto/x", 0, 0, "a whole number" },
		{ { NULL }, "auto/0", 0, 0, "a whole number" },
	};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(each_engine_says_which_shard)
{
	static const struct row rows[] = {
		{ { "CI_NODE_INDEX=2", "CI_NODE_TOTAL=4" }, "auto", 2, 4,
		    NULL },
		{ { "IXCONFORM_JOB_INDEX=0", "IXCONFORM_JOB_TOTAL=3" }, "auto",
		    1, 3, NULL },
		{ { "CIRCLE_NODE_INDEX=3", "CIRCLE_NODE_TOTAL=4" }, "auto", 4,
		    4, NULL },
		{ { "BUILDKITE_PARALLEL_JOB=0",
		      "BUILDKITE_PARALLEL_JOB_COUNT=2" },
		    "auto", 1, 2, NULL },
		{ { "BITBUCKET_PARALLEL_STEP=1",
		      "BITBUCKET_PARALLEL_STEP_COUNT=2" },
		    "auto", 2, 2, NULL },
		{ { "SYSTEM_JOBPOSITIONINPHASE=1",
		      "SYSTEM_TOTALJOBSINPHASE=5" },
		    "auto", 1, 5, NULL },
		{ { "SEMAPHORE_JOB_INDEX=5", "SEMAPHORE_JOB_COUNT=5" }, "auto",
		    5, 5, NULL },
		{ { "TEST_SHARD_INDEX=6", "TEST_TOTAL_SHARDS=7" }, "auto", 7, 7,
		    NULL },
		{ { "SLURM_ARRAY_TASK_ID=7", "SLURM_ARRAY_TASK_COUNT=4",
		      "SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_MAX=9",
		      "SLURM_ARRAY_TASK_STEP=2" },
		    "auto", 3, 4, NULL },
		{ { "SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_TASK_COUNT=8",
		      "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=7",
		      "SLURM_ARRAY_TASK_STEP=1" },
		    "slurm", 1, 8, NULL },
		{ { "JOB_COMPLETION_INDEX=2" }, "auto/8", 3, 8, NULL },
		{ { "JOB_COMPLETION_INDEX=7" }, "kubernetes/8", 8, 8, NULL },
		/* What the user says as well has to be what the engine says. */
		{ { "CI_NODE_INDEX=2", "CI_NODE_TOTAL=4" }, "auto/4", 2, 4,
		    NULL },
		/* A job that is not divided has one shard. */
		{ { "CIRCLE_NODE_INDEX=0", "CIRCLE_NODE_TOTAL=1" }, "auto", 1,
		    1, NULL },
	};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(half_an_answer_is_none)
{
	static const struct row rows[] = {
		{ { NULL }, "auto", 0, 0, "cannot tell which shard" },
		{ { "CI_NODE_INDEX=", "CI_NODE_TOTAL=" }, "auto", 0, 0,
		    "cannot tell which shard" },
		{ { NULL }, "gitlab", 0, 0, "CI_NODE_INDEX is not set" },
		{ { "CI_NODE_TOTAL=1" }, "auto", 0, 0, "'parallel: N'" },
		{ { "CI_NODE_TOTAL=4" }, "auto", 0, 0,
		    "CI_NODE_INDEX is not set" },
		{ { "CI_NODE_INDEX=1" }, "auto", 0, 0,
		    "CI_NODE_TOTAL is not set" },
		{ { "IXCONFORM_JOB_TOTAL=4" }, "auto", 0, 0,
		    "strategy.job-index" },
		{ { "CIRCLE_NODE_INDEX=1" }, "auto", 0, 0,
		    "CIRCLE_NODE_TOTAL is not set" },
		{ { "BUILDKITE_PARALLEL_JOB=1" }, "auto", 0, 0,
		    "BUILDKITE_PARALLEL_JOB_COUNT is not set" },
		{ { "BITBUCKET_PARALLEL_STEP_COUNT=2" }, "auto", 0, 0,
		    "BITBUCKET_PARALLEL_STEP is not set" },
		{ { "SYSTEM_TOTALJOBSINPHASE=2" }, "auto", 0, 0,
		    "SYSTEM_JOBPOSITIONINPHASE is not set" },
		{ { "SEMAPHORE_JOB_INDEX=2" }, "auto", 0, 0,
		    "SEMAPHORE_JOB_COUNT is not set" },
		{ { "TEST_SHARD_INDEX=2" }, "auto", 0, 0,
		    "TEST_TOTAL_SHARDS is not set" },
		{ { "SLURM_ARRAY_TASK_ID=2" }, "auto", 0, 0,
		    "SLURM_ARRAY_TASK_COUNT is not set" },
		{ { "SLURM_ARRAY_TASK_ID=2", "SLURM_ARRAY_TASK_COUNT=2" },
		    "auto", 0, 0, "SLURM_ARRAY_TASK_MIN is not set" },
		{ { "JOB_COMPLETION_INDEX=2" }, "auto", 0, 0,
		    ".spec.completions" },
		{ { NULL }, "auto/8", 0, 0, "cannot tell which shard" },
	};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(what_does_not_fit_together_is_refused)
{
	static const struct row rows[] = {
		{ { "CI_NODE_INDEX=0", "CI_NODE_TOTAL=4" }, "auto", 0, 0,
		    "from 1 to 4" },
		{ { "CI_NODE_INDEX=5", "CI_NODE_TOTAL=4" }, "auto", 0, 0,
		    "from 1 to 4" },
		{ { "CIRCLE_NODE_INDEX=4", "CIRCLE_NODE_TOTAL=4" }, "auto", 0,
		    0, "from 0 to 3" },
		{ { "TEST_SHARD_INDEX=0", "TEST_TOTAL_SHARDS=0" }, "auto", 0, 0,
		    "TEST_TOTAL_SHARDS is 0" },
		{ { "TEST_SHARD_INDEX=0", "TEST_TOTAL_SHARDS=100001" }, "auto",
		    0, 0, "from 1 to 100000" },
		{ { "TEST_SHARD_INDEX=-1", "TEST_TOTAL_SHARDS=4" }, "auto", 0,
		    0, "not a whole number" },
		{ { "TEST_SHARD_INDEX=1x", "TEST_TOTAL_SHARDS=4" }, "auto", 0,
		    0, "not a whole number" },
		{ { "TEST_SHARD_INDEX=1", "TEST_TOTAL_SHARDS=four" }, "auto", 0,
		    0, "not a whole number" },
		{ { "TEST_SHARD_INDEX=99999999999999999999",
		      "TEST_TOTAL_SHARDS=4" },
		    "auto", 0, 0, "not a whole number" },
		{ { "JOB_COMPLETION_INDEX=8" }, "auto/8", 0, 0, "from 0 to 7" },
		{ { "CI_NODE_INDEX=2", "CI_NODE_TOTAL=4" }, "auto/8", 0, 0,
		    "CI_NODE_TOTAL is 4, and not 8" },
		/* An array of 1, 3 and 7. */
		{ { "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_COUNT=3",
		      "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=7",
		      "SLURM_ARRAY_TASK_STEP=1" },
		    "auto", 0, 0, "an array with gaps" },
		{ { "SLURM_ARRAY_TASK_ID=4", "SLURM_ARRAY_TASK_COUNT=4",
		      "SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_MAX=9",
		      "SLURM_ARRAY_TASK_STEP=2" },
		    "auto", 0, 0, "not in the array" },
		{ { "SLURM_ARRAY_TASK_ID=4", "SLURM_ARRAY_TASK_COUNT=4",
		      "SLURM_ARRAY_TASK_MIN=3", "SLURM_ARRAY_TASK_MAX=9",
		      "SLURM_ARRAY_TASK_STEP=0" },
		    "auto", 0, 0, "not in the array" },
		/* Two engines. */
		{ { "CI_NODE_INDEX=2", "CI_NODE_TOTAL=4", "TEST_SHARD_INDEX=0",
		      "TEST_TOTAL_SHARDS=3" },
		    "auto", 0, 0, "GitLab says that this is shard 2 of 4" },
		{ { "CI_NODE_INDEX=2", "TEST_SHARD_INDEX=0",
		      "TEST_TOTAL_SHARDS=3" },
		    "auto", 0, 0, "CI_NODE_TOTAL is not set" },
	};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(of_two_engines_one_may_be_meant)
{
	static const struct row rows[] = {
		{ { "CI_NODE_INDEX=2", "CI_NODE_TOTAL=4", "TEST_SHARD_INDEX=0",
		      "TEST_TOTAL_SHARDS=3" },
		    "bazel", 1, 3, NULL },
		/* They agree. */
		{ { "CI_NODE_INDEX=2", "CI_NODE_TOTAL=4", "TEST_SHARD_INDEX=1",
		      "TEST_TOTAL_SHARDS=4" },
		    "auto", 2, 4, NULL },
		/* The outer one divides nothing. */
		{ { "CI_NODE_TOTAL=1", "TEST_SHARD_INDEX=1",
		      "TEST_TOTAL_SHARDS=4" },
		    "auto", 2, 4, NULL },
		{ { "SYSTEM_JOBPOSITIONINPHASE=1", "SYSTEM_TOTALJOBSINPHASE=1",
		      "CIRCLE_NODE_INDEX=2", "CIRCLE_NODE_TOTAL=4" },
		    "auto", 3, 4, NULL },
	};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(an_engine_may_want_files)
{
	static const struct row row = { { "TEST_SHARD_STATUS_FILE=status",
					    "XML_OUTPUT_FILE=test.xml" },
		"", 0, 0, NULL };
	struct variables v = { (void *)&row, find_in_row };
	const struct engine *bazel = engine_find("bazel");
	ck_assert_str_eq(engine_status_file(bazel, &v), "status");
	ck_assert_str_eq(engine_junit_file(bazel, &v), "test.xml");
	ck_assert_ptr_null(engine_status_file(engine_find("gitlab"), &v));
	ck_assert_ptr_null(engine_junit_file(engine_find("gitlab"), &v));
}
END_TEST

Suite *
shard_option_suite(void)
{
	Suite *s = suite_create("shard_option");
	TCase *t = tcase_create("shard_option");
	tcase_add_test(t, a_shard_is_named);
	tcase_add_test(t, each_engine_says_which_shard);
	tcase_add_test(t, half_an_answer_is_none);
	tcase_add_test(t, what_does_not_fit_together_is_refused);
	tcase_add_test(t, of_two_engines_one_may_be_meant);
	tcase_add_test(t, an_engine_may_want_files);
	suite_add_tcase(s, t);
	return s;
}
