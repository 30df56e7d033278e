/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far away the server is: all frames take the same time on their way up to
 * it and down from it, so that none overtakes another.
 *
 * Sits between the channels (carrier.h) and the server; knows frames, not what
 * they mean.  Without a latency everything goes straight through.
 */
#ifndef IXC_MOCK_HTTP_DISTANCE_H
#define IXC_MOCK_HTTP_DISTANCE_H

#include "core/vec.h"
#include "mock/server.h"

#include <stdbool.h>
#include <stdint.h>

/* A frame under way; its message is a reference. */
struct traveller {
	int64_t due_ns;
	bool is_gone;
	struct mock_output output;
};

/* Those of one direction, oldest first. */
struct road {
	VEC(struct traveller) travellers;
	size_t first; /* those before it have arrived */
};

/* Zero-filled is a valid one, at no distance. */
struct distance {
	int64_t latency_ns;
	struct road up, down;
};

void distance_free(struct distance *d);

/* A frame sets out for the server; it is borrowed. */
void distance_send_up(struct distance *d, struct mock_server *s, int64_t now_ns,
    unsigned channel, const struct frame *up);

/* A channel ends: what is under way on it to the server arrives now. */
void distance_hurry(struct distance *d, struct mock_server *s, int64_t now_ns,
    unsigned channel);

/* Let frames up arrive that are due. */
void distance_tick(struct distance *d, struct mock_server *s, int64_t now_ns);

/*
 * Take the oldest frame down that has arrived.  False if none has.  The caller
 * owns the frame's message.
 */
bool distance_next_output(struct distance *d, struct mock_server *s,
    int64_t now_ns, struct mock_output *ret);

/* When the next frame arrives, either way, or TIME_NEVER_NS. */
int64_t distance_next_timer(const struct distance *d);

#endif
