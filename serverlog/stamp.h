/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The time stamps with which the lines of a server's log begin, in each of the
 * forms that such a server can be configured to write.
 *
 * Times are milliseconds since 1970 of the clock on the server's wall: no zone
 * is applied, since only differences count.  Which form it is shows at the
 * first stamp of a log; the others are tried where that one does not fit.
 */
#ifndef IXC_SERVERLOG_STAMP_H
#define IXC_SERVERLOG_STAMP_H

#include "serverlog/span.h"

#include <stdbool.h>
#include <stdint.h>

#define STAMP_DAY_MS INT64_C(86400000)

/* A stamp without a date that jumps back by so much is of the next day. */
#define STAMP_MIDNIGHT_MS (10 * INT64_C(3600000))

/* No time is known. */
#define STAMP_NONE INT64_MIN

struct stamp_clock {
	int form;          /* the one that fitted last, or -1 */
	int64_t last_ms;   /* the latest time, or STAMP_NONE */
	int64_t dated_ms;  /* what the header says, or STAMP_NONE */
	bool is_day_first; /* 30/11/26 */
	bool has_order;    /* it is known which of the two comes first */
};

/* A log whose header says when it began (STAMP_NONE: it does not). */
void stamp_start(struct stamp_clock *c, int64_t dated_ms);

/*
 * The stamp that the line begins with: *s goes on after it.  False: it begins
 * with none.
 */
bool stamp_take(struct stamp_clock *c, struct span *s, int64_t *ret_ms);

/* A stamp with a date, wherever it stands; false: it is none. */
bool stamp_read_dated(struct span s, int64_t *ret_ms);

#endif
