/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a trace distinguish two servers?  Walks the mock through many sequences
 * of requests, lost connections and waiting, and compares what it sends with
 * what the original sends, and with what any legal variant of the original
 * does.
 *
 * This is the rule by which qualify calls a misbehaviour legal, or no
 * difference at all: it is independent of suite and judge.  A walk is derived
 * from a seed and from what was received so far, so servers that send the same
 * get the same requests.
 */
#ifndef IXC_QUALIFY_EXPLORATION_H
#define IXC_QUALIFY_EXPLORATION_H

#include "core/buf.h"
#include "mock/config/behaviour.h"
#include "mock/server.h"

#include <stdint.h>

struct exploration;

/*
 * 'config' is the original's, 'open' the variants that a legal server may be
 * (mock/config/variant.h).
 */
struct exploration *exploration_new(
    const struct mock_config *config, uint64_t open, unsigned walk_count);

void exploration_free(struct exploration *e);

/* Has the original, on these walks, reached the point for that cause? */
bool exploration_meets(
    const struct exploration *e, enum behaviour_cause cause, unsigned point);

enum difference {
	DIFFERENCE_NONE,   /* on every walk as the original */
	DIFFERENCE_LEGAL,  /* ... or as one of its legal variants */
	DIFFERENCE_SETUP,  /* except for answers to requests of setups */
	DIFFERENCE_PROVEN, /* a walk that no legal server takes */
};

/*
 * Compare the server with that fault.  With DIFFERENCE_PROVEN or _SETUP the
 * shortest walk found, as lines of text, is appended to 'scenario' (may be
 * NULL).
 */
enum difference exploration_compare(
    struct exploration *e, const struct fault *fault, struct buf *scenario);

#endif
