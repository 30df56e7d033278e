/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of lint.h, by what they look at.  Private to lint.
 */
#ifndef IXC_RUNNER_LOAD_LINT_RULES_H
#define IXC_RUNNER_LOAD_LINT_RULES_H

#include "core/diag.h"
#include "runner/model/suite.h"

/* diag_error() with the name of a rule. */
void lint_error(struct diag *diag, const struct place *at, const char *rule,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* unreachable, single-branch */
void lint_blocks(const struct fixture_case *c, struct diag *diag);

/* contradictory-window */
void lint_windows(const struct fixture_case *c, struct diag *diag);

/* disconnected-party */
void lint_parties(const struct fixture_case *c, struct diag *diag);

/* unexercised-row */
void lint_rows(const struct fixture *f, struct diag *diag);

/* undocumented-message */
void lint_documented(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* unprobed-state */
void lint_states(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* unanswered-request, unrelated-answer */
void lint_answers(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* unknown-attribute */
void lint_attributes(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* undefined-capture */
void lint_captures(const struct fixture_case *c, struct diag *diag);

/* ambiguous-label, alike-branches */
void lint_ambiguity(const struct fixture_case *c, struct diag *diag);

/* message-race */
void lint_races(const struct fixture_case *c, struct diag *diag);

/* many-configurations */
void lint_width(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* open-timer */
void lint_timers(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* Does the condition hold under the suite's own choice of readings? */
bool lint_holds_by_default(
    const struct suite *suite, const struct condition *when);

#endif
