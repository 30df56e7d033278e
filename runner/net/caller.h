/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of the binding that keeps to nothing: requests exactly as its caller
 * wants them, and streams whose lines are passed on as they come.
 *
 * Between libcurl and probe/, which tests the binding itself; channel.h is the
 * client for those who use it.  One thread.
 */
#ifndef IXC_RUNNER_NET_CALLER_H
#define IXC_RUNNER_NET_CALLER_H

#include "runner/net/channel_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct caller;
struct caller_stream;

/* Below "BASE/ixconform/1/"; all is borrowed. */
struct caller_request {
	const char *method, *path;
	const char *body; /* of a POST */
	size_t size;
};

enum caller_end {
	CALLER_ANSWERED,
	CALLER_SILENT,      /* no whole answer in time */
	CALLER_UNREACHABLE, /* there is no connection */
	CALLER_CUT_OFF,     /* the connection ended before the answer did */
	CALLER_STOPPED,     /* the stop_fd of the configuration is readable */
};

/* Borrowed until its next request. */
struct caller_reply {
	enum caller_end end;
	long status; /* 0: none came */
	const char *type, *body;
	size_t size;
	const char *problem; /* unless answered: half a sentence */
	const char *advice;  /* with it: the next step for its reader */
	int64_t duration_ns;
};

/* Called while it waits; the bytes are borrowed. */
struct caller_listener {
	void *context;
	/* Without its newline; 'is_whole' false: the beginning of one that is
	 * longer than FRAME_MAX_BYTES. */
	void (*line)(void *context, const char *bytes, size_t size,
	    bool is_whole, int64_t time_ns);
};

/* As channel_new(): nothing is sent yet. */
struct caller *caller_new(const struct channel_config *config);

/* NULL is fine.  Streams are freed before. */
void caller_free(struct caller *c);

/* Make the request and wait for its answer; streams go on meanwhile. */
struct caller_reply caller_ask(
    struct caller *c, const struct caller_request *request, int64_t timeout_ns);

/* Wait until something came on a stream, or it ended; false: stopped. */
bool caller_wait(struct caller *c, int64_t deadline_ns);

/* GET 'path', and listen to what comes. */
struct caller_stream *caller_listen(
    struct caller *c, const char *path, const struct caller_listener *listener);

/* Of its answer; 0 until that came. */
long caller_stream_status(const struct caller_stream *s);

/* Borrowed until the next answer. */
const char *caller_stream_type(const struct caller_stream *s);

/* Is it over, and in good order? */
bool caller_stream_has_ended(const struct caller_stream *s);
bool caller_stream_has_ended_well(const struct caller_stream *s);

/* NULL is fine.  Drops its connection, if it is not over. */
void caller_stream_free(struct caller_stream *s);

#endif
