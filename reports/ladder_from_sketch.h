/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case requires, as a ladder diagram.
 */
#ifndef IXC_REPORTS_LADDER_FROM_SKETCH_H
#define IXC_REPORTS_LADDER_FROM_SKETCH_H

#include "model/sketch.h"
#include "reports/ladder.h"

/* Add its lines; what the finding is about is marked. */
void ladder_from_sketch(const struct sketch *sketch, struct ladder *into);

#endif
