/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a grammar cannot express: finds fixtures that load, but cannot mean what
 * their author meant.  Each finding carries the name of its rule.
 *
 * Errors, which a run refuses as well: undefined-capture, contradictory-window,
 * undocumented-message, missing-requirement, disconnected-party,
 * many-configurations.  Warnings: unreachable, single-branch, unexercised-row,
 * unknown-attribute, unanswered-request, unrelated-answer, ambiguous-label,
 * alike-branches, message-race, unprobed-state.
 */
#ifndef IXC_LINT_LINT_H
#define IXC_LINT_LINT_H

#include "core/diag.h"
#include "model/suite.h"

/* The suite was loaded without errors. */
void lint_suite(const struct suite *s, struct diag *diag);

/* The rules that are errors, without the others. */
void lint_suite_errors(const struct suite *s, struct diag *diag);

#endif
