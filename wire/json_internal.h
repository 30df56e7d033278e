/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of wire/json*.c share.
 */
#ifndef IXC_WIRE_JSON_INTERNAL_H
#define IXC_WIRE_JSON_INTERNAL_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Write the sentence to 'problem', without control bytes.  Returns false. */
bool json_refuse(char *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * json_print_string() of a text that needs no escape, as most do: copied in one
 * go.  False, and nothing added, when it does, or does not fit.
 */
bool json_print_plain(const char *bytes, size_t size, struct buf *into);

#endif
