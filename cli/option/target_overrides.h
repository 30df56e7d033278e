/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command line changes about a target: --timer, --reading and
 * --insecure.
 */
#ifndef IXC_CLI_OPTION_TARGET_OVERRIDES_H
#define IXC_CLI_OPTION_TARGET_OVERRIDES_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "model/target.h"

#include <stdbool.h>

/* Texts as given, "NAME=VALUE"; borrowed. */
struct target_overrides {
	struct option_words timers, readings;
	bool is_insecure;
};

/* --timer, --reading and --insecure */
struct option_row timer_option(struct target_overrides *o);
struct option_row reading_option(struct target_overrides *o);
struct option_row insecure_option(struct target_overrides *o);

/* target_check() decides whether a reading exists.  Mistakes go to 'diag'. */
void target_overrides_apply(
    struct target *target, const struct target_overrides *a, struct diag *diag);

void target_overrides_free(struct target_overrides *o);

#endif
