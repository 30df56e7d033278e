/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds which of many things is due first: numbered items, each with a key, in
 * a binary heap.  Items with equal keys come in the order of their numbers, so
 * that a run can be repeated exactly.
 *
 * Zero-filled is a valid empty one.  Setting, removing and popping cost the
 * logarithm of the count; storage grows with the highest item number.
 */
#ifndef IXC_CORE_HEAP_H
#define IXC_CORE_HEAP_H

#include "core/vec.h"

#include <stdint.h>

struct heap_entry {
	int64_t key;
	unsigned item;
};

struct heap {
	VEC(struct heap_entry) entries;
	VEC(unsigned) positions; /* by item: in 'entries', + 1; 0: absent */
};

void heap_free(struct heap *h);

/* Add the item, or give it another key. */
void heap_set(struct heap *h, unsigned item, int64_t key);

/* Absent is fine. */
void heap_remove(struct heap *h, unsigned item);

/* The smallest key, INT64_MAX when the heap is empty. */
int64_t heap_first_key(const struct heap *h);

/* Take the item of the smallest key; only when the heap is not empty. */
unsigned heap_pop(struct heap *h);

#endif
