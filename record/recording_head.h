/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first lines of a recording: the run, its target and its cases.
 */
#ifndef IXC_RECORD_RECORDING_HEAD_H
#define IXC_RECORD_RECORDING_HEAD_H

#include "core/vec.h"
#include "model/event.h"
#include "record/record_file.h"

/* More than any run plans; each takes some hundred bytes. */
#define RECORDING_MAX_CASES 1000000

/* All of it is owned, and at stable addresses once it has been read. */
struct recording_head {
	struct run_facts facts;
	unsigned schema;
	struct target *target; /* or NULL */
	VEC(struct run_case) cases;
	VEC(struct run_file) files;
	VEC(const char *) options;
	VEC(struct run_row) rows;
	VEC(struct run_suite) suites;
	VEC(const char *) orders;
	VEC(char *) texts; /* storage of the texts of all these */
};

/* False after reporting an error. */
bool recording_head_read(struct recording_head *h, struct record_file *file);

/* Is it the line of a case, which is part of the head wherever it is? */
bool recording_head_is_planned(struct json_object line);

/*
 * The path of the file meant by 'file', a position in the list of files, or by
 * 'path'.  Lives as long as the head and the record.
 */
const char *recording_head_file(
    const struct recording_head *h, struct json_object o);

void recording_head_free(struct recording_head *h);

#endif
