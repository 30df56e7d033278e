/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Durations as people write them: a decimal number with a unit, "2s",
 * "150ms", "1.5s", "3min".  Units: ns us ms s min h.
 */
#ifndef IXC_CORE_TEXT_DURATION_H
#define IXC_CORE_TEXT_DURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest duration accepted, 30 days: beyond any documented server timer. */
#define DURATION_MAX_NS (INT64_C(30) * 24 * 3600 * 1000000000)

enum duration_problem {
	DURATION_OK,
	DURATION_NO_NUMBER,    /* does not start with a decimal number */
	DURATION_NO_UNIT,      /* "150": a number alone */
	DURATION_UNKNOWN_UNIT, /* "2sec" */
	DURATION_TOO_LONG,     /* above DURATION_MAX_NS */
};

/*
 * Parse exactly 'size' bytes.  On DURATION_OK *ret_ns is written; otherwise it
 * is left alone.
 */
enum duration_problem duration_parse(
    const char *text, size_t size, int64_t *ret_ns);

/* What is wrong and what would be right, as half a sentence; static text. */
const char *duration_problem_text(enum duration_problem problem);

/*
 * Print for a reader: "412 ms", "2 s", "1.5 s", "35 us"; at most three
 * decimals, no locale.  Returns 'into', which holds at least DURATION_TEXT_SIZE
 * bytes.
 */
#define DURATION_TEXT_SIZE 32
char *duration_print(char *into, int64_t ns);

/* Print as seconds with exactly three decimals, "0.412": for reports. */
char *duration_print_s(char *into, int64_t ns);

#endif
