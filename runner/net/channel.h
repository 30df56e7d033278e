/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A channel to a server under test (docs/binding.md): frames up through
 * channel_send(), frames down through the handler, and the proof of how long
 * there was nothing to read.
 *
 * Sits between wire/ (what a frame is) and runner/exec/ (what it means).  One
 * thread; judges no frame and examines no message.
 */
#ifndef IXC_RUNNER_NET_CHANNEL_H
#define IXC_RUNNER_NET_CHANNEL_H

#include "core/diag.h"
#include "runner/net/channel_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Files that a channel may have open at a time: two connections, a third while
 * one is being replaced, what libcurl wakes itself with, and a resolver's.
 */
#define CHANNEL_DESCRIPTORS 10

struct channel;

/*
 * Can the addresses of the server and the proxy be used?  False after reporting
 * what is wrong with one of them, without the passwords that may be in it.
 */
bool channel_check(const struct channel_config *config, struct diag *diag);

/*
 * Nothing is sent yet.  libcurl is initialised with the first channel of the
 * process: with TLS only if that one's URL starts with https.
 */
struct channel *channel_new(
    const struct channel_config *config, const struct channel_handler *handler);

/* NULL is fine.  Drops the connections; channel_close() is the polite way. */
void channel_free(struct channel *c);

/*
 * Make the channel on the server and start the stream; blocks for at most the
 * configured time.  False after reporting why, in words for the author of the
 * target file.
 */
bool channel_connect(
    struct channel *c, struct channel_answer *ret_answer, struct diag *diag);

/*
 * Queue the frame; it is printed immediately, nothing is kept.  Everything
 * queued goes out together as soon as the server has answered the previous
 * request.  When the queue is full the channel is broken.
 */
void channel_send(struct channel *c, const struct frame *f);

/*
 * Send, receive, and call the handler; the only function that waits.  Returns
 * when something was passed to the handler, when 'extra_fd' (-1: none) became
 * readable, or when 'deadline_ns' passed (0: look once, do not wait).
 *
 * *ret_quiet_ns is the last time at which there was provably nothing to read:
 * whatever comes later, arrived later.  When this returns because of the
 * deadline on an intact, silent stream, it is at or after the deadline.
 *
 * False: the channel is broken for good, and channel_problem() says why.
 */
bool channel_wait(struct channel *c, int64_t deadline_ns, int extra_fd,
    int64_t *ret_quiet_ns);

/* Could 'extra_fd' be read when the last channel_wait() looked? */
bool channel_is_called(const struct channel *c);

/*
 * How late the runner itself was, at most, since this was asked last: the
 * longest time between two looks at the clock, wherever we were meanwhile, and
 * the longest time that a frame has waited to be passed to the network.  This
 * covers everything the handler is given, so ask before that is judged.
 */
int64_t channel_take_lag(struct channel *c);

/*
 * Of that, how long we were stopped, if it was longer than we sleep; 0: we did
 * not.  Before it is taken.
 */
int64_t channel_stood_ns(const struct channel *c);

/*
 * The longest time that a frame has waited for the answer to the previous
 * request.
 */
int64_t channel_slowest_ns(const struct channel *c);

/* The clock of the channel, which is the clock of a run. */
int64_t channel_now_ns(struct channel *c);

/* Is everything sent and answered? */
bool channel_idle(const struct channel *c);

/*
 * The requirement of docs/binding.md, such as "B-44", that what broke the
 * channel shows not to be met; NULL: the transport broke.  Static.
 */
const char *channel_broken_id(const struct channel *c);

/* Why the channel is broken: one harmless line, "" while it is not. */
const char *channel_problem(const struct channel *c);

/*
 * Close: what is queued is dropped, what is under way finishes, then the server
 * forgets the channel and disconnects its parties.  At most 1 s; a server that
 * does not care is not reported.
 */
void channel_close(struct channel *c);

#endif
