/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bundle says, compared with what follows from its recordings.
 */
#ifndef IXC_CLI_BUNDLE_AGREEMENT_H
#define IXC_CLI_BUNDLE_AGREEMENT_H

#include "archive/pack.h"
#include "bundle/objections.h"
#include "bundle/statement.h"
#include "cli/bundle/derivation.h"

#include <stdbool.h>

/*
 * Are these keys only claimed?  Nothing in a bundle can prove them.
 */
bool agreement_is_claim(enum statement_key key);

/*
 * Each file and line that is another one, missing or too many, is an objection.
 * True when there is none.
 */
bool agreement_check(const struct pack *bundle,
    const struct statement *statement, const struct derivation *derived,
    struct objections *o);

#endif
