/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much longer than others the frames of a channel were under way, by the
 * clock of the server: what a slow path holds up is not the server's doing.
 *
 * For loop.c, which sees the frames, and the campaign, which asks when a case
 * ends.  Knows nothing of a server without a clock.
 */
#ifndef IXC_RUNNER_EXEC_TRANSIT_H
#define IXC_RUNNER_EXEC_TRANSIT_H

#include "core/vec.h"

#include <stdbool.h>
#include <stdint.h>

/* Frames that came at that time were under way for so much longer. */
struct delay {
	int64_t time_ns; /* of the run */
	int64_t ns;
};

/* Zero-filled is a valid one. */
struct transit {
	bool has_least;
	int64_t least_ns;    /* from the server's clock to ours, at least ... */
	int64_t least_at_ns; /* ... as far as is known at this time */
	VEC(struct delay) delays; /* each longer than all after it */
};

void transit_free(struct transit *t);

/*
 * A frame that the server made at 'server_us' (-1: unknown) of its clock was
 * read at 'time_ns' of ours, 'run_ns' of the run's.
 */
void transit_note(
    struct transit *t, int64_t server_us, int64_t time_ns, int64_t run_ns);

/* The longest delay since then; 0: none that is worth mentioning. */
int64_t transit_longest_ns(const struct transit *t, int64_t since_run_ns);

/* The same, with its time; NULL: none. */
const struct delay *transit_longest(
    const struct transit *t, int64_t since_run_ns);

#endif
