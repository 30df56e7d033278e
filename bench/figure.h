/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bench prints: one line per figure, the measured next to the wanted
 * value.
 */
#ifndef IXC_BENCH_FIGURE_H
#define IXC_BENCH_FIGURE_H

#include <stddef.h>
#include <stdint.h>

struct figure {
	const char *name;
	double measured;
	double wanted;
	const char *unit;
	const char *reference; /* what others need for the like; may be "" */
};

void figure_print_head(void);

/* The line; ends in "above the wanted figure" when it is. */
void figure_print(const struct figure *f);

/* More is better: the line ends in "below the wanted figure" when it is. */
void figure_print_least(const struct figure *f);

/* Sorts the values; 'percent' of them are at most the result. */
int64_t figure_quantile(int64_t *values, size_t count, unsigned percent);

#endif
