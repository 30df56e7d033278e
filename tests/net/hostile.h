/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server on a free loopback port that answers each request with exactly the
 * bytes of a plan, legal HTTP or not.
 */
#ifndef IXC_TESTS_NET_HOSTILE_H
#define IXC_TESTS_NET_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

/* 'head', then that many 'x', then 'tail'; then hang up, unless 'stays'. */
struct hostile_reply {
	const char *head; /* NULL: nothing at all */
	size_t padding;
	const char *tail;
	bool stays;
};

#define HOSTILE_MAX_STREAMS 4

struct hostile_plan {
	struct hostile_reply channels; /* POST channels */
	struct hostile_reply frames;   /* POST frames */
	/* So many times the connection ends before that, without a word. */
	unsigned cut_frames;
	/* The first GET, the second ...; all further ones get the next one. */
	struct hostile_reply streams[HOSTILE_MAX_STREAMS + 1];
	/* Refuse connections after this many GETs; 0: never. */
	unsigned gets_before_refusing;
};

struct hostile;

/* The plan is borrowed until hostile_stop(). */
struct hostile *hostile_start(const struct hostile_plan *plan);

/* "http://127.0.0.1:PORT"; lives as long as the server. */
const char *hostile_url(const struct hostile *h);

/* Stop, and return all that was received (the caller frees it). */
char *hostile_stop(struct hostile *h);

/* A loopback port without a listener. */
unsigned hostile_closed_port(void);

#endif
