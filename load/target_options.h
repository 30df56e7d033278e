/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The settings of its server that a target file states: <options>.
 */
#ifndef IXC_LOAD_TARGET_OPTIONS_H
#define IXC_LOAD_TARGET_OPTIONS_H

#include "core/diag.h"
#include "model/target.h"
#include "xml/document.h"

/* The element's options become the target's; mistakes are reported. */
void target_options_read(
    struct target *t, const struct xml_node *n, struct diag *diag);

/*
 * When all of the target is read: do its timers and pools agree with them?  A
 * timer that is one of them need not be given twice.
 */
void target_options_apply(struct target *t, struct diag *diag);

#endif
