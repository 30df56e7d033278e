/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines in which the console says how much time was to spare at each
 * deadline of a run.
 */
#ifndef IXC_REPORTS_DEADLINE_LINES_H
#define IXC_REPORTS_DEADLINE_LINES_H

#include "core/buf.h"
#include "model/event.h"

/* Append one for each deadline of the summary. */
void deadline_lines_add(struct buf *into, const struct run_summary *summary);

#endif
