/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads when="R4=allow|require" of a step or a case.
 */
#ifndef IXC_LOAD_ELEMENT_CONDITIONS_H
#define IXC_LOAD_ELEMENT_CONDITIONS_H

#include "core/diag.h"
#include "model/fixture.h"
#include "model/suite.h"
#include "xml/document.h"

/* The suite's readings are already known; 'when' stays empty without one. */
void condition_read(struct condition *when, const struct xml_node *n,
    const struct suite *suite, struct diag *diag);

/* Does the reading know this value? */
bool reading_knows(const struct reading *r, const char *value);

/* Report an unknown reading or value at 'at', with a suggestion. */
void reading_report_unknown(const struct suite *suite, const struct place *at,
    const char *name, struct diag *diag);

void reading_report_value(const struct reading *r, const struct place *at,
    const char *value, struct diag *diag);

#endif
