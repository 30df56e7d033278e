/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks our files against their grammars, after loading: reports, in the
 * schema's words, what the loaders accept and the schema does not.  Only lint
 * does so, because reading each grammar takes time.
 */
#ifndef IXC_LINT_GRAMMAR_H
#define IXC_LINT_GRAMMAR_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

/*
 * Check the suite's files against suite.rng, catalogue.rng and fixture.rng in
 * 'schema_folder'.  False after at least one error in 'diag'.
 */
bool grammar_check_suite(
    const struct suite *s, const char *schema_folder, struct diag *diag);

/* Check any file of ours against the grammar of that name. */
bool grammar_check_source(const struct source *source,
    const char *schema_folder, const char *name, struct diag *diag);

/* The same for a target's file and target.rng. */
bool grammar_check_target(
    const struct target *t, const char *schema_folder, struct diag *diag);

#endif
