/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of 'ixconform run', as typed: nothing has been opened or loaded
 * yet.
 */
#ifndef IXC_CLI_OPTION_RUN_OPTIONS_H
#define IXC_CLI_OPTION_RUN_OPTIONS_H

#include "cli/option/baseline_options.h"
#include "cli/option/faults.h"
#include "cli/option/latencies.h"
#include "cli/option/options.h"
#include "cli/option/report_set.h"
#include "cli/option/selection.h"
#include "cli/option/trace_file.h"
#include "cli/option/workspace.h"
#include "cli/shard/shard_option.h"
#include "core/buf.h"

struct run_options {
	const struct command *command;
	struct workspace workspace;
	const char *failed_file; /* only what did not pass in it; or NULL */
	const char *shard_word;  /* of --shard; or NULL */
	struct shard_option shard;
	const char *durations_file; /* to divide the cases by; or NULL */
	bool has_own_server;        /* the shard has: its pools are whole */
	struct wish wish;
	unsigned jobs;         /* at least 1 */
	unsigned retries;      /* of a case that could not be judged */
	unsigned max_failures; /* 0: no limit */
	int64_t time_limit_ns; /* 0: no limit */
	int64_t wait_ns;       /* for the server to answer */
	bool is_simulated;
	unsigned seed, schedules;
	struct faults faults;
	struct latencies latencies;
	struct report_set reports;
	const char *ics_file, *waivers_file; /* or NULL */
	struct baseline_options baseline;
	struct trace_file trace;
	int summary_fd;   /* GitHub's page of the job, open; 0: it is not */
	char *summary;    /* its path, as a descriptor */
	struct buf again; /* the command without what makes no difference to a
			     case */
};

/*
 * OPTIONS_WRONG after complaining; the others are still read, since there may
 * be a --junit to write.  'o' is zero-filled.
 */
enum options_end run_options_read(struct run_options *o,
    const struct command *command, int argc, char **argv);

/* Not of 'reports', 'baseline' and 'trace', which are ended separately. */
void run_options_free(struct run_options *o);

#endif
