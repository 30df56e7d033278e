/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frames down: the endless GET, its lines, the numbers of the frames, and
 * resuming it when it breaks off.
 *
 * Used by channel.c only, which owns the multi handle and the clock's ticking.
 */
#ifndef IXC_RUNNER_NET_STREAM_H
#define IXC_RUNNER_NET_STREAM_H

#include "runner/net/channel_config.h"
#include "runner/net/http.h"
#include "runner/net/lines.h"
#include "runner/net/pulse.h"
#include "wire/json_object.h"

#include <stdbool.h>
#include <stdint.h>

struct stream {
	struct http_exchange http;
	struct pulse *pulse; /* the channel's */
	struct channel_handler handler;
	struct lines lines;
	struct json_document reading; /* storage for one line after the other */
	char *path;                   /* owned: "channels/c1/frames" */
	uint64_t last_sequence;       /* everything up to it was delivered */
	uint64_t unnumbered; /* malformed lines since, without a number */
	uint64_t delivered;  /* counts calls of the handler */
	uint64_t received;   /* counts pieces of the body */
	bool is_answered;    /* the header came, with status 200 */
	bool can_rest;       /* no other request shares its connection */
	bool is_resting;     /* a part was read, and more may be there */
	size_t part_bytes;   /* of the part so far */
	/* On the clock that stops when we do: */
	int64_t started_ns;
	int64_t answered_ns;
	int64_t heard_ns; /* the last byte, empty lines too */

	unsigned tries;        /* resumptions since the last progress */
	int64_t retry_ns;      /* when to resume; TIME_NEVER_NS: it runs */
	int64_t quiet_ns;      /* the last time nothing was there to read */
	struct buf problem;    /* why it is broken for good, else empty */
	const char *broken_id; /* of the requirement of docs/binding.md that
				  'problem' shows not to be met; static, or
				  NULL */
	bool was_served;       /* once, at least */
	bool may_repeat;       /* what came before it was resumed */
	unsigned torn; /* tries that ended in good order, but within a line */
};

/* All pointers are borrowed, the handler is copied. */
void stream_init(struct stream *s, const struct http_peer *peer,
    struct pulse *pulse, const struct channel_handler *handler);

void stream_free(struct stream *s, CURLM *multi);

/* Start with the first frame of that channel. */
void stream_start(struct stream *s, CURLM *multi, const char *channel);

/* Let libcurl read the next part, after a rest if there was one. */
void stream_read_on(struct stream *s);

/* Has a line begun that is not there yet?  Then there is more to read. */
bool stream_is_within_line(const struct stream *s);

/* Whatever is due now: resuming, or giving up on the header, or on a line. */
void stream_tick(struct stream *s, CURLM *multi);

/* The GET ended: decide whether and when to try again. */
void stream_ended(struct stream *s, CURLM *multi, CURLcode result);

#endif
