/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the steps of a case and checks them against the catalogue and the
 * readings of its suite.
 */
#ifndef IXC_LOAD_STEPS_H
#define IXC_LOAD_STEPS_H

#include "core/diag.h"
#include "model/fixture.h"
#include "model/suite.h"
#include "xml/document.h"

/* Names of all step elements, NULL-terminated; static. */
const char *const *step_names(void);

/* Is this the element of a step? */
bool step_is(const struct xml_node *n);

/*
 * Read a step with all below it.  Never NULL for an element that step_is();
 * what is wrong is in 'diag', and the step can then only be used for further
 * checks.
 */
struct step *step_read(
    const struct xml_node *n, const struct suite *suite, struct diag *diag);

#endif
