/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The grammars of our files, as a gate behind the loaders: what they let pass
 * and the schema does not is told in the schema's words.  For lint; a run does
 * without, because each grammar takes time to read.
 */
#ifndef IXC_LINT_GATE_H
#define IXC_LINT_GATE_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

/*
 * Hold the suite's files against suite.rng, catalogue.rng and fixture.rng in
 * 'schema_folder'.  False after at least one error in 'diag'.
 */
bool gate_suite(
    const struct suite *s, const char *schema_folder, struct diag *diag);

/* Hold any file of ours against the grammar of that name. */
bool gate_source(const struct source *source, const char *schema_folder,
    const char *name, struct diag *diag);

/* Likewise a target's file against target.rng. */
bool gate_target(
    const struct target *t, const char *schema_folder, struct diag *diag);

#endif
