/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of wire/json*.c share.
 */
#ifndef IXC_WIRE_JSON_INTERNAL_H
#define IXC_WIRE_JSON_INTERNAL_H

#include "core/buf.h"
#include "core/text/decimal.h"
#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Write the sentence to 'problem', without control bytes.  Returns false. */
bool json_refuse(char *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * json_print_string() of a text that needs no escape, as most do: copied in one
 * go.  False, and nothing added, when it does, or does not fit.
 */
bool json_print_plain(const char *bytes, size_t size, struct buf *into);

/* The same to where there is room for two more; the end, or NULL. */
char *json_put_plain(char *to, const char *bytes, size_t size);

/* In decimal.  False, and nothing added: does not fit. */
bool json_print_integer(int64_t value, struct buf *into);

/* Where the value of an attribute stands in a message's text. */
struct json_value_place {
	uint32_t attribute; /* its position in the message */
	size_t start, end;  /* in the buffer */
};

/* Attributes of a message whose places are told. */
#define JSON_MAX_PLACES 32

/*
 * json_print_message() of a message of at most JSON_MAX_PLACES attributes, with
 * the places of all values in their order; attributes that are not printed have
 * none.
 */
bool json_print_placed(const struct message *m, struct buf *into,
    struct json_value_place *places, unsigned *ret_count);

/* The value of an attribute. */
bool json_print_value(const struct attribute *a, struct buf *into);

#endif
