/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the facts of a recorded run say about the terms of it: objections to
 * what no official run has, and the lines of the statement that follow.
 */
#ifndef IXC_CLI_BUNDLE_TERMS_H
#define IXC_CLI_BUNDLE_TERMS_H

#include "bundle/objections.h"
#include "bundle/statement.h"
#include "cli/option/selection.h"
#include "model/event.h"

#include <stdbool.h>

/* In a rehearsal the mock and a simulation will do. */
void terms_object(
    struct objections *o, const struct run_facts *run, bool is_rehearsal);

/* Are they those of the release, without changes? */
void terms_object_to_suites(struct objections *o, const struct suites *suites);

/* Date, server, suites and program. */
void terms_state(struct statement *s, const struct run_facts *run,
    const struct suites *suites);

#endif
