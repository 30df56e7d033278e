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

#endif
