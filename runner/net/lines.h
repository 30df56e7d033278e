/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cuts a stream of bytes into lines, whatever pieces it comes in, and never
 * keeps more than one line of limited size.
 */
#ifndef IXC_RUNNER_NET_LINES_H
#define IXC_RUNNER_NET_LINES_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct lines {
	struct buf rest;  /* an unfinished line; its max is the longest line */
	bool is_skipping; /* after the end of a line that was too long */
};

void lines_init(struct lines *l, size_t line_max_bytes);

void lines_free(struct lines *l);

/* Forget an unfinished line: the stream starts again. */
void lines_reset(struct lines *l);

/*
 * Take the next bytes; 'line' is called for each finished line, without its
 * newline, and once for a line that became too long, with its beginning and
 * 'is_whole' false.  The bytes are borrowed for the call.
 */
void lines_feed(struct lines *l, const char *bytes, size_t size,
    void (*line)(void *context, const char *bytes, size_t size, bool is_whole),
    void *context);

#endif
