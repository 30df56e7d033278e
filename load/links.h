/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connects the fixtures of a suite: every <after> with the case that it means.
 */
#ifndef IXC_LOAD_LINKS_H
#define IXC_LOAD_LINKS_H

#include "core/diag.h"
#include "model/suite.h"

/*
 * The case that the preamble (or teardown) means; NULL after an error with a
 * suggestion.
 */
const struct fixture_case *link_find(
    const struct suite *s, const struct preamble *p, struct diag *diag);

/*
 * Resolve all preambles.  Returns false after an error that makes it impossible
 * to order a case: a cycle, reported once with its whole path.
 */
bool links_resolve(struct suite *s, struct diag *diag);

/* Report roles given to parties that a preamble does not have. */
void links_check(const struct suite *s, struct diag *diag);

#endif
