/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An array by numbers that only grow, of which the small ones go out of use: as
 * long as those between the oldest in use and the newest.
 *
 *	WINDOW(unsigned) owners;
 *	window_extend(&owners, number, 0u);
 *	*window_at(&owners, number) = index;
 *	window_trim(&owners, oldest);
 *	window_free(&owners);
 *
 * Zero-filled is a valid empty one, whose first number is 0.
 */
#ifndef IXC_CORE_WINDOW_H
#define IXC_CORE_WINDOW_H

#include "core/vec.h"
#include <assert.h>

#include <assert.h>
#include <string.h>

/*
 * So many out of use are left where they are: moving the others costs more than
 * it gains.
 */
#define WINDOW_SLACK 4096

#define WINDOW(type)                                                           \
	struct {                                                               \
		type *items;                                                   \
		size_t count;                                                  \
		size_t capacity;                                               \
		size_t first; /* number of items[0] */                         \
	}

#define window_has(w, number)                                                  \
	((number) >= (w)->first && (number) - (w)->first < (w)->count)

/* Only if window_has(): not of a number that has gone out of use, either. */
#define window_at(w, number) (&(w)->items[(number) - (w)->first])

/* The number after the newest. */
#define window_end(w) ((w)->first + (w)->count)

/* Have all numbers up to that one, the new ones as 'empty'. */
#define window_extend(w, number, empty)                                        \
	do {                                                                   \
		while (window_end(w) <= (number))                              \
			vec_push(w, empty);                                    \
	} while (0)

/* All below 'oldest' are out of use; some of them may stay for a while. */
#define window_trim(w, oldest)                                                 \
	do {                                                                   \
		size_t end_ = window_end(w), oldest_ = (oldest);               \
		size_t gone_ = (oldest_ < end_ ? oldest_ : end_) - (w)->first; \
		if (gone_ > WINDOW_SLACK && gone_ > (w)->count / 2) {          \
			assert((w)->items);                                    \
			memmove((w)->items, (w)->items + gone_,                \
			    ((w)->count - gone_) * sizeof(*(w)->items));       \
			(w)->count -= gone_;                                   \
			(w)->first += gone_;                                   \
		}                                                              \
	} while (0)

/* Empty, from number 0 on; keeps the storage. */
#define window_clear(w) ((w)->count = (w)->first = 0)

#define window_free(w)                                                         \
	do {                                                                   \
		vec_free(w);                                                   \
		(w)->first = 0;                                                \
	} while (0)

#endif
