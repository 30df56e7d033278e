/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reference Interaction Server: what a conforming server answers to each
 * request, to the extent that the documented models say.
 *
 * Sits between the carrier of frames (mock/http/http.h, or a simulation in the
 * same process) and the state machines.  Does no I/O, owns no thread and reads
 * no clock: (time, frame up) go in, frames down and the time of the next timer
 * come out.  Times are monotonic nanoseconds of the caller; a time earlier than
 * the last one counts as the last one.
 *
 * Decisions where the documents leave a choice:
 *   - A queue exists as long as an interaction refers to it, and so does a
 * workbin, which is identified only by its name, whoever placed something
 * there.
 *   - An interaction returns to where it was last pulled from.
 *   - An open offer ends with what it depends on: the inviter leaves, the
 *     invited agent logs out, the interaction ends.  The invited agent then
 *     gets EventRevoked, and the request that made the offer an EventError.
 *   - "operation" of a removed party is Leave, Logout, Disconnect, Transfer,
 *     PlaceInQueue, PlaceInWorkbin or StopProcessing.
 *   - Error codes other than 43 are the mock's own.
 *
 * Not thread-safe: one server, one thread at a time.
 */
#ifndef IXC_MOCK_SERVER_H
#define IXC_MOCK_SERVER_H

#include "mock/config/config.h"
#include "mock/config/fault.h"
#include "mock/state/mock_output.h"

#include <stdbool.h>
#include <stdint.h>

struct mock_server;

struct mock_server *mock_server_new(const struct mock_config *config);

void mock_server_free(struct mock_server *s);

/* The configuration in force; borrowed for the life of the server. */
const struct mock_config *mock_server_config(const struct mock_server *s);

/*
 * Add a fault, after the existing ones; it is copied.  Only while no party is
 * connected.
 */
void mock_server_add_fault(struct mock_server *s, const struct fault *fault);

/* How often the fault of that position was applied. */
unsigned mock_server_fault_uses(const struct mock_server *s, unsigned index);

/* A new channel; its number (from 1) is never used again. */
unsigned mock_server_open_channel(struct mock_server *s);

/* How many parties are open on the channel; 0 if it is unknown. */
unsigned mock_server_party_count(const struct mock_server *s, unsigned channel);

/*
 * Disconnect the channel's parties and forget it.  Output that is still queued
 * for it comes out anyway and may be dropped.
 */
void mock_server_close_channel(
    struct mock_server *s, int64_t now_ns, unsigned channel);

/* One frame from the client; 'up' and its message are borrowed. */
void mock_server_frame(struct mock_server *s, int64_t now_ns, unsigned channel,
    const struct frame *up);

/* When mock_server_tick() is due next, or TIME_NEVER_NS. */
int64_t mock_server_next_timer(const struct mock_server *s);

/* Do everything that is due at 'now_ns'. */
void mock_server_tick(struct mock_server *s, int64_t now_ns);

/*
 * Have frames down passed on as they are made, instead of being kept for
 * mock_server_next_output().  'take' takes over the frame's message, and must
 * not call the server.
 */
void mock_server_hand_over(struct mock_server *s,
    void (*take)(void *context, const struct mock_output *output),
    void *context);

/*
 * Take the oldest frame down.  False if there is no frame.  The caller owns the
 * frame's message (frame_clear()).
 */
bool mock_server_next_output(struct mock_server *s, struct mock_output *ret);

#endif
