/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plots of a load over time, as self-contained SVG for a page or a separate
 * file.
 */
#ifndef IXC_LOADTEST_PLOT_H
#define IXC_LOADTEST_PLOT_H

#include "core/buf.h"

/* Lines in one plot, at most: more cannot be distinguished. */
#define PLOT_MAX_LINES 8

struct plot_line {
	const char *name;
	const double *values; /* one for each point; below 0: no value */
};

struct plot {
	const char *title;
	const char *unit;    /* of the values: "ms", "/s", "" */
	const double *times; /* of the points, in seconds */
	unsigned count;      /* of points */
	unsigned line_count;
	struct plot_line lines[PLOT_MAX_LINES];
};

/* Append one <svg> element. */
void plot_print(const struct plot *p, struct buf *into);

#endif
