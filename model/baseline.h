/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A baseline: the failures of a server that are known and accepted for now.
 *
 * Built by load/baseline_file.h; immutable afterwards.
 */
#ifndef IXC_MODEL_BASELINE_H
#define IXC_MODEL_BASELINE_H

#include "core/source.h"
#include "core/vec.h"
#include "model/outcome.h"

#include <stdbool.h>

#define BASELINE_NAMESPACE "urn:ixconform:baseline:1"

struct expected_failure {
	char *path; /* "suite/phase/case" */
	enum finding finding;
	char *reason;
	char *expires;   /* the last day on which it counts, or NULL */
	bool is_expired; /* it no longer counts */
	struct place at; /* of the case's name */
};

struct baseline {
	struct source *source;
	VEC(struct expected_failure) items; /* by path */
};

/* The failure expected of a case, or NULL: that it passes.  Borrowed. */
const struct expected_failure *baseline_find(
    const struct baseline *b, const char *path);

/* NULL is fine. */
void baseline_free(struct baseline *b);

#endif
