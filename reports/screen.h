/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream that the console prints to: text, followed by a progress line that
 * is rewritten in place.
 *
 * Knows terminals (no more than a carriage return), and nothing of runs.  The
 * first error is kept; from then on nothing is written.
 */
#ifndef IXC_REPORTS_SCREEN_H
#define IXC_REPORTS_SCREEN_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The first three are set by the owner, the rest starts as zero. */
struct screen {
	FILE *out;            /* borrowed */
	bool ascii;           /* arrows and the like as ASCII */
	unsigned width;       /* columns, 0: unknown */
	int progress_columns; /* now on the screen */
	int64_t progress_time_ns;
	int error; /* errno of the first failure, 0: none */
};

/* Print and flush valid UTF-8; removes a shown progress line. */
void screen_print(struct screen *s, const struct buf *text);

/*
 * May a progress line be drawn: none is shown, or the shown one is old enough?
 */
bool screen_is_due(const struct screen *s, int64_t time_ns);

/* Show a line of ASCII, cut at the width, instead of the one shown. */
void screen_draw_progress(struct screen *s, const char *line, int64_t time_ns);

#endif
