/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recorded run as a whole: its facts, and how each case ended.
 *
 * For who looks at a run after its end: compares two, or asks one for verdicts.
 * A case that the recording does not end is aborted, as in every report.
 */
#ifndef IXC_REPORTS_PAST_RUN_H
#define IXC_REPORTS_PAST_RUN_H

#include "core/diag.h"
#include "reports/results.h"

struct past_run;

/*
 * Read all of it.  NULL after reporting to 'diag', which must outlive the run.
 * A recording that ends early is none the worse for it.
 */
struct past_run *past_run_read(const char *path, struct diag *diag);

/* As recording_facts(); lives as long as the run. */
const struct run_facts *past_run_facts(const struct past_run *p);

/* Of the case with that index; lives as long as the run. */
const struct case_result *past_run_case(
    const struct past_run *p, unsigned index);

/* How the run ended; NULL: the recording does not say. */
const struct run_summary *past_run_summary(const struct past_run *p);

/* NULL is fine. */
void past_run_free(struct past_run *p);

#endif
