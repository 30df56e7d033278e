/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file of JSON objects, one per line, read a line at a time.
 *
 * Between a file that may be hostile, or was cut off in the middle of a line,
 * and recording.h, which knows what the objects mean.
 */
#ifndef IXC_RECORD_RECORD_FILE_H
#define IXC_RECORD_RECORD_FILE_H

#include "core/diag.h"
#include "core/trace.h"
#include "record/seal/seal.h"
#include "wire/json_object.h"

#include <stdbool.h>

/* Longest record, 16 MiB: the largest frame, with each of its bytes escaped. */
#define RECORD_MAX_BYTES ((size_t)16 << 20)

struct record_file;

/* NULL after reporting to 'diag', which must outlive the file. */
struct record_file *record_file_open(const char *path, struct diag *diag);

/* Write each line there as it is read; borrowed, NULL is fine. */
void record_file_set_trace(struct record_file *f, struct trace *trace);

void record_file_close(struct record_file *f);

/*
 * The next line as a record, which lives until the next call.  NULL at the end,
 * and after an error, which was reported with its line.  A last line without a
 * newline was being written when the writer was killed: it is left out.  So
 * are the seals, which are checked.
 */
struct json_document *record_file_next(struct record_file *f);

/* Once, after the first record: it becomes the next one again. */
void record_file_rewind(struct record_file *f);

/* Read without a trace while 'is_ahead': these lines are read once more. */
void record_file_look_ahead(struct record_file *f, bool is_ahead);

/*
 * Read from the first line on once more; false after reporting that the file
 * can be read only once.
 */
bool record_file_restart(struct record_file *f);

/* What the seals show of all lines that were read. */
struct seal_account record_file_seal(const struct record_file *f);

/* Of the newest record, from 1. */
unsigned record_file_line(const struct record_file *f);

/* Did the file end in the middle of a line? */
bool record_file_is_cut(const struct record_file *f);

/* Report an error about the newest line, or the end. */
void record_file_complain(struct record_file *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Has an error been reported?  Nothing more is then read. */
bool record_file_is_bad(const struct record_file *f);

#endif
