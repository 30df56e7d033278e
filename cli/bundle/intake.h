/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a recording becomes evidence: whatever it was compressed with, as one
 * file of the bundle.
 */
#ifndef IXC_CLI_BUNDLE_INTAKE_H
#define IXC_CLI_BUNDLE_INTAKE_H

#include "archive/compression.h"
#include "archive/pack.h"
#include "core/diag.h"

#include <stdbool.h>

/* The recording of that path becomes number 'i' of 'total'.  False after
   reporting. */
bool intake_recording(struct pack *into, const char *path, unsigned i,
    unsigned total, enum compression how, struct diag *diag);

#endif
