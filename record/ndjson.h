/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of run events itself, as it happens: one JSON object a line, with
 * everything that the other reports are made of and that a judge needs to judge
 * again (docs/transcript.md, schema/run.schema.json).
 *
 * A sink of the stream of run events.  Lines are handed to the system before
 * the run waits for something, and when many are there, so what was observed is
 * there even if the program is killed.
 * record/recording.h reads it back.  Writes no secret: a target's credentials
 * are not in it, nor is its proxy.
 */
#ifndef IXC_RECORD_NDJSON_H
#define IXC_RECORD_NDJSON_H

#include "model/event.h"
#include "record/output.h"

#include <stdbool.h>

/* Version of the form of the stream. */
#define NDJSON_SCHEMA 2

struct ndjson;

/* Takes ownership of 'output', best one of output_open_log(). */
struct ndjson *ndjson_new(struct output *output);

/* Where to send the events; lives as long as the ndjson. */
struct sink *ndjson_sink(struct ndjson *n);

/*
 * Returns false and sets *ret_problem (freed by the caller) when not everything
 * was written.  Call once; then only ndjson_free() is allowed.
 */
bool ndjson_finish(struct ndjson *n, char **ret_problem);

/* NULL is fine; what was written stays. */
void ndjson_free(struct ndjson *n);

#endif
