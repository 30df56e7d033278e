/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rates as people write them: a decimal number and a unit of time, "500/s",
 * "0.5/s", "30/min".  Units: s min h.
 */
#ifndef IXC_LOADTEST_RATE_H
#define IXC_LOADTEST_RATE_H

#include <stdbool.h>
#include <stddef.h>

/* Cases a second, at most: ten times what a simulation plays on one core. */
#define RATE_MAX 1000000

/*
 * Parse exactly 'size' bytes; *ret is cases a second.  Otherwise what is wrong
 * and what would be right, as half a sentence; static text.
 */
const char *rate_parse(const char *text, size_t size, double *ret);

/*
 * A decimal number without a sign at the start of the text: its size in bytes,
 * 0 if absent.
 */
size_t number_parse(const char *text, size_t size, double *ret);

#endif
