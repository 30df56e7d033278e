/* SPDX-License-Identifier: Apache-2.0 */
/* Fixtures that nothing plays: files that exist, but that no suite lists. */
#ifndef IXC_LINT_UNLISTED_H
#define IXC_LINT_UNLISTED_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

/*
 * Warn of each .xml file below the data folder's fixtures/ that is in none of
 * these suites (which must be all suites) and is no setup of the target (may be
 * NULL).
 */
void lint_unlisted(const char *data, struct suite *const *suites, size_t count,
    const struct target *target, struct diag *diag);

#endif
