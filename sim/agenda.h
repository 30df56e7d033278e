/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames on their way, in order of arrival.  Each travels in a lane, in which
 * nothing overtakes, as on a connection; what arrives in several lanes at the
 * same time does so in the order of their numbers.
 *
 * A message that goes to many parties is kept once: with many cases in flight,
 * most frames under way are reports, and each Reporting engine gets all of
 * them.
 */
#ifndef IXC_SIM_AGENDA_H
#define IXC_SIM_AGENDA_H

#include "core/clock.h"
#include "core/vec.h"
#include "core/window.h"
#include "wire/frame.h"

#include <stdbool.h>
#include <stdint.h>

/* The lane up to the server, and those down to the parties. */
#define AGENDA_UP 0u
#define AGENDA_DOWN(party) ((party) + 1)

/*
 * The parties of the run have the first numbers, and stay: what is kept of them
 * does not keep what is between them and the newest.
 */
#define AGENDA_EARLY_LANES 8u

/* A frame under way, in one lane or in several. */
struct packet {
	uint32_t index;
	uint32_t next_spare; /* as in struct agenda */
	int64_t sent_ns;
	unsigned references;
	bool is_malformed;  /* arrives as a line that is not a frame */
	struct frame frame; /* 'party' as it arrives */
};

/*
 * A packet in a lane.  With many cases there are very many, so it is small; and
 * it says itself when it arrives, as the packet has gone from the processor's
 * cache when that is asked.
 */
struct trip {
	int64_t arrival_ns;
	uint32_t packet; /* its index */
	uint32_t next;   /* of its lane, or spare; as in struct agenda */
};

/* Packets do not move, and are next to each other. */
#define AGENDA_BLOCK_PACKETS 16u

struct lane_ends {
	uint32_t first, last;
};

struct arrival {
	int64_t time_ns;
	uint32_t lane;
	uint32_t trip; /* link to the first of the lane */
};

/* Zero-filled is a valid empty one.  Links are an index + 1, or 0 for none. */
struct agenda {
	struct lane_ends early[AGENDA_EARLY_LANES]; /* up, and the first down */
	WINDOW(struct lane_ends) lanes;             /* the others down */
	VEC(struct arrival) arrivals; /* the first of each lane: a heap */
	VEC(struct trip) trips;
	VEC(struct packet *) blocks; /* owned; all full but the last */
	uint32_t packet_count;
	uint32_t spare_trip;
	uint32_t spare_packet;
	struct packet *newest;
};

void agenda_free(struct agenda *a);

/*
 * Add a copy of the frame, which takes over its reference to the message.  Sent
 * now, it takes so long, or until what is before it in its lane has arrived.
 */
void agenda_add(struct agenda *a, unsigned lane, int64_t now_ns,
    uint32_t travel_us, bool is_malformed, const struct frame *frame);

/* Is nothing under way in that lane down? */
bool agenda_is_empty(const struct agenda *a, unsigned lane);

/*
 * The lanes down below that one are empty, and nothing will be sent in them any
 * more.
 */
void agenda_drop_lanes(struct agenda *a, unsigned lane);

/* Time of the next arrival, or TIME_NEVER_NS. */
static inline int64_t
agenda_next(const struct agenda *a)
{
	return a->arrivals.count ? a->arrivals.items[0].time_ns : TIME_NEVER_NS;
}

/* Take the next arrival; there must be one.  Give it back when it is served. */
struct packet *agenda_take(struct agenda *a, unsigned *ret_lane);

void agenda_return(struct agenda *a, struct packet *packet);

/* Forget everything that is under way. */
void agenda_clear(struct agenda *a);

#endif
