/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads back what ndjson.h wrote, and emits the same run events to sinks: every
 * report can be made later, and the run can be judged again.
 *
 * The file may be hostile: what no run could have emitted is an error with its
 * line, and never reaches a sink.  It may also end anywhere after its list of
 * cases: then no RUN_ENDED comes, as in a run that was killed.
 */
#ifndef IXC_RECORD_RECORDING_H
#define IXC_RECORD_RECORDING_H

#include "core/diag.h"
#include "model/event.h"
#include "record/record_file.h"

#include <stdbool.h>

struct recording;

/*
 * Open the file and read what was known when the run started.  NULL after
 * reporting to 'diag', which must outlive the recording.
 */
struct recording *recording_open(const char *path, struct diag *diag);

/* The same for a file that is open; takes ownership of it. */
struct recording *recording_read(struct record_file *file);

/*
 * The run, as in RUN_STARTED; lives as long as the recording.  'target' has
 * what judging needs, everything else in it is NULL.
 */
const struct run_facts *recording_facts(const struct recording *r);

/*
 * Lines between the events of a load that are about what was measured: their
 * word without its "load-", and the line.  Borrowed for the call.
 */
struct recording_listener {
	void *context;
	void (*take)(void *context, const char *word, struct json_object line);
};

/* Before recording_play(); without a listener they are left out.  Copied. */
void recording_listen(
    struct recording *r, const struct recording_listener *listener);

/*
 * Emit all events; once.  False after reporting an error; the events emitted
 * until then were in the file.
 */
bool recording_play(
    struct recording *r, struct sink *const *sinks, unsigned sink_count);

/*
 * What the reports of it are to show besides, which no recording has; before
 * recording_play().  Borrowed; either may be NULL.
 */
void recording_add_papers(
    struct recording *r, const struct ics *ics, const struct waivers *waivers);

/* How the run ended; NULL: the recording does not say. */
const struct run_summary *recording_summary(const struct recording *r);

/* What the seals show, of all lines once it was played. */
struct seal_account recording_seal(const struct recording *r);

/* Is its format one that has seals? */
bool recording_is_sealed(const struct recording *r);

/* NULL is fine. */
void recording_free(struct recording *r);

#endif
