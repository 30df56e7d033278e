/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The evidence of a bundle, decompressed, and of several shards put together:
 * one recording.  All of it is in memory only.
 */
#ifndef IXC_CLI_BUNDLE_RECORDINGS_H
#define IXC_CLI_BUNDLE_RECORDINGS_H

#include "archive/memory_file.h"
#include "archive/pack.h"
#include "bundle/objections.h"

#include <stdbool.h>

/* Zero-filled. */
struct recordings {
	VEC(struct memory_file) parts; /* in the order of the evidence */
	struct memory_file *whole;     /* of the parts, or 'joined' */
	struct memory_file joined;     /* if there are several */
};

/* False after an objection. */
bool recordings_open(
    struct recordings *r, const struct pack *p, struct objections *o);

void recordings_close(struct recordings *r);

#endif
