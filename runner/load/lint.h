/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a grammar cannot say: finds fixtures that load, but cannot mean what
 * their author meant.  Each finding carries the name of its rule.
 *
 * Errors: undefined-capture, contradictory-window, undocumented-message,
 * missing-requirement.  Warnings: unreachable, single-branch, unexercised-row,
 * unknown-attribute, unanswered-request, unrelated-answer, ambiguous-label,
 * alike-branches, message-race, many-configurations.
 */
#ifndef IXC_RUNNER_LOAD_LINT_H
#define IXC_RUNNER_LOAD_LINT_H

#include "core/diag.h"
#include "runner/model/suite.h"

/* The suite was loaded without errors. */
void lint_suite(const struct suite *s, struct diag *diag);

#endif
