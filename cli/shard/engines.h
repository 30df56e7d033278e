/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engines that start the shards of a run, and the variables in which each
 * says which one a process is.
 *
 * One table, read in one way.  An incomplete answer is an error: a suite that
 * runs completely on every machine looks green and proves nothing.
 */
#ifndef IXC_CLI_SHARD_ENGINES_H
#define IXC_CLI_SHARD_ENGINES_H

#include <stdbool.h>

struct engine;

/* Where variables are looked up: the environment, but not in a test. */
struct variables {
	void *context;
	/* NULL: it is not set. */
	const char *(*find)(void *context, const char *name);
};

/* What an engine says. */
struct engine_answer {
	const struct engine *engine;
	unsigned number, total; /* from 1 */
};

/* The engine of that name, such as "gitlab"; NULL: unknown. */
const struct engine *engine_find(const char *word);

/* The next one, or the first one for NULL; NULL after the last. */
const struct engine *engine_next(const struct engine *e);

/* "gitlab", and "GitLab". */
const char *engine_word(const struct engine *e);
const char *engine_name(const struct engine *e);

/*
 * Ask one engine, or NULL: all; those that divide nothing give way to one that
 * does. 'total' is what the user says, 0: nothing.  False with *ret_problem, a
 * sentence that the caller frees, if nothing, not everything or something
 * inconsistent is set.
 */
bool engine_ask(const struct engine *engine, const struct variables *v,
    unsigned total, struct engine_answer *ret, char **ret_problem);

/*
 * The files that the engine expects: one that has to exist when the run divides
 * itself, and the JUnit file.  NULL: none.
 */
const char *engine_status_file(
    const struct engine *e, const struct variables *v);
const char *engine_junit_file(
    const struct engine *e, const struct variables *v);

#endif
