/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Integers as text, where printf() would take most of the time.
 */
#ifndef IXC_CORE_TEXT_DECIMAL_H
#define IXC_CORE_TEXT_DECIMAL_H

#include <stdint.h>

/* Sign and digits of the longest integer. */
#define DECIMAL_MAX_BYTES 20

/* In decimal, to where there is room for the longest, without a NUL; the end.
 */
char *decimal_put(char *to, int64_t value);

#endif
