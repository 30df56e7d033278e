/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What speaks against a bundle, or against making one: all reasons, in the
 * order in which they were found.
 */
#ifndef IXC_BUNDLE_OBJECTIONS_H
#define IXC_BUNDLE_OBJECTIONS_H

#include "core/diag.h"
#include "core/hash.h"
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
	struct hash subjects; /* what object_to() was about */
	unsigned left_out;    /* more than anyone reads */
};

/* The text is escaped here. */
void object(struct objections *o, enum objection_kind kind, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/*
 * The same about a file or a case, by its path: one that is objected to already
 * is not counted again, since what else is wrong with it follows.
 */
void object_to(struct objections *o, const char *subject,
    enum objection_kind kind, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* There was something about it, said in the words of another one. */
void objections_pass_over(struct objections *o, const char *subject);

/*
 * The errors that were reported, each as one; the diagnostics are emptied.
 * Where they speak of the file 'path' (or NULL), the reader knows it as 'name'.
 */
void object_diagnostics(struct objections *o, enum objection_kind kind,
    struct diag *diag, const char *path, const char *name);

bool objections_have(const struct objections *o, enum objection_kind kind);

void objections_free(struct objections *o);

#endif
