/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks a target against a suite: does it provide everything that the cases
 * need?
 */
#ifndef IXC_LINT_TARGET_CHECK_H
#define IXC_LINT_TARGET_CHECK_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

/* The timer of every receive without its own within=. */
#define RESPONSE_TIMER "response-timeout"

/*
 * Readings and setups that the target names: each belongs to one of the suites,
 * which must be all suites.  False after at least one error in 'diag'.
 */
bool target_check_names(const struct target *t, struct suite *const *suites,
    size_t count, struct diag *diag);

/*
 * Background messages that the target names, timers and values that the
 * fixtures name, pools large enough for each single case.  False after at least
 * one error in 'diag'.
 */
bool target_check(
    const struct target *t, const struct suite *s, struct diag *diag);

/*
 * Warns where the answer to a request may come as late as the end of a timer
 * that the cases say the server has (<while>).
 */
void target_check_timers(
    const struct target *t, const struct suite *s, struct diag *diag);

/* Warns where the target's tolerance hides a restarted timer. */
void target_check_tolerance(
    const struct target *t, const struct suite *s, struct diag *diag);

/*
 * The certificates and keys that the target names must be in PEM, and a key not
 * encrypted: there is no prompt for a pass phrase.  A file that cannot be read
 * is an error if it is used, otherwise a warning; a secret is reported when it
 * is read.
 */
void target_check_files(
    const struct target *t, bool are_used, struct diag *diag);

#endif
