/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies the steps of a case into another one that plays them, too (<play>),
 * with other parties in the roles.
 */
#ifndef IXC_MODEL_STEP_COPY_H
#define IXC_MODEL_STEP_COPY_H

#include "model/fixture.h"

/*
 * The step and all below it, with the places of the original; the caller owns
 * it.  'cast' says which party each one is, also within braces, and 'play' is
 * the STEP_PLAY that it is copied into, which must outlive it.  The original
 * must outlive what is read of it: what the cast does not change is borrowed
 * from there, since a suite of thousands of cases has mostly copies.
 */
struct step *step_copy(
    const struct step *s, const struct cast *cast, const struct step *play);

#endif
