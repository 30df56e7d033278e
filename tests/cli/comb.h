/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cuts a stream of the binding at every Nth of its bytes, in one run: each byte
 * that a connection passes on after its header counts, those of HTTP's chunks
 * included, but for the bytes of a line that are repeated, since the connection
 * before was cut in it.  So N runs, each from another byte on, cut it at each.
 */
#ifndef IXC_TESTS_CLI_COMB_H
#define IXC_TESTS_CLI_COMB_H

#include <stddef.h>

/* Of all connections of a run, one after the other. */
struct comb {
	unsigned long every, next; /* bytes */
	unsigned long passed;      /* bytes that count */
	unsigned long cuts;
	size_t unfinished; /* bytes of the line that the last cut was in */
};

/* Of one connection. */
struct comb_reader {
	enum { COMB_HEADER, COMB_SIZE, COMB_DATA, COMB_END } state;
	unsigned long left; /* of the chunk, or of what ends it */
	unsigned line_ends; /* in a row, in the header */
	size_t repeated;    /* bytes that are still to come again */
};

/* A connection begins to serve the stream. */
void comb_begin(const struct comb *c, struct comb_reader *r);

/* How many of the bytes may pass before the connection ends; all: it stays. */
size_t comb_pass(
    struct comb *c, struct comb_reader *r, const char *bytes, size_t size);

#endif
