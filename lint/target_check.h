/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holds a target against a suite: does it give all that the cases need?
 */
#ifndef IXC_LINT_TARGET_CHECK_H
#define IXC_LINT_TARGET_CHECK_H

#include "core/diag.h"
#include "model/suite.h"
#include "model/target.h"

/* The timer of every receive that has no within= of its own. */
#define RESPONSE_TIMER "response-timeout"

/*
 * Readings and setups that the target names: each belongs to one of the suites,
 * which are all that there are.  False after at least one error in 'diag'.
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

/* Warns where the target's tolerance hides a timer that starts anew. */
void target_check_tolerance(
    const struct target *t, const struct suite *s, struct diag *diag);

/*
 * The certificates and keys that the target names must be such, in PEM, and a
 * key not encrypted: nobody is asked for a pass phrase.  What cannot be read
 * here is an error where the files are used, else a warning; of a secret it is
 * told when that is read.
 */
void target_check_files(
    const struct target *t, bool are_used, struct diag *diag);

#endif
