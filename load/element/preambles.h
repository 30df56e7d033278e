/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads what names another case, and who plays in it: <after> and <play>.
 */
#ifndef IXC_LOAD_ELEMENT_PREAMBLES_H
#define IXC_LOAD_ELEMENT_PREAMBLES_H

#include "core/diag.h"
#include "model/fixture.h"
#include "xml/document.h"

/* The element was held against its rule; links.h finds the case. */
void preamble_read(
    struct preamble *ret, const struct xml_node *n, struct diag *diag);

#endif
