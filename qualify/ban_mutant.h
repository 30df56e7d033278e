/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants that break an absent: the message that must not come does come,
 * while it must not.
 */
#ifndef IXC_QUALIFY_BAN_MUTANT_H
#define IXC_QUALIFY_BAN_MUTANT_H

#include "qualify/legality.h"
#include "qualify/mutant.h"

void ban_mutants_derive(const struct legality *l, struct mutants *ret);

#endif
