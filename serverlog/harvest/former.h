/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Interactions that were let go, so that what comes of them later is not left
 * out in silence.
 */
#ifndef IXC_SERVERLOG_HARVEST_FORMER_H
#define IXC_SERVERLOG_HARVEST_FORMER_H

#include "core/hash.h"
#include "core/vec.h"
#include "serverlog/span.h"

#include <stdbool.h>

/* Those that are remembered, the first ones: some 2 MB. */
#define FORMER_MAX 20000

struct former_one;

struct former {
	struct hash by_interaction;
	VEC(struct former_one *) all;
};

void former_add(struct former *f, const char *interaction);

bool former_has(const struct former *f, struct span interaction);

void former_free(struct former *f);

#endif
