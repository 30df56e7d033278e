/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a recorded run judged by what its target file says, which is embedded, and
 * by what its command line changes about that?
 */
#ifndef IXC_EVIDENCE_HELD_TARGET_H
#define IXC_EVIDENCE_HELD_TARGET_H

#include "evidence/doubt.h"
#include "model/event.h"

/* Older recordings have no such file. */
void held_target(struct doubts *d, const struct run_facts *run);

#endif
