/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes the recordings of a bundle doubtful (evidence/evidence.h), as
 * objections.
 */
#ifndef IXC_CLI_BUNDLE_DOUBTING_H
#define IXC_CLI_BUNDLE_DOUBTING_H

#include "bundle/objections.h"
#include "cli/bundle/recordings.h"
#include "cli/option/provenance.h"
#include "cli/option/workspace.h"
#include "evidence/evidence.h"

#include <stdbool.h>

/* About one recording, next to whatever else is made of its events. */
struct doubting {
	struct provenance here;
	struct evidence *evidence;
};

/* The suites are loaded; 'run' lives as long. */
void doubting_start(
    struct doubting *d, const struct run_facts *run, const struct workspace *w);

/*
 * After all events: object to what is doubtful; then release it.  True when the
 * recording is of other suites than those at hand.
 */
bool doubting_finish(struct doubting *d, const struct recording *r,
    const char *name, struct objections *o);

/* Without objections. */
void doubting_free(struct doubting *d);

/* Each shard for itself, since their joined recording is new; in the same way.
 */
bool doubting_of_parts(const struct recordings *r, const struct workspace *w,
    struct objections *o);

#endif
