/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Removes secrets from a text of the peer, in whatever way they are written
 * there: as they are, in base64, escaped for JSON, a URL or HTML.
 *
 * A secret comes back when a server repeats a header in its refusal.  The
 * purpose of the text does not matter here.
 */
#ifndef IXC_CORE_TEXT_REDACT_H
#define IXC_CORE_TEXT_REDACT_H

#include "core/buf.h"
#include "core/vec.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Shorter secrets also occur in ordinary text: removing them would change its
 * meaning.
 */
#define REDACT_MIN_BYTES 6

/* What replaces a secret. */
#define REDACTED "[redacted]"

struct redact_form {
	char *text; /* owned */
	size_t size;
	bool is_base64; /* '-' and '_' instead of '+' and '/' */
};

/* Zero-filled is a valid one, which has no secrets. */
struct redactor {
	VEC(struct redact_form) forms;
};

/* A secret, and its base64; the former only if 'in_clear'.  Copied. */
void redactor_add(struct redactor *r, const char *secret, bool in_clear);

/* Forget all secrets. */
void redactor_free(struct redactor *r);

/*
 * Append the text without secrets to 'into'.  False when it contains none: then
 * nothing is added.
 */
bool redact(
    const struct redactor *r, const char *bytes, size_t size, struct buf *into);

#endif
