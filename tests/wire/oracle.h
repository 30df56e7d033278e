/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON read twice: by jansson, which the tests believe, and by our own reader.
 * Both are written down in one form, so that they can be compared.
 */
#ifndef IXC_TESTS_WIRE_ORACLE_H
#define IXC_TESTS_WIRE_ORACLE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A text in that form. */
void oracle_add_text(struct buf *into, const char *text, size_t size);

/* What jansson reads, for the caller to free; NULL: it refuses the text. */
char *oracle_read(const char *text, size_t size);

/* What we read; NULL: we refuse it, with a problem of JSON_PROBLEM_SIZE. */
char *reader_read(const char *text, size_t size, char *problem);

/*
 * Why the two may differ about the text, in words, or NULL: they agree, or one
 * of them is wrong.  *ret_agree says which.
 */
const char *oracle_compare(const char *text, size_t size, bool *ret_agree);

#endif
