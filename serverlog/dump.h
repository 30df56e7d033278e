/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message as the log dumps it: who sent it to whom, and its attributes.
 */
#ifndef IXC_SERVERLOG_DUMP_H
#define IXC_SERVERLOG_DUMP_H

#include "serverlog/block.h"
#include "serverlog/vocabulary.h"
#include "wire/message.h"

#include <stdbool.h>

enum dump_direction {
	DUMP_TO_SERVER,
	DUMP_FROM_SERVER,
};

/* Which of the server's protocols a line can only be of. */
enum dump_protocol {
	DUMP_OPEN_MEDIA, /* Interaction Management or Reporting */
	DUMP_T_LIBRARY,
	DUMP_ESP,
};

/* What the first line of a message says. */
struct dump_heading {
	enum dump_direction direction;
	enum dump_protocol protocol;
	struct span name; /* as written; empty: none */
	struct span peer; /* the other side; empty: not stated */
	bool is_through_proxy;
};

/* The heading of a message; false: the line is none. */
bool dump_read_heading(struct span line, struct dump_heading *ret);

/* What was wrong in the attributes, counted. */
struct dump_faults {
	unsigned odd_lines; /* no attributes */
	unsigned bad_bytes; /* values that are not UTF-8 */
	unsigned dropped;   /* attributes beyond a limit */
};

/*
 * The message of that name (as the catalogue writes it) with the attributes of
 * the block.  The caller owns it.
 */
struct message *dump_message(const struct block *b, const char *name,
    const struct vocabulary *v, struct dump_faults *faults);

/* A decimal number, perhaps followed by more; false: there is none. */
bool dump_read_integer(struct span value, int64_t *ret);

#endif
