/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock of a channel, which notes how long it has not been looked at: for
 * that time the process was stopped, or without a processor, or busy with
 * something that should not take time.
 *
 * It does not matter where that was: two looks surround whatever we do.
 */
#ifndef IXC_RUNNER_NET_PULSE_H
#define IXC_RUNNER_NET_PULSE_H

#include "core/clock.h"

#include <stdint.h>

/*
 * Between two looks: longer than any sleep of ours, even on a busy machine.
 * Beyond that, we were stopped.
 */
#define PULSE_STOP_NS (250 * NS_PER_MS)

/* Zero-filled is a valid one. */
struct pulse {
	int64_t last_ns;    /* the last look; 0: none yet */
	int64_t longest_ns; /* between two looks, since it was taken last */
	int64_t stopped_ns; /* all the time for which we were stopped */
};

/* Looks at the clock. */
int64_t pulse_look(struct pulse *p);

/* Looks at a clock that stops when we do: for our own time limits. */
int64_t pulse_look_awake(struct pulse *p);

/* The longest time between two looks since this was asked last. */
int64_t pulse_take(struct pulse *p);

#endif
