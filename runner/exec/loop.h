/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A campaign against a real server: frames between the campaign and a channel,
 * and time from the clock.  The only place where a run waits.
 *
 * The clock of a run is the system's without the time for which an observer has
 * halted it: deadlines then wait, too.
 */
#ifndef IXC_RUNNER_EXEC_LOOP_H
#define IXC_RUNNER_EXEC_LOOP_H

#include "runner/exec/campaign.h"
#include "runner/net/channel.h"

#include <stdbool.h>

struct loop;

/*
 * Connects; NULL after reporting to 'diag' why the server cannot be used.
 * *ret_is_broken, where wanted: what answers is no server of the binding.
 */
struct loop *loop_connect(const struct channel_config *config,
    bool *ret_is_broken, struct diag *diag);

/*
 * Before a run: open and close one party (greeting.h).  NULL, or what shows
 * that the binding is broken; it lives as long as the loop.  What ends the
 * channel is reported by the run, and a readable 'stop_fd' ends it there.
 */
const char *loop_greet(struct loop *l, int stop_fd);

/*
 * Run the campaign to its end, which includes RUN_ENDED.  A readable byte on
 * 'stop_fd' (-1: none) stops it: running cases are aborted, results are kept.
 * The summary lives as long as the campaign.
 */
const struct run_summary *loop_run(
    struct loop *l, struct campaign *campaign, const char *url, int stop_fd);

/*
 * The reason to give for a run that was stopped, queried at that time; without
 * it, "interrupted".  Before loop_run().
 */
void loop_name_stop(struct loop *l, const char *(*reason)(void));

/*
 * An observer will call loop_halt(): frames are then passed on between two
 * waits, not from inside one.  Before loop_run().
 */
void loop_let_halt(struct loop *l);

/*
 * From inside an observer's look: the clock of the run is stopped until 'fd'
 * can be read.  The loop keeps listening to the server; what it sends is kept,
 * dated to the halt.  False when the run is being stopped.
 */
bool loop_halt(struct loop *l, int fd);

void loop_free(struct loop *l);

#endif
