/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recorded run as a whole: its facts, and how each case ended.
 *
 * Used after the end of a run: to compare two, or to look up verdicts.  A case
 * that the recording does not end is aborted, as in every report.
 */
#ifndef IXC_COMPARE_PAST_RUN_H
#define IXC_COMPARE_PAST_RUN_H

#include "core/diag.h"
#include "record/results.h"

struct past_run;

/* What the server did in that case; NULL: it is not in the run. */
enum behaviour behaviour_of(const struct case_result *result);

/*
 * Of two repetitions of a case, is the first one more significant?  A failure
 * is, and then a pass.
 */
bool case_result_says_more(
    const struct case_result *one, const struct case_result *other);

/*
 * Read all of it.  NULL after reporting to 'diag', which must outlive the run.
 * A recording may end early.
 */
struct past_run *past_run_read(const char *path, struct diag *diag);

/* As recording_facts(); lives as long as the run. */
const struct run_facts *past_run_facts(const struct past_run *p);

/* Of the case with that index; lives as long as the run. */
const struct case_result *past_run_case(
    const struct past_run *p, unsigned index);

/*
 * Of the case with that name; NULL: not in the run.  Of a case that was run
 * several times, the most significant repetition: a failure, otherwise a pass.
 */
const struct case_result *past_run_find(const struct past_run *p,
    const char *suite, const char *phase, const char *name);

/* The recording itself, played to its end. */
const struct recording *past_run_recording(const struct past_run *p);

/* How the run ended; NULL: the recording does not say. */
const struct run_summary *past_run_summary(const struct past_run *p);

/*
 * What identifies a file of a run, a part of 'path': the names of its folder
 * and of the file, as the data folder may be elsewhere.
 */
const char *recorded_name(const char *path);

/* NULL is fine. */
void past_run_free(struct past_run *p);

#endif
