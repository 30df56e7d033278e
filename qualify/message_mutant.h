/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mutants of a case: what can be done to each message that it expects, and
 * those of ban_mutant.h.
 */
#ifndef IXC_QUALIFY_MESSAGE_MUTANT_H
#define IXC_QUALIFY_MESSAGE_MUTANT_H

#include "judge/pattern/pattern.h"
#include "qualify/mutant.h"
#include "qualify/trace.h"

/*
 * Derive the mutants of a case from a run of it that passed.  Freed by
 * vec_free(&ret->items).
 */
void mutants_derive(const struct pattern *pattern, const struct trace *passed,
    struct mutants *ret);

#endif
