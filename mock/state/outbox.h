/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock's output: one queue in the order of sending, and a downlink per
 * party connection in which a fault can hold messages back without changing
 * their order.
 *
 * Knows frames and downlinks, not what messages mean, and not why one is held.
 */
#ifndef IXC_MOCK_STATE_OUTBOX_H
#define IXC_MOCK_STATE_OUTBOX_H

#include "core/clock.h"
#include "core/list.h"
#include "core/random.h"
#include "core/vec.h"
#include "mock/state/mock_output.h"

#include <stdbool.h>
#include <stdint.h>

/* Something of a downlink that waits for its time. */
struct held_output {
	int64_t due_ns;
	struct mock_output output;
};

/* What a fault holds back. */
struct hold {
	struct list in_holding;       /* while it is anything */
	VEC(struct held_output) held; /* in order */
	bool is_swapping;             /* 'swapped' waits for a successor */
	struct held_output swapped;
	VEC(struct held_output) late; /* to be sent when due, holding nothing */
};

/* The outgoing side of one party connection.  Zero-filled is a valid one. */
struct downlink {
	struct hold *hold;       /* NULL until something is held; owned */
	unsigned *fault_matches; /* per fault, NULL until the first; owned */
};

struct outbox {
	struct mock_output *ring; /* owned; 'ring_size' is a power of two */
	size_t ring_size;
	size_t first;
	size_t count;
	struct list holding; /* holds of anything: only with faults */
	bool is_shuffling;   /* messages wait for outbox_shuffle() */
	bool is_without_clock;
	VEC(struct mock_output) shuffled;
	/* Takes everything immediately; NULL: it is queued. */
	void (*take)(void *context, const struct mock_output *output);
	void *context;
};

void outbox_init(struct outbox *o);

void outbox_free(struct outbox *o);

/*
 * Queue what belongs to no downlink.  Takes over the frame's message; sets its
 * time.
 */
void outbox_put(struct outbox *o, int64_t now_ns, struct mock_output *output);

/*
 * Queue in any order the messages that were put since the last call; other
 * frames stay where they are among them.  Nothing unless 'is_shuffling'.
 */
void outbox_shuffle(struct outbox *o, struct random *random);

/* Put what is held into the queue, in order; late messages never come. */
void downlink_flush(struct outbox *o, struct downlink *l, int64_t now_ns);

/* The same, and release the downlink. */
void downlink_free(struct outbox *o, struct downlink *l, int64_t now_ns);

/*
 * Send through the downlink, at the earliest at 'due_ns' (0: immediately) and
 * never before what it already holds.  Takes over the frame's message.
 */
void downlink_send(struct outbox *o, struct downlink *l, int64_t now_ns,
    int64_t due_ns, struct mock_output *output);

/* Hold it until the next downlink_send(), which goes first, or until
 * 'until_ns'. */
void downlink_swap(struct outbox *o, struct downlink *l, int64_t now_ns,
    int64_t until_ns, struct mock_output *output);

/*
 * Send it at 'due_ns' and hold nothing back until then; never, if the downlink
 * ends before.  Takes over the frame's message.
 */
void downlink_send_late(struct outbox *o, struct downlink *l, int64_t due_ns,
    const struct mock_output *output);

/* A fence: nothing may be swapped beyond it. */
void downlink_settle(struct outbox *o, struct downlink *l, int64_t now_ns);

/* Queue what is due. */
void outbox_tick(struct outbox *o, int64_t now_ns);

int64_t outbox_next_timer(const struct outbox *o);

bool outbox_take(struct outbox *o, struct mock_output *ret);

#endif
