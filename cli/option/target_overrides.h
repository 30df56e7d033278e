/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command line changes about a target: --timer and --reading.
 */
#ifndef IXC_CLI_OPTION_TARGET_OVERRIDES_H
#define IXC_CLI_OPTION_TARGET_OVERRIDES_H

#include "core/diag.h"
#include "core/vec.h"
#include "model/target.h"

/* Texts as given, "NAME=VALUE"; borrowed. */
struct target_overrides {
	VEC(char *) timers;
	VEC(char *) readings;
};

/* Whether a reading exists is target_check()'s to say.  Mistakes go to 'diag'.
 */
void target_overrides_apply(
    struct target *target, const struct target_overrides *a, struct diag *diag);

#endif
