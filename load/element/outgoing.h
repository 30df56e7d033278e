/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks before a run whether a <send> makes a message that the binding can
 * carry.
 */
#ifndef IXC_LOAD_ELEMENT_OUTGOING_H
#define IXC_LOAD_ELEMENT_OUTGOING_H

#include "core/diag.h"
#include "model/fixture.h"

/* Report what no server would accept; 's' is a <send> with its attributes. */
void outgoing_check(const struct step *s, struct diag *diag);

#endif
