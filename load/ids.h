/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ids of the steps of a case: each names one step, unless two steps can never
 * both be part of the same run.
 */
#ifndef IXC_LOAD_IDS_H
#define IXC_LOAD_IDS_H

#include "core/diag.h"
#include "model/fixture.h"

/* Report ids used twice in the case. */
void ids_check(const struct fixture_case *c, struct diag *diag);

/* Do the conditions name one reading and share none of its values? */
bool conditions_exclude(const struct condition *a, const struct condition *b);

/* Does 'wide', which names a reading, hold wherever 'narrow' does? */
bool conditions_imply(
    const struct condition *narrow, const struct condition *wide);

#endif
