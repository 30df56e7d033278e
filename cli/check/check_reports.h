/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reports of 'check': what a plain transcript or a log shows and how it was
 * judged, as the events of a run.
 *
 * A recording has its own command for that, 'report'.
 */
#ifndef IXC_CLI_CHECK_CHECK_REPORTS_H
#define IXC_CLI_CHECK_CHECK_REPORTS_H

#include "cli/option/provenance.h"
#include "cli/option/report_set.h"
#include "cli/option/workspace.h"
#include "record/foreign_transcript.h"
#include "runner/replay/replay.h"

#include <stdbool.h>

/* Zero-filled. */
struct check_reports {
	struct report_set set;
	const struct ics *ics; /* for the reports, as the next; or NULL */
	const struct waivers *waivers;
	/* By case; owned. */
	VEC(struct outcome) outcomes;
	VEC(bool) wanted;
};

/* Is a report, or a diagram, asked for? */
bool check_reports_are_wanted(const struct check_reports *r);

/* Does one go to standard output, so that nothing else may? */
bool check_reports_take_output(const struct check_reports *r);

/*
 * No report may be one of these files.  False after reporting; it is given up.
 */
bool check_reports_spare(struct check_reports *r, char *const *files,
    unsigned count, struct diag *diag);

/* Does the console say how each case ended, instead of 'check' itself? */
bool check_reports_have_console(const struct check_reports *r);

/* How a case was judged is copied; one that is not wanted is left out. */
void check_reports_take(
    struct check_reports *r, const struct replayed_case *one, bool is_wanted);

/*
 * Open the reports, make them of what was read from 'path', and close them.
 * False after reporting.  All cases were taken.
 */
bool check_reports_make(struct check_reports *r,
    const struct foreign_transcript *p, const char *path,
    const struct workspace *w, struct provenance *provenance,
    struct diag *diag);

void check_reports_free(struct check_reports *r);

#endif
