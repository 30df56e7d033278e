/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A campaign against a real server: frames between the campaign and a channel,
 * and time from the clock.  The one place where a run waits.
 */
#ifndef IXC_RUNNER_EXEC_LOOP_H
#define IXC_RUNNER_EXEC_LOOP_H

#include "runner/exec/campaign.h"
#include "runner/net/channel.h"

#include <stdbool.h>

struct loop;

/* Connects; NULL after reporting to 'diag' why the server cannot be used. */
struct loop *loop_connect(
    const struct channel_config *config, struct diag *diag);

/*
 * Run the campaign to its end, which includes RUN_ENDED.  A byte to be read
 * from 'stop_fd' (-1: none) stops it: what runs is aborted, what is known is
 * kept. The summary lives as long as the campaign.
 */
const struct run_summary *loop_run(
    struct loop *l, struct campaign *campaign, const char *url, int stop_fd);

void loop_free(struct loop *l);

#endif
