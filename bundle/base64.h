/* SPDX-License-Identifier: Apache-2.0 */
/* Base 64 of RFC 4648, as libcrypto has it. */
#ifndef IXC_BUNDLE_BASE64_H
#define IXC_BUNDLE_BASE64_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* False: there is no room. */
bool base64_encode(struct buf *into, const void *bytes, size_t size);

/* Newlines between the digits are left out.  False: it is no base 64. */
bool base64_decode(struct buf *into, const char *text, size_t size);

#endif
