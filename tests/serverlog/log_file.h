/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A log of a test, in a file of its own for as long as the test runs, and what
 * the reader said of it, a line each.
 */
#ifndef IXC_TESTS_SERVERLOG_LOG_FILE_H
#define IXC_TESTS_SERVERLOG_LOG_FILE_H

#include "core/buf.h"
#include "serverlog/reader.h"

/* The usual header of the part of that number, begun at that time. */
#define LOG_HEADER(part, time)                                                 \
	"Application name:   ixn_primary\n"                                    \
	"Application type:   InteractionServer (53)\n"                         \
	"Local time:  " time "\n"                                              \
	"File:        (" part ") /logs/ixn.log\n"                              \
	"\n"

/* The path of a new file with that content; log_file_remove() ends both. */
char *log_file_new(const char *text, size_t size);

void log_file_remove(char *path);

/* A reader, and what it said. */
struct hearing {
	struct vocabulary vocabulary;
	struct diag diag;
	struct reader *reader;
	struct buf heard;
};

/*
 * Read these files; the texts end with NULL.  What was heard are lines such as
 * "4:05:06.700 desk1 > RequestConference {...} @7".
 */
void hearing_start(struct hearing *h, const char *const *texts);

void hearing_end(struct hearing *h);

/* How often that was odd. */
unsigned hearing_faults(const struct hearing *h, enum log_fault_kind kind);

#endif
