/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The members of a recording's first lines: the run, its target and its cases.
 *
 * For ndjson.c, which turns them into lines; record/recording_head.h reads
 * them.
 */
#ifndef IXC_RECORD_NDJSON_HEAD_H
#define IXC_RECORD_NDJSON_HEAD_H

#include "model/event.h"
#include "wire/json_writer.h"

/* Neither the target's credentials nor its proxy are among them. */
void ndjson_add_run(struct json_writer *w, const struct run_facts *run);

void ndjson_add_planned(struct json_writer *w, const struct run_facts *run,
    const struct run_case *test);

/*
 * A file's position in the list of the run's files, or its path if it is not in
 * it.
 */
void ndjson_add_file(
    struct json_writer *w, const struct run_facts *run, const char *path);

#endif
