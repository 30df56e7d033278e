/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Members of a recording's lines, within the bounds that sinks rely on.
 * Private to the files of recording.h.
 */
#ifndef IXC_RECORD_RECORDED_VALUE_H
#define IXC_RECORD_RECORDED_VALUE_H

#include "record/record_file.h"

#include <limits.h>
#include <stdint.h>

/* Far beyond every run, and sums of some of them still fit. */
#define RECORDED_TIME_MAX_NS (INT64_MAX / 8)
/* Far beyond every case; the numbers of a hostile recording stay harmless. */
#define RECORDED_NUMBER_MAX INT_MAX

/* Since an earlier event, or how long something took. */
static inline int64_t
recorded_span(struct json_object o, const char *key)
{
	return json_get_integer(o, key, 0, RECORDED_TIME_MAX_NS);
}

/* Before a deadline, or so much after it. */
static inline int64_t
recorded_slack(struct json_object o, const char *key)
{
	return json_get_integer(
	    o, key, -RECORDED_TIME_MAX_NS, RECORDED_TIME_MAX_NS);
}

static inline unsigned
recorded_number(struct json_object o, const char *key)
{
	return (unsigned)json_get_integer(o, key, 0, RECORDED_NUMBER_MAX);
}

/* Of a frame; 0 when it is missing. */
static inline uint64_t
recorded_sequence(struct json_object o, const char *key)
{
	return json_has(o, key)
	    ? (uint64_t)json_get_integer(o, key, 1, INT64_MAX)
	    : 0;
}

/* False when it is missing. */
static inline bool
recorded_boolean(struct json_object o, const char *key)
{
	return json_has(o, key) && json_get_boolean(o, key);
}

/* The member 'party', one that a ladder diagram has a lifeline for. */
const char *recorded_party(struct record_file *file, struct json_object o);

#endif
