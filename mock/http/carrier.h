/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What HTTP needs to know of a channel: its lines down, and the response that
 * is streaming them, if there is one.  Private to mock/; between http.h (the
 * loop) and route.h (the requests).
 */
#ifndef IXC_MOCK_HTTP_CARRIER_H
#define IXC_MOCK_HTTP_CARRIER_H

#include "core/hash.h"
#include "core/list.h"
#include "core/trace.h"
#include "mock/http/backlog.h"
#include "mock/http/distance.h"
#include "mock/http/lapse.h"
#include "mock/server.h"
#include "wire/json_frame.h"

#include <microhttpd.h>

#define MOCK_HTTP_MAX_CHANNELS 256 /* a run needs one */
/*
 * A channel without stream and requests is forgotten after this.  A client that
 * has silently vanished is noticed when an empty line cannot be sent to it, so
 * it may take two MOCK_HTTP_QUIET_NS longer.
 */
#define MOCK_HTTP_IDLE_NS (60 * NS_PER_S)
/*
 * When the maximum of channels exists, one that has no stream, or no party, for
 * this time makes room for a new one: whoever only holds channels must not lock
 * others out.  A run that lost its stream is back within a second.
 */
#define MOCK_HTTP_GRACE_NS (5 * NS_PER_S)
/* An empty line is sent down after this time without a frame. */
#define MOCK_HTTP_QUIET_NS (15 * NS_PER_S)

/* What a client calls itself; longer texts are none. */
#define MOCK_HTTP_CLIENT_SIZE 64

struct stream;

/* What a request with frames up was answered. */
struct carrier_answer {
	unsigned status;
	unsigned line; /* of the body; 0: none in particular */
	char problem[JSON_PROBLEM_SIZE];
};

struct carrier {
	struct hash_node by_number;
	struct list in_set;
	unsigned number;     /* of the server's channel */
	unsigned references; /* the set's, and each stream's */
	bool is_ended;       /* nothing comes after what is kept */
	char client[MOCK_HTTP_CLIENT_SIZE]; /* as it calls itself, or "" */
	bool had_stream;
	uint64_t last_post;                /* number of the last one, or 0 */
	struct carrier_answer last_answer; /* to it */
	struct backlog backlog;
	struct stream *stream; /* NULL: no stream */
	int64_t used_ns;       /* the last request, or end of a stream */
	int64_t written_ns;    /* the last line down */
};

/* A request that waits without an answer, for so many sweeps. */
struct held_connection {
	struct MHD_Connection *connection;
	unsigned sweeps;
};

/* All channels, and the server that they reach. */
struct carrier_set {
	struct mock_server *server;
	struct distance distance; /* to the server */
	struct hash by_number;
	struct list carriers;
	struct trace *trace;          /* borrowed; NULL: there is no reader */
	struct buf line;              /* scratch */
	struct json_document reading; /* storage for one line after the other */
	struct lapse *lapse; /* how it breaks the binding; NULL: it does not */
	VEC(struct held_connection) held; /* only with a lapse */
	bool has_resumed; /* a response: MHD_run() is due, but does not say
			   * so */
};

void carrier_set_init(struct carrier_set *set, struct mock_server *server);

/* End all channels.  Readers must be run to their end, then ... */
void carrier_set_end(struct carrier_set *set, int64_t now_ns);

void carrier_set_free(struct carrier_set *set);

/* Let the request wait too long, and then come again. */
void carrier_hold(struct carrier_set *set, struct MHD_Connection *connection);

/* The newest one, or NULL. */
struct carrier *carrier_newest(const struct carrier_set *set);

/*
 * Before the client makes a channel: end those of the same client whose stream
 * has lost its connection, since that one was killed.
 */
void carrier_replace(
    struct carrier_set *set, const char *client, int64_t now_ns);

/* Make a channel; NULL when the maximum number exists, all in use. */
struct carrier *carrier_new(struct carrier_set *set, int64_t now_ns);

/* By its id, "c" and the number; NULL when unknown. */
struct carrier *carrier_find(
    const struct carrier_set *set, const char *id, size_t size);

/* Disconnect its parties and forget it; a stream gets what is left. */
void carrier_end(struct carrier_set *set, struct carrier *c, int64_t now_ns);

/* Hand the server's output to the channels. */
void carrier_pump(struct carrier_set *set, int64_t now_ns);

/* Send empty lines where it was quiet, forget idle channels and lines. */
void carrier_sweep(struct carrier_set *set, int64_t now_ns);

/*
 * A response that streams the channel from its backlog's cursor; an older one
 * ends.  The caller queues and destroys it.
 */
struct MHD_Response *carrier_stream(struct carrier_set *set, struct carrier *c,
    struct MHD_Connection *connection);

#endif
