/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server has sent in each step of a walk, as numbers.
 */
#ifndef IXC_QUALIFY_MARK_H
#define IXC_QUALIFY_MARK_H

#include "core/vec.h"

#include <stdbool.h>
#include <stdint.h>

/* All who can hear of one loss, of all that it may bring about. */
#define OPTIONAL_MAX 8

/* A step of a walk. */
struct mark {
	uint64_t sum;  /* of what was sent */
	bool is_setup; /* the request is one that only setups make */
	unsigned char optional_count;
	uint64_t optional[OPTIONAL_MAX]; /* each that was sent, or not */
};

struct marks {
	VEC(struct mark) items;
};

#endif
