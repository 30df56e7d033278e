/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Under which tag a party sends or receives a message, and whether the
 * catalogue has it that way at all.
 */
#ifndef IXC_LOAD_ELEMENT_DIRECTION_H
#define IXC_LOAD_ELEMENT_DIRECTION_H

#include "core/diag.h"
#include "model/catalogue.h"
#include "xml/document.h"

/*
 * The tag of a <send> or <receive>: its protocol=, or else that under which the
 * catalogue lets such a party have the message; the caller frees it.  'spec'
 * and 'role' are NULL for what was reported as unknown.
 */
char *direction_read_sent(const struct xml_node *n,
    const struct message_spec *spec, const enum party_role *role,
    struct diag *diag);

char *direction_read_received(const struct xml_node *n,
    const struct message_spec *spec, const enum party_role *role,
    struct diag *diag);

#endif
