/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What speaks against a bundle, or against making one: all reasons, in the
 * order in which they were found.
 */
#ifndef IXC_BUNDLE_OBJECTIONS_H
#define IXC_BUNDLE_OBJECTIONS_H

#include "core/diag.h"
#include "core/vec.h"

#include <stdbool.h>

enum objection_kind {
	OBJECTION_FALSE,      /* it says what is not so */
	OBJECTION_UNREADABLE, /* a part of it is not what it has to be */
	OBJECTION_OPEN,       /* it cannot be decided here */
};

struct objection {
	enum objection_kind kind;
	char *text; /* one sentence, escaped; owned */
};

/* Zero-filled. */
struct objections {
	VEC(struct objection) items;
	unsigned left_out; /* more than anyone reads */
};

/* The text is escaped here. */
void object(struct objections *o, enum objection_kind kind, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/*
 * The errors that were reported, each as one; the diagnostics are emptied.
 * Where they speak of the file 'path' (or NULL), the reader knows it as 'name'.
 */
void object_diagnostics(struct objections *o, enum objection_kind kind,
    struct diag *diag, const char *path, const char *name);

bool objections_have(const struct objections *o, enum objection_kind kind);

void objections_free(struct objections *o);

#endif
