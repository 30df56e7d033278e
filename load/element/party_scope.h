/* SPDX-License-Identifier: Apache-2.0 */
/*
 * <party name="reporting" scope="run" phase="…"/>: whose a party is, the run's
 * or the case's own; and at which server it is opened.
 */
#ifndef IXC_LOAD_ELEMENT_PARTY_SCOPE_H
#define IXC_LOAD_ELEMENT_PARTY_SCOPE_H

#include "core/diag.h"
#include "xml/document.h"

/*
 * The party of the element, as a set of one bit by position in party_names();
 * 0 after an error.  'scope' is "run", which needs a phase, or "case": what may
 * stand there.
 */
unsigned party_scope_read(
    const struct xml_node *n, const char *scope, struct diag *diag);

/* <party name="agent2" server="server2"/>: the same of any party. */
unsigned party_server_read(const struct xml_node *n, struct diag *diag);

#endif
