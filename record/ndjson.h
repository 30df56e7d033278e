/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of run events itself, as it happens: one JSON object per line,
 * with everything that the other reports and a new judgement need
 * (docs/transcript.md, schema/run.schema.json).
 *
 * A report that is a log: its lines are passed to the system before the run
 * waits for something, or when there are many, so they survive if the program
 * is killed.  record/recording.h reads it back.  Writes no secret: a target's
 * credentials are not in it, nor is its proxy.
 */
#ifndef IXC_RECORD_NDJSON_H
#define IXC_RECORD_NDJSON_H

#include "record/report.h"
#include "wire/json_writer.h"

/*
 * Version of the format of the stream, the first one with seals, and the oldest
 * one that can be read.
 */
#define NDJSON_SCHEMA 4
#define NDJSON_SEALED_SCHEMA 4
#define NDJSON_OLDEST_SCHEMA 2

extern const struct report_kind ndjson_report;

/*
 * Add a line that is no event, between those of a load: its word, and the
 * members that 'fill' adds.  For a report of that kind.
 */
void ndjson_add(struct report *r, const char *word, const void *context,
    void (*fill)(const void *context, struct json_writer *w));

#endif
