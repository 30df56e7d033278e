/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the elements that name another case and its parties: <after> and
 * <play>.
 */
#ifndef IXC_LOAD_ELEMENT_PREAMBLES_H
#define IXC_LOAD_ELEMENT_PREAMBLES_H

#include "core/diag.h"
#include "model/fixture.h"
#include "xml/document.h"

/* The element has been checked against its rule; links.h finds the case. */
void preamble_read(
    struct preamble *ret, const struct xml_node *n, struct diag *diag);

#endif
