/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of Ed25519 in PEM, and what they sign. */
#ifndef IXC_BUNDLE_ED25519_H
#define IXC_BUNDLE_ED25519_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct ed25519;

#define ED25519_SIGNATURE_BYTES 64

/* NULL: the text is not such a key. */
struct ed25519 *ed25519_private(const char *pem, size_t size);
struct ed25519 *ed25519_public(const char *pem, size_t size);

/* Append the public key in PEM. */
bool ed25519_print_public(const struct ed25519 *k, struct buf *into);

/* 'into' holds ED25519_SIGNATURE_BYTES. */
bool ed25519_sign(const struct ed25519 *k, const void *bytes, size_t size,
    unsigned char *into);

bool ed25519_verify(const struct ed25519 *k, const void *bytes, size_t size,
    const void *signature, size_t signature_size);

/* NULL is fine. */
void ed25519_free(struct ed25519 *k);

#endif
