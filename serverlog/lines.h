/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a file of any size, one at a time, in memory of a fixed size.
 *
 * The file may be hostile: a line may be endless, the bytes may be anything.
 */
#ifndef IXC_SERVERLOG_LINES_H
#define IXC_SERVERLOG_LINES_H

#include "core/diag.h"
#include "serverlog/span.h"

#include <stdbool.h>
#include <stdint.h>

/* Longest line that is kept whole: a value that long identifies nothing. */
#define LOG_LINE_MAX_BYTES ((size_t)64 << 10)

struct log_line {
	struct span
	    text;        /* without its end, LF or CR LF; until the next call */
	unsigned number; /* from 1 */
	bool is_cut;     /* longer than LOG_LINE_MAX_BYTES: its start */
	bool is_last;    /* the file ends without a line end after it */
};

struct log_lines;

/* NULL after reporting to 'diag', which must outlive it. */
struct log_lines *log_lines_open(const char *path, struct diag *diag);

/* False at the end, and after an error that was reported. */
bool log_lines_next(struct log_lines *l, struct log_line *ret);

/* Could not all of it be read? */
bool log_lines_are_bad(const struct log_lines *l);

/* Bytes taken from the file so far. */
uint64_t log_lines_bytes(const struct log_lines *l);

/* NULL is fine. */
void log_lines_close(struct log_lines *l);

#endif
