/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the <pool> of a target: what cases may use. */
#ifndef IXC_LOAD_TARGET_POOL_H
#define IXC_LOAD_TARGET_POOL_H

#include "core/diag.h"
#include "model/target.h"
#include "xml/document.h"

/* More than a run can use at a time; count="" beyond it is a slip. */
#define POOL_MAX 100000

void target_pool_read(
    struct target *t, const struct xml_node *pool, struct diag *diag);

#endif
