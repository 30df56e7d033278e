/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command line changes about a target: --timer and --reading.
 */
#ifndef IXC_CLI_OPTION_ADJUST_H
#define IXC_CLI_OPTION_ADJUST_H

#include "core/diag.h"
#include "core/vec.h"
#include "model/target.h"

/* Texts as given, "NAME=VALUE"; borrowed. */
struct adjustments {
	VEC(char *) timers;
	VEC(char *) readings;
};

/* Whether a reading exists is target_check()'s to say.  Mistakes go to 'diag'.
 */
void adjust_target(
    struct target *target, const struct adjustments *a, struct diag *diag);

#endif
