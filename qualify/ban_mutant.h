/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants that break an absent: the forbidden message comes while it is
 * forbidden.
 */
#ifndef IXC_QUALIFY_BAN_MUTANT_H
#define IXC_QUALIFY_BAN_MUTANT_H

#include "qualify/legality.h"
#include "qualify/mutant.h"

void ban_mutants_derive(const struct legality *l, struct mutants *ret);

#endif
