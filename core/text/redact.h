/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes secrets out of a text that somebody else has made, in whatever way they
 * are written there: as they are, in base64, escaped for JSON, a URL or HTML.
 *
 * A secret comes back when a server repeats a header in its refusal; what a
 * text is for, nobody asks here.
 */
#ifndef IXC_CORE_TEXT_REDACT_H
#define IXC_CORE_TEXT_REDACT_H

#include "core/buf.h"
#include "core/vec.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What is shorter stands in ordinary text, too: to take that out would change
 * what it says.
 */
#define REDACT_MIN_BYTES 6

/* What stands there instead. */
#define REDACTED "[redacted]"

struct redact_form {
	char *text; /* owned */
	size_t size;
	bool is_base64; /* '-' and '_' stand for '+' and '/' */
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
 * The text without secrets into 'into'.  False when there is none in it: then
 * nothing is added.
 */
bool redact(
    const struct redactor *r, const char *bytes, size_t size, struct buf *into);

#endif
