/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain transcript: what another tool sent and saw, one JSON object per line
 * (docs/transcript.md), as run events, so that it can be judged.
 *
 * Knows no verdict and no target: cases end without an outcome.  The file may
 * be hostile: what no tool could have seen is an error with its line, and never
 * reaches a sink.
 */
#ifndef IXC_RECORD_FOREIGN_TRANSCRIPT_H
#define IXC_RECORD_FOREIGN_TRANSCRIPT_H

#include "model/event.h"
#include "record/record_file.h"

struct foreign_transcript;

/*
 * Read all of it.  'case_path' is the SUITE/PHASE/CASE of lines that name none,
 * or NULL.  Takes ownership of 'file'.  NULL after reporting an error to the
 * file's diag.
 */
struct foreign_transcript *foreign_transcript_read(
    struct record_file *file, const char *case_path);

/*
 * Emit it: RUN_STARTED, and for each case its start, its facts and its end,
 * without an outcome.  The number of a fact is its line in the file.
 */
void foreign_transcript_play(
    const struct foreign_transcript *p, struct sink *sink);

/*
 * Where the case of that index begins in the log it was made of, such as
 * "interaction 0004Ka7F, from ixn.log:88"; NULL: it was made of none.
 */
const char *foreign_transcript_origin(
    const struct foreign_transcript *p, unsigned index);

/* Its times are known to that unit only, if it states one; otherwise 0. */
int64_t foreign_transcript_resolution_ns(const struct foreign_transcript *p);

/* NULL is fine. */
void foreign_transcript_free(struct foreign_transcript *p);

#endif
