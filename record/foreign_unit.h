/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which unit are the times of a plain transcript?  In nanoseconds, unless it
 * says otherwise; one that looks like another unit without saying so is
 * refused, because it would meet every deadline.
 */
#ifndef IXC_RECORD_FOREIGN_UNIT_H
#define IXC_RECORD_FOREIGN_UNIT_H

#include "core/vec.h"

#include <stdbool.h>
#include <stdint.h>

/* How long the requests of a transcript took. */
struct answer_times {
	int64_t first_ns; /* the first time of the file, as written there */
	VEC(int64_t) ns;
};

/* The words that "unit" may be, the last one NULL. */
const char *const *foreign_units(void);

/* Of the word at that position. */
int64_t foreign_unit_ns(unsigned position);

/*
 * Are the times too small for nanoseconds?  *ret_median_ns is then the usual
 * time of an answer, *ret_unit a word of foreign_units() that would explain it,
 * or NULL.
 */
bool foreign_unit_is_doubtful(
    struct answer_times *t, int64_t *ret_median_ns, const char **ret_unit);

#endif
