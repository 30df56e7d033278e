/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a case ended, according to a recording.  Private to the files of
 * recording.h.
 */
#ifndef IXC_RECORD_RECORDED_OUTCOME_H
#define IXC_RECORD_RECORDED_OUTCOME_H

#include "core/vec.h"
#include "record/recording_head.h"

/* Texts are those of the line; zero-filled is empty. */
struct recorded_outcome {
	struct outcome outcome; /* borrowed: never cleared */
	VEC(struct matched_message) matches;
	struct sketch expected;
};

/*
 * Read the line into 'event', which points to what is in 'ret' until the next
 * one is read.  A mistake is reported to the file.
 */
void recorded_outcome_read(struct recorded_outcome *ret,
    const struct recording_head *head, struct record_file *file,
    struct json_object line, struct run_event *event);

void recorded_outcome_free(struct recorded_outcome *r);

#endif
