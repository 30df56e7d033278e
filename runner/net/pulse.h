/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock of a channel, which notes for how long nobody has looked at it: so
 * long was the process stopped, or without a processor, or busy with something
 * that should not take time.
 *
 * It does not matter where that was: whatever we do, two looks lie around it.
 */
#ifndef IXC_RUNNER_NET_PULSE_H
#define IXC_RUNNER_NET_PULSE_H

#include "core/clock.h"

#include <stdint.h>

/*
 * Between two looks: longer than any sleep of ours, and than what a busy
 * machine makes of it.  Then we stood still.
 */
#define PULSE_STOP_NS (250 * NS_PER_MS)

/* Zero-filled is a valid one. */
struct pulse {
	int64_t last_ns;    /* the last look; 0: none yet */
	int64_t longest_ns; /* between two looks, since it was taken last */
	int64_t stopped_ns; /* all the time for which we stood still */
};

/* Looks at the clock. */
int64_t pulse_look(struct pulse *p);

/* Looks at a clock that stands still when we do: for the patience we have. */
int64_t pulse_look_awake(struct pulse *p);

/* The longest time between two looks since this was asked last. */
int64_t pulse_take(struct pulse *p);

#endif
