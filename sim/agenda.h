/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames on their way, in order of arrival; frames that arrive at the same time
 * keep the order in which they were added.  A binary heap.
 */
#ifndef IXC_SIM_AGENDA_H
#define IXC_SIM_AGENDA_H

#include "core/clock.h"
#include "core/vec.h"
#include "wire/frame.h"

#include <stdbool.h>
#include <stdint.h>

struct agenda_item {
	int64_t time_ns;
	uint64_t order;    /* of adding */
	bool is_up;        /* to the server, else to the runner */
	bool is_malformed; /* arrives as a line that is no frame */
	struct frame frame;
};

struct agenda {
	VEC(struct agenda_item *) heap;  /* owned */
	VEC(struct agenda_item *) spare; /* to be used again */
	uint64_t added;
};

void agenda_free(struct agenda *a);

/* Add a copy of the frame, which takes over its reference to the message. */
void agenda_add(struct agenda *a, int64_t time_ns, bool is_up,
    bool is_malformed, const struct frame *frame);

/* Time of the next arrival, or TIME_NEVER_NS. */
static inline int64_t
agenda_next(const struct agenda *a)
{
	return a->heap.count ? a->heap.items[0]->time_ns : TIME_NEVER_NS;
}

/*
 * Take the next arrival; there must be one.  Give it back with agenda_return()
 * after frame_clear().
 */
struct agenda_item *agenda_take(struct agenda *a);

void agenda_return(struct agenda *a, struct agenda_item *item);

/* Forget everything that is under way. */
void agenda_clear(struct agenda *a);

#endif
