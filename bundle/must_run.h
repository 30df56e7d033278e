/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MUST-RUN: the cases of a suite that have to be shown, each with the level of
 * its strongest requirement, and those that a target's readings and options
 * leave out, with the reason.
 */
#ifndef IXC_BUNDLE_MUST_RUN_H
#define IXC_BUNDLE_MUST_RUN_H

#include "core/buf.h"
#include "core/vec.h"
#include "model/suite.h"

struct must_case {
	char *path; /* "conference/invitation-rejected/agent-rejects" */
	enum requirement_level level;
	char *excuse; /* why it is not applicable, or NULL */
};

/* Zero-filled; owned.  Sorted by path once it is complete. */
struct must_run {
	VEC(struct must_case) cases;
};

/* The phases of the suite, as the target has them; NULL: by its defaults. */
void must_run_add(
    struct must_run *m, const struct suite *suite, const struct target *target);

/* All suites are in: it can be searched. */
void must_run_sort(struct must_run *m);

/* Or NULL. */
struct must_case *must_run_find(const struct must_run *m, const char *path);

/* Append a line each: "must conference/...", "# not applicable: ...". */
void must_run_print(struct buf *into, const struct must_run *m);

void must_run_free(struct must_run *m);

#endif
