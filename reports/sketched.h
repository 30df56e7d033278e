/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case requires, as a ladder diagram.
 */
#ifndef IXC_REPORTS_SKETCHED_H
#define IXC_REPORTS_SKETCHED_H

#include "model/sketch.h"
#include "reports/ladder.h"

/* Add its lines; what the finding is about is marked. */
void sketched_draw(const struct sketch *sketch, struct ladder *into);

#endif
