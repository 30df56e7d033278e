/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of run events itself, as it happens: one JSON object a line, with
 * everything that the other reports are made of and that a judge needs to judge
 * again (docs/transcript.md, schema/run.schema.json).
 *
 * A report that is a log: its lines are handed to the system before the run
 * waits for something, and when many are there, so what was observed is there
 * even if the program is killed.  record/recording.h reads it back.  Writes no
 * secret: a target's credentials are not in it, nor is its proxy.
 */
#ifndef IXC_RECORD_NDJSON_H
#define IXC_RECORD_NDJSON_H

#include "record/report.h"

/* Version of the form of the stream. */
#define NDJSON_SCHEMA 2

extern const struct report_kind ndjson_report;

#endif
