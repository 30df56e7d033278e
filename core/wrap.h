/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Breaks text into lines for a reader.
 */
#ifndef IXC_CORE_WRAP_H
#define IXC_CORE_WRAP_H

#include <stddef.h>

/*
 * The size in bytes of the first line of valid UTF-8 text when a line holds
 * 'columns' characters (at least 1): up to a blank, or to the last column when
 * a word is longer.  The caller drops the blank.
 */
size_t wrap_line(const char *text, size_t columns);

#endif
