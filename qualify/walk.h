/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One walk of exploration.h: a small world of agents and interactions, and a
 * server that gets random requests.  What it sends in a step becomes one
 * number, its mark, whatever the order; servers that send the same in each step
 * have the same marks.  Whether some messages come when a connection is lost is
 * open: those are kept separately.
 */
#ifndef IXC_QUALIFY_WALK_H
#define IXC_QUALIFY_WALK_H

#include "core/buf.h"
#include "mock/server.h"
#include "qualify/mark.h"

#include <stdbool.h>
#include <stdint.h>

/* What agents are invited by; there is no walk through other models yet. */
#define WALK_INVITATION "RequestConference"

/* Asked after each step: should the walk continue? */
typedef bool walk_goes_on(void *context, const struct marks *so_far);

/*
 * Walk with that seed; 'fault' may be NULL.  The marks are added to 'ret'; each
 * step in words to 'story' (may be NULL).  'goes_on' may be NULL.
 */
void walk(const struct mock_config *config, const struct fault *fault,
    uint64_t seed, struct marks *ret, struct buf *story, walk_goes_on *goes_on,
    void *context);

#endif
