/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the bounds of a step: within, not-before, since.
 */
#ifndef IXC_LOAD_ELEMENT_TIMES_H
#define IXC_LOAD_ELEMENT_TIMES_H

#include "core/diag.h"
#include "model/fixture.h"
#include "xml/document.h"

/*
 * Sums such as "{invitation-timeout}+{tolerance}-150ms"; whether the target has
 * the timers is known later.  'since' is not resolved here.
 */
void window_read(struct window *w, const struct xml_node *n, struct diag *diag);

#endif
