/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Settings of a server, as a target says them and as a fixture names those
 * under which a case cannot be judged.
 */
#ifndef IXC_LOAD_ELEMENT_SERVER_OPTIONS_H
#define IXC_LOAD_ELEMENT_SERVER_OPTIONS_H

#include "core/diag.h"
#include "model/fixture.h"
#include "xml/document.h"

#include <stdbool.h>

/*
 * Is there an option of that name, which can have that value?  False after an
 * error.
 */
bool server_option_check(const struct xml_attribute *name,
    const struct xml_attribute *value, struct diag *diag);

/* An <unless>; its texts are the caller's, and empty where one is wrong. */
struct exclusion exclusion_read(const struct xml_node *n, struct diag *diag);

#endif
