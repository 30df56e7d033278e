/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of wire/json*.c share, and nobody else may see: jansson.
 */
#ifndef IXC_WIRE_JSON_INTERNAL_H
#define IXC_WIRE_JSON_INTERNAL_H

#include "wire/message.h"

#include "core/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Write the sentence to 'problem', without control bytes.  Returns false. */
bool json_refuse(char *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Any JSON value within the limits, or NULL with a problem; owned. */
json_t *json_read(
    const char *text, size_t size, const char *what, char *problem);

/*
 * json_print_string() of a text that needs no escape, as most do: copied in one
 * go.  False, and nothing added, when it does, or does not fit.
 */
bool json_print_plain(const char *bytes, size_t size, struct buf *into);

/* "a list", "-3", "a string": what a member is, in a sentence. */
#define JSON_DESCRIPTION_SIZE 32
const char *json_describe(const json_t *value, char *into);

/* The message in the object, one reference, or NULL with a problem. */
struct message *json_flatten(const json_t *object, char *problem);

#endif
