/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The latencies that a command line chooses for connections of a simulation:
 * --latency TIME for all of them, --latency PARTY=TIME for one; if several
 * apply to a connection, the last one counts.
 */
#ifndef IXC_CLI_OPTION_LATENCIES_H
#define IXC_CLI_OPTION_LATENCIES_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "core/vec.h"
#include "runner/exec/campaign.h"
#include "sim/simulation.h"

#include <stdbool.h>

/* Zero-filled is none; the reader of the options adds the texts. */
struct latencies {
	struct option_words texts;             /* as given */
	VEC(struct simulation_latency) parsed; /* names owned */
};

/* --latency */
struct option_row latency_option(struct latencies *l);

/*
 * Read the texts; the parties are those of the campaign's cases.  False after
 * reporting to 'diag'.  A latency that its timers leave no room for is a
 * warning: late messages then look like the server's fault.
 */
bool latencies_parse(struct latencies *l, const struct campaign_setup *campaign,
    struct diag *diag);

void latencies_free(struct latencies *l);

#endif
