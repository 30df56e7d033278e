/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a suite file with its catalogue, setups and fixtures, and resolves all
 * references between them.
 */
#ifndef IXC_LOAD_SUITE_FILE_H
#define IXC_LOAD_SUITE_FILE_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

#define SUITE_NAMESPACE "urn:ixconform:suite:1"

/*
 * 'substitutes' (may be NULL) is a target that replaces setups by its own; it
 * is not kept.  NULL after at least one error in 'diag', which has the mistakes
 * of all files; the caller owns the suite.
 */
struct suite *suite_load(
    const char *path, const struct target *substitutes, struct diag *diag);

#endif
