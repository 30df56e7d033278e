/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IXIT.xml: the target file of the run, without secrets, as the recording has
 * it, and the setups that the target has substituted.
 */
#ifndef IXC_CLI_BUNDLE_IXIT_H
#define IXC_CLI_BUNDLE_IXIT_H

#include "archive/pack.h"
#include "bundle/objections.h"
#include "cli/bundle/recordings.h"

/* Add them, from the first of the recordings; an objection if it has none. */
void ixit_derive(
    struct pack *into, const struct recordings *r, struct objections *o);

#endif
