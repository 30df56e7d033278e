/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of the console that follow from their subject alone: the headline of a
 * case, and the time that was to spare at each deadline.  Private to console.h.
 */
#ifndef IXC_REPORTS_CONSOLE_LINES_H
#define IXC_REPORTS_CONSOLE_LINES_H

#include "core/buf.h"
#include "model/event.h"

#include <stdbool.h>

/* How wide the headlines of a run are; zero-filled is none. */
struct headline_columns {
	int path, section; /* the widest */
	bool colour;
};

/* Make room for the case. */
void console_lines_widen(
    struct headline_columns *columns, const struct run_case *test);

/* Append "SUITE/PHASE/CASE". */
void console_lines_add_path(struct buf *into, const struct run_case *test);

/*
 * Append the verdict and what it is about; 'is_retried': of an attempt after
 * which another one follows.
 */
void console_lines_add_headline(struct buf *into,
    const struct headline_columns *columns, const struct run_case *test,
    const struct outcome *outcome, bool is_retried);

/* Append a line for each deadline of the summary. */
void console_lines_add_deadlines(
    struct buf *into, const struct run_summary *summary);

#endif
