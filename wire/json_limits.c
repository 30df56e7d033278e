/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Would a message be accepted?  Asked before it is sent, since a refusal is one
 * of everything that went with it.
 */
#include "wire/json.h"

#include <string.h>

/* All of a frame but its message: names, numbers and a protocol. */
#define ENVELOPE_MAX_BYTES 512
/* An escaped byte, as \u0001. */
#define ESCAPED_BYTES 6
/* Around a key, and a number that is a value. */
#define PUNCTUATION_BYTES 8
#define NUMBER_MAX_BYTES 32

static unsigned
depth_of(const struct attribute *a)
{
	unsigned depth = 1;
	for (const char *dot = attribute_shape(a); *dot; dot++)
		depth += *dot != PATH_WITHIN;
	return depth;
}

/* More than the text of the attribute can have. */
static size_t
most_bytes(const struct attribute *a)
{
	size_t text = a->kind == VALUE_STRING ? a->text_size : NUMBER_MAX_BYTES;
	return ESCAPED_BYTES * (a->path_size + text) +
	    PUNCTUATION_BYTES * depth_of(a);
}

static bool
fits_line(const struct message *m, size_t most, char *problem)
{
	struct buf text;
	size_t limit = FRAME_MAX_BYTES - ENVELOPE_MAX_BYTES;
	if (most + strlen(message_name(m)) <= limit)
		return true;
	buf_init(&text, limit);
	bool fits = json_print_message(m, &text);
	buf_free(&text);
	return fits ||
	    json_refuse(problem,
		"it has more than the %zu bytes of a line of the binding",
		FRAME_MAX_BYTES);
}

bool
json_message_fits(const struct message *m, char *problem)
{
	size_t most = 0, count = message_count(m);
	if (count > MESSAGE_MAX_ATTRIBUTES)
		return json_refuse(problem,
		    "it has %zu attributes; it may have %d", count,
		    MESSAGE_MAX_ATTRIBUTES);
	for (size_t i = 0; i < count; i++) {
		const struct attribute *a = message_attribute(m, i);
		if (a->path_size > MESSAGE_MAX_PATH_BYTES)
			return json_refuse(problem,
			    "the name of its attribute '%.40s...' has %u "
			    "bytes; it may have %d",
			    a->path, a->path_size, MESSAGE_MAX_PATH_BYTES);
		if (depth_of(a) > MESSAGE_MAX_DEPTH)
			return json_refuse(problem,
			    "its attribute '%.40s' is nested %u levels deep; "
			    "it may be %d",
			    a->path, depth_of(a), MESSAGE_MAX_DEPTH);
		most += most_bytes(a);
	}
	return fits_line(m, most, problem);
}
