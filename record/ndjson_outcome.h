/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The members of a recording's lines that say how a case ended.
 *
 * For ndjson.c; record/recorded_outcome.h reads them.
 */
#ifndef IXC_RECORD_NDJSON_OUTCOME_H
#define IXC_RECORD_NDJSON_OUTCOME_H

#include "model/event.h"
#include "wire/json_writer.h"

#include <stdbool.h>

/* Of an event that ends a case, or an attempt. */
void ndjson_add_outcome(struct json_writer *w, const struct run_event *event);

/* The line of a fixture; 'is_main': of the case itself. */
void ndjson_add_step(struct json_writer *w, const struct run_facts *run,
    const char *file, unsigned line, bool is_main);

#endif
