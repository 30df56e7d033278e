/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a recorded run about the suite at hand: the same files, and the same list
 * of cases?
 */
#ifndef IXC_EVIDENCE_HELD_SUITE_H
#define IXC_EVIDENCE_HELD_SUITE_H

#include "evidence/at_hand.h"
#include "evidence/doubt.h"

void held_files(
    struct doubts *d, const struct run_facts *run, const struct at_hand *here);

/* Without any at hand there is nothing to compare with. */
void held_suites(
    struct doubts *d, const struct run_facts *run, const struct at_hand *here);

#endif
