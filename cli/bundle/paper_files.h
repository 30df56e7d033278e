/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ICS.xml and waivers.xml of a bundle: what the vendor says is implemented, and
 * what it was agreed not to blame the product for.
 */
#ifndef IXC_CLI_BUNDLE_PAPER_FILES_H
#define IXC_CLI_BUNDLE_PAPER_FILES_H

#include "archive/memory_file.h"
#include "archive/pack.h"
#include "bundle/must_run.h"
#include "bundle/objections.h"
#include "cli/option/workspace.h"
#include "cli/papers/papers.h"
#include "model/event.h"

#include <stdbool.h>

/* Zero-filled. */
struct paper_files {
	struct memory_file ics, waivers;
	struct papers papers;
};

/* Add the files to a bundle; either may be NULL.  False after reporting. */
bool paper_files_take(struct pack *into, const char *ics_file,
    const char *waivers_file, struct diag *diag);

/* Read what the bundle has.  False after an objection. */
bool paper_files_open(struct paper_files *p, const struct pack *bundle,
    const struct workspace *w, struct objections *o);

/*
 * By the ICS alone the product may not conform, and a waiver may have expired
 * on the day of the run: each is an objection.  So is a case that the recording
 * leaves out otherwise than the ICS.
 */
void paper_files_review(const struct paper_files *p, const struct workspace *w,
    const struct run_facts *run, struct objections *o);

/* The cases that the ICS does not claim are not applicable. */
void paper_files_excuse(const struct paper_files *p,
    const struct suites *suites, struct must_run *m);

/* Does a waiver, which holds on that day, speak of the case? */
bool paper_files_waive(const struct run_facts *run, const struct run_case *test,
    const struct outcome *outcome);

void paper_files_close(struct paper_files *p);

#endif
