/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a vendor and a laboratory add to a run: the statement of what is
 * implemented (--ics), and what it was agreed not to be blamed for (--waivers).
 *
 * Between the options of a command and the facts of a run, from which reports
 * show both.
 */
#ifndef IXC_CLI_PAPERS_PAPERS_H
#define IXC_CLI_PAPERS_PAPERS_H

#include "cli/option/provenance.h"
#include "cli/option/report_set.h"
#include "cli/option/selection.h"
#include "cli/option/workspace.h"
#include "conformance/ics.h"
#include "conformance/waivers.h"

/* Zero-filled, except for what options set. */
struct papers {
	const char *ics_file, *waivers_file; /* or NULL */
	struct ics *ics;
	struct waivers *waivers;
};

/* Read what was named.  False after reporting. */
bool papers_load(struct papers *p, struct diag *diag);

/*
 * The same, and check it by the suites and the grammars.  False after
 * reporting.
 */
bool papers_load_for(
    struct papers *p, const struct workspace *w, struct diag *diag);

/*
 * The static review (--ics) comes before any case is run.  False after
 * reporting mistakes in the file, or, with *ret_deviates, all reasons why the
 * product does not conform.
 */
bool papers_review(const struct papers *p, const struct workspace *w,
    bool *ret_deviates, struct diag *diag);

/* Mark the cases that the ICS does not claim. */
void papers_select(const struct papers *p, struct selection *s);

/*
 * Does a recording leave out just what the ICS does not claim?  False after
 * reporting; fine without an ICS.
 */
bool papers_compare(const struct papers *p, const struct suites *suites,
    const struct run_facts *run, struct diag *diag);

/* No report may be one of these files.  False after reporting. */
bool papers_spare(
    const struct papers *p, struct report_set *set, struct diag *diag);

/* They decide what is run, so they belong to the files of the run. */
void papers_note(const struct papers *p, struct provenance *provenance);

void papers_free(struct papers *p);

#endif
