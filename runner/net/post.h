/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frames up: what waits to be sent, one numbered request at a time, and
 * sending it again when its connection died before the answer came.
 *
 * Used by channel.c only, which owns the multi handle and the clock's ticking.
 */
#ifndef IXC_RUNNER_NET_POST_H
#define IXC_RUNNER_NET_POST_H

#include "runner/net/http.h"
#include "runner/net/pulse.h"
#include "wire/frame.h"

#include <stdbool.h>
#include <stdint.h>

struct post {
	struct http_exchange http; /* its body: the frames under way */
	struct pulse *pulse;       /* the channel's */
	struct buf queue;          /* frames for the next request */
	char *path;         /* owned: "channels/c1/frames"; NULL: none yet */
	bool can_resend;    /* the server knows a request by its number */
	uint64_t number;    /* of the request under way, or the last one */
	bool is_under_way;  /* from its start to its answer */
	unsigned tries;     /* after the first one */
	int64_t retry_ns;   /* when to try again; TIME_NEVER_NS: it runs */
	int64_t started_ns; /* on the clock that stops when we do */
	int64_t queued_ns;  /* since when the oldest frame of the queue ... */
	int64_t posted_ns;  /* ... and of the request waits */
	int64_t stopped_ns; /* of the pulse, at 'queued_ns' */
	int64_t waited_ns;  /* longest of a frame, since it was taken */
	int64_t slowest_ns; /* the longest wait for an answer, of all */
	struct buf problem; /* why it is broken for good, else empty */
	const char *broken_id; /* as in stream.h */
};

/* All pointers are borrowed. */
void post_init(
    struct post *p, const struct http_peer *peer, struct pulse *pulse);

void post_free(struct post *p, CURLM *multi);

/* From now on there is a channel. */
void post_start(struct post *p, const struct channel_answer *answer);

/* Queue the frame; it is printed immediately, nothing is kept. */
void post_add(struct post *p, const struct frame *f);

/* Start what can be started, give up what has timed out. */
void post_tick(struct post *p, CURLM *multi);

/* The request ended: done, to be tried again, or the end. */
void post_ended(struct post *p, CURLM *multi, CURLcode result);

/* Is everything sent and answered? */
bool post_is_idle(const struct post *p);

/*
 * The longest time, since this was last asked, that a frame has waited without
 * being passed to the network.
 */
int64_t post_take_waited(struct post *p);

#endif
