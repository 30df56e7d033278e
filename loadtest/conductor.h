/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Starts the cases of a load: which one, from the mix, and when, from the
 * schedule; and has the meter know how late that was.
 *
 * The feed of a campaign.
 */
#ifndef IXC_LOADTEST_CONDUCTOR_H
#define IXC_LOADTEST_CONDUCTOR_H

#include "loadtest/meter.h"
#include "loadtest/mix.h"
#include "loadtest/schedule.h"
#include "runner/exec/feed.h"

struct conductor {
	struct case_feed feed; /* for the campaign */
	struct schedule schedule;
	struct mix *mix;
	struct meter *meter;
	uint64_t number; /* of the case that starts next, from 0 */
	bool is_drawn;   /* which one that is ... */
	unsigned drawn;  /* ... and its index */
};

/* Borrows the mix and the meter. */
void conductor_init(struct conductor *c, const struct schedule *schedule,
    struct mix *mix, struct meter *meter);

/*
 * The load is over: cases planned up to then and never started are in the
 * figures.
 */
void conductor_finish(struct conductor *c, int64_t now_ns);

#endif
