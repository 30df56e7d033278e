/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The short form of a probe: before a run one party is opened, fenced and
 * closed, so that a binding that is obviously broken is called so, and no case
 * is failed for it.  A server that refuses is not accused: a run may do without
 * that party.
 *
 * Between loop.c, which waits, and the server.  Frames and times go in, frames
 * and a complaint come out.
 */
#ifndef IXC_RUNNER_EXEC_GREETING_H
#define IXC_RUNNER_EXEC_GREETING_H

#include "wire/frame.h"
#include "wire/json_channel.h"
#include "wire/json_problem.h"

#include <stdbool.h>
#include <stdint.h>

/* A number that no run gets to. */
#define GREETING_PARTY UINT32_MAX

enum greeting_state {
	GREETING_OVER,    /* or not begun */
	GREETING_OPENING, /* 'opened' must come */
	GREETING_FENCING, /* the fence must come back */
	GREETING_CLOSING, /* 'closed' must come */
};

/* A sentence with a line of the server's in it. */
#define GREETING_PROBLEM_SIZE (2 * JSON_PROBLEM_SIZE)

struct greeting {
	enum greeting_state state;
	bool has_fence, has_clock;
	int64_t deadline_ns;                 /* of what must come next */
	int64_t server_time_us;              /* of the last frame, or -1 */
	char problem[GREETING_PROBLEM_SIZE]; /* "": none */
	void (*send)(void *context, const struct frame *frame);
	void *context;
};

/* Sends 'open'. */
void greeting_start(struct greeting *g, const struct channel_answer *server,
    void (*send)(void *context, const struct frame *frame), void *context,
    int64_t now_ns);

void greeting_frame(
    struct greeting *g, const struct frame *frame, int64_t now_ns);

/* A line that is no frame came: what is wrong with it. */
void greeting_malformed(
    struct greeting *g, const char *raw, size_t size, const char *problem);

/* The channel is broken, which shows that the requirement 'id' is not met. */
void greeting_breach(struct greeting *g, const char *problem, const char *id);

/* Until then there was provably nothing more to read. */
void greeting_elapse(struct greeting *g, int64_t quiet_ns);

#endif
