/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of 'ixconform load', as they were typed: nothing is opened or
 * loaded yet.
 */
#ifndef IXC_CLI_LOAD_LOAD_OPTIONS_H
#define IXC_CLI_LOAD_LOAD_OPTIONS_H

#include "cli/load/load_files.h"
#include "cli/option/faults.h"
#include "cli/option/latencies.h"
#include "cli/option/options.h"
#include "cli/option/outputs.h"
#include "cli/option/report_set.h"
#include "cli/option/selection.h"
#include "cli/option/workspace.h"
#include "cli/shard/shard_option.h"
#include "loadtest/schedule.h"
#include "loadtest/threshold.h"

struct load_options {
	const struct command *command;
	struct workspace workspace;
	struct wish wish;
	const char *shard_word; /* of --shard; or NULL */
	struct shard_option shard;
	bool has_own_server; /* the shard has: its pools are whole */
	const char *rate_text;
	struct schedule schedule; /* its 'jobs' 0: as many as can be */
	struct schedule whole;    /* of all shards */
	unsigned cases;
	bool fits; /* continue with fewer jobs than requested */
	struct option_words weights, threshold_texts;
	VEC(struct threshold) thresholds;
	int64_t wait_ns; /* for the server to answer */
	bool is_simulated;
	unsigned seed;
	unsigned examples; /* recorded of each explanation */
	struct faults faults;
	struct latencies latencies;
	struct report_set reports;
	struct load_files files;
	struct buf again;
};

/*
 * OPTIONS_WRONG after complaining; the others are read as well then.  'o' is
 * zero-filled.
 */
enum options_end load_options_read(struct load_options *o,
    const struct command *command, int argc, char **argv);

/*
 * The weight of each selected case, owned by the caller; all 1 but for what
 * --weight says.  NULL after reporting.
 */
unsigned *load_options_weigh(const struct load_options *o,
    const struct selection *selection, struct diag *diag);

/* Not of 'reports' and 'files', which have ends of their own. */
void load_options_free(struct load_options *o);

#endif
