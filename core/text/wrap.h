/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Breaks text into lines for a reader.
 */
#ifndef IXC_CORE_TEXT_WRAP_H
#define IXC_CORE_TEXT_WRAP_H

#include "core/buf.h"

#include <stddef.h>

/*
 * The size in bytes of the first line of valid UTF-8 text when a line holds
 * 'columns' characters (at least 1): up to a blank, or to the last column when
 * a word is longer.  The caller drops the blank.
 */
size_t wrap_line(const char *text, size_t columns);

/*
 * Append the text as lines of at most 'columns' characters, 'indent' of them
 * blank but for the label (ASCII) before the first line.
 */
void wrap_labelled(const char *label, size_t indent, const char *text,
    size_t columns, struct buf *into);

/*
 * Append prose as lines of at most 'columns' characters, all 'indent' blanks to
 * the right.  Its own lines are joined, except for one that is empty or starts
 * with a blank: such a line is kept, and its overflow is indented further.
 */
void wrap_prose(
    const char *text, size_t indent, size_t columns, struct buf *into);

#endif
