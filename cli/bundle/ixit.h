/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IXIT.xml: the target file of the run, which has no secrets in it, only where
 * they are.  The recording has its digest.
 */
#ifndef IXC_CLI_BUNDLE_IXIT_H
#define IXC_CLI_BUNDLE_IXIT_H

#include "archive/pack.h"
#include "bundle/objections.h"
#include "core/diag.h"
#include "model/event.h"

#include <stdbool.h>

/* Add that file.  False after reporting. */
bool ixit_take(struct pack *into, const char *target_file, struct diag *diag);

/* Is it the one that the run was made with? */
void ixit_check(const struct pack *bundle, const struct run_facts *run,
    struct objections *o);

#endif
