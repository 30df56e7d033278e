/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first line of a record of the log: its time, its number, its text.
 *
 * Two forms, of which the short one has the number directly after the level and
 * the long one names host and application in between.
 */
#ifndef IXC_SERVERLOG_ENTRY_H
#define IXC_SERVERLOG_ENTRY_H

#include "serverlog/stamp.h"

#include <stdbool.h>
#include <stdint.h>

struct entry {
	int64_t time_ms;
	unsigned number;  /* 26015; 0: the line has none */
	struct span text; /* what follows it; borrowed from the line */
};

/* False: the line begins with no time stamp. */
bool entry_read(struct stamp_clock *clock, struct span line, struct entry *ret);

/*
 * Has it a time stamp, a level and a number?  Then it is no part of a value,
 * whatever is open.  Changes no clock.
 */
bool entry_is_one(const struct stamp_clock *clock, struct span line);

#endif
