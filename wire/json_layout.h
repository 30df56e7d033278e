/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints messages as json_print_message() does, but remembers how messages
 * looked: those of one name mostly have the same attributes in the same order,
 * so all text but the values is known.
 *
 * A cache that may forget: what it has not seen, it prints the long way.
 */
#ifndef IXC_WIRE_JSON_LAYOUT_H
#define IXC_WIRE_JSON_LAYOUT_H

#include "core/buf.h"
#include "wire/message.h"

#include <stdbool.h>

struct json_layouts;

struct json_layouts *json_layouts_new(void);

/* NULL is fine. */
void json_layouts_free(struct json_layouts *l);

/* False, and nothing added: does not fit. */
bool json_layouts_print(
    struct json_layouts *l, const struct message *m, struct buf *into);

#endif
