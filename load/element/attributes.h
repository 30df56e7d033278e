/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the <attribute> elements of a send (what to set) or a receive (what to
 * expect).
 */
#ifndef IXC_LOAD_ELEMENT_ATTRIBUTES_H
#define IXC_LOAD_ELEMENT_ATTRIBUTES_H

#include "core/diag.h"
#include "model/fixture.h"
#include "xml/document.h"

/*
 * Add one to step->attributes.  'spec' (may be NULL) is the catalogue's entry
 * of the step's message and gives the type of what is sent.  Names in braces
 * are checked for form only.
 */
void attribute_read(struct step *step, const struct xml_node *n,
    const struct message_spec *spec, struct diag *diag);

#endif
