/* SPDX-License-Identifier: Apache-2.0 */
/* Can two expectations be distinguished by their text?  For lint. */
#ifndef IXC_LINT_RECEIVE_OVERLAP_H
#define IXC_LINT_RECEIVE_OVERLAP_H

#include "model/fixture.h"

#include <stdbool.h>

/* Same party, protocol and message? */
bool receives_share_label(const struct step *a, const struct step *b);

/*
 * Of the same label, and nothing in attributes or answers= that only one of
 * them can have: one message could be either.  Values and expressions that are
 * written differently count as different.
 */
bool receives_overlap(const struct step *a, const struct step *b);

#endif
