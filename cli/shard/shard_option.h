/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The argument of --shard: "2/4", "auto", the word of an engine, and for an
 * engine that does not say how many there are, "auto/4".
 */
#ifndef IXC_CLI_SHARD_SHARD_OPTION_H
#define IXC_CLI_SHARD_SHARD_OPTION_H

#include "cli/shard/engines.h"

#include <stdbool.h>

struct shard_option {
	unsigned number;             /* from 1 */
	unsigned total;              /* 0: the option is not there */
	const struct engine *engine; /* that said so; NULL: the user did */
};

/*
 * False with *ret_problem, which the caller frees: what the argument is not, or
 * what the engine does not say.
 */
bool shard_option_read(const char *text, const struct variables *v,
    struct shard_option *ret, char **ret_problem);

/* The variables of the process. */
struct variables environment_variables(void);

#endif
