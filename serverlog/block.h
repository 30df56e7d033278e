/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a record that has more than one: a message with its attributes,
 * as text.
 *
 * A record goes on while lines begin with a space, a tab or a quotation mark,
 * and, whatever they begin with, while a value in quotation marks is open.
 */
#ifndef IXC_SERVERLOG_BLOCK_H
#define IXC_SERVERLOG_BLOCK_H

#include "core/buf.h"
#include "serverlog/entry.h"
#include "serverlog/lines.h"

#include <stdbool.h>

/* What is kept of a record: as much as a message may have. */
#define LOG_BLOCK_MAX_BYTES ((size_t)1 << 20)

struct block {
	struct buf text;     /* its first line's text, and the lines after it */
	struct entry entry;  /* without its text */
	unsigned line;       /* of the first one */
	bool is_open;        /* lines may still be added */
	bool has_open_value; /* a quotation mark is not closed yet */
	bool is_cut;         /* it was longer than what is kept */
};

void block_init(struct block *b);

void block_free(struct block *b);

/* A new record, of which 'entry' is the first line. */
void block_start(
    struct block *b, const struct entry *entry, const struct log_line *line);

/*
 * Does the line belong to the record?  Then it is added.  Otherwise the record
 * is complete, and the line begins something else; *ret_was_open: a value was
 * still open.
 */
bool block_add(struct block *b, const struct stamp_clock *clock,
    const struct log_line *line, bool *ret_was_open);

/* One attribute of a record, or one entry of a list. */
struct block_attribute {
	size_t indent;     /* spaces and tabs before it */
	struct span name;  /* of an entry: its key */
	bool is_entry;     /* the name stands between apostrophes */
	struct span type;  /* "str" */
	struct span value; /* without its quotation marks */
	bool is_text;      /* it had some */
};

/*
 * The attribute at *at, which then is where the next one starts; false: there
 * is none left.  *odd counts the lines that are no attribute.
 */
bool block_next(const struct block *b, size_t *at, unsigned *odd,
    struct block_attribute *ret);

/* The text of the first line. */
struct span block_heading(const struct block *b);

/* The value of the first attribute of that name outside of lists. */
bool block_find(const struct block *b, const char *name, struct span *ret);

#endif
