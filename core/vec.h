/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing array of any element type, as three fields that the owner may
 * read directly: items, count, capacity.  Zero-filled is a valid empty one.
 *
 *	VEC(struct step *) children;
 *	vec_push(&children, step);
 *	vec_free(&children);
 */
#ifndef IXC_CORE_VEC_H
#define IXC_CORE_VEC_H

#include "core/mem.h"

#include <stdlib.h>

#define VEC(type)                                                              \
	struct {                                                               \
		type *items;                                                   \
		size_t count;                                                  \
		size_t capacity;                                               \
	}

/* Make room for one more; for callers that fill items[count++] themselves. */
#define vec_reserve(v)                                                         \
	do {                                                                   \
		if ((v)->count == (v)->capacity) {                             \
			(v)->capacity = (v)->capacity ? (v)->capacity * 2 : 4; \
			(v)->items = mem_resize(                               \
			    (v)->items, (v)->capacity, sizeof(*(v)->items));   \
		}                                                              \
	} while (0)

#define vec_push(v, item)                                                      \
	do {                                                                   \
		vec_reserve(v);                                                \
		(v)->items[(v)->count++] = (item);                             \
	} while (0)

/* No more storage than for what it holds: of one that is complete. */
#define vec_fit(v)                                                             \
	do {                                                                   \
		if ((v)->count > 0 && (v)->capacity > (v)->count) {            \
			(v)->capacity = (v)->count;                            \
			(v)->items = mem_resize(                               \
			    (v)->items, (v)->capacity, sizeof(*(v)->items));   \
		}                                                              \
	} while (0)

/* Releases the array; the elements' own storage is the caller's concern. */
#define vec_free(v)                                                            \
	do {                                                                   \
		free((v)->items);                                              \
		(v)->items = NULL;                                             \
		(v)->count = (v)->capacity = 0;                                \
	} while (0)

#endif
