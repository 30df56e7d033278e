/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reports of a bundle, made of its recording: sinks that write into memory.
 */
#ifndef IXC_CLI_BUNDLE_DERIVED_REPORTS_H
#define IXC_CLI_BUNDLE_DERIVED_REPORTS_H

#include "archive/memory_file.h"
#include "archive/pack.h"
#include "bundle/objections.h"
#include "record/report.h"

#include <stdbool.h>

/* Room for more kinds of reports than a bundle has. */
#define DERIVED_REPORTS_MAX 12

/* Zero-filled. */
struct derived_reports {
	struct report *reports[DERIVED_REPORTS_MAX];
	struct memory_file files[DERIVED_REPORTS_MAX];
	struct sink *sinks[DERIVED_REPORTS_MAX];
	unsigned count;
};

/* False after an objection. */
bool derived_reports_open(struct derived_reports *d, struct objections *o);

/* Complete them, and add each to the pack.  False after an objection. */
bool derived_reports_finish(
    struct derived_reports *d, struct pack *into, struct objections *o);

void derived_reports_free(struct derived_reports *d);

#endif
