/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One walk of exploration.h: a small world of agents and interactions, and a
 * server that is asked now this, now that.  What it sends in a step becomes one
 * number, its mark, whatever the order; servers that send the same in each step
 * have the same marks.  Whether some messages come when a connection is lost is
 * open: those stand beside it.
 */
#ifndef IXC_QUALIFY_WALK_H
#define IXC_QUALIFY_WALK_H

#include "core/buf.h"
#include "core/vec.h"
#include "mock/server.h"

#include <stdbool.h>
#include <stdint.h>

/* All who can hear of one loss, of all that it may bring about. */
#define OPTIONAL_MAX 8

/* A step of a walk. */
struct mark {
	uint64_t sum;  /* of what was sent */
	bool is_setup; /* the request is one that only setups make */
	unsigned char optional_count;
	uint64_t optional[OPTIONAL_MAX]; /* each that was sent, or not */
};

struct marks {
	VEC(struct mark) items;
};

/* Has it sent the same, of what is optional at most that? */
bool mark_fits(const struct mark *m, const struct mark *legal);

/* Asked after each step: shall the walk go on? */
typedef bool walk_goes_on(void *context, const struct marks *so_far);

/*
 * Walk with that seed; 'fault' may be NULL.  The marks are added to 'ret'; each
 * step in words to 'story' (may be NULL).  'goes_on' may be NULL.
 */
void walk(const struct mock_config *config, const struct fault *fault,
    uint64_t seed, struct marks *ret, struct buf *story, walk_goes_on *goes_on,
    void *context);

#endif
