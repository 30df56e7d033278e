/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of lint.h, by what they look at, and what they share.  Private to
 * lint.
 */
#ifndef IXC_LINT_LINT_RULES_H
#define IXC_LINT_LINT_RULES_H

#include "core/diag.h"
#include "model/suite.h"

/* diag_error() with the name of a rule. */
void lint_error(struct diag *diag, const struct place *at, const char *rule,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Does the condition hold under the suite's own choice of readings? */
bool lint_holds_by_default(
    const struct suite *suite, const struct condition *when);

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

/* For a rule that is an error in clear cases and otherwise a warning. */
enum lint_level { LINT_ERRORS, LINT_WARNINGS };

/* unknown-attribute */
void lint_attributes(const struct suite *s, const struct fixture_case *c,
    enum lint_level level, struct diag *diag);

/* unknown-attribute, of {id.path} */
void lint_references(const struct suite *s, const struct fixture_case *c,
    enum lint_level level, struct diag *diag);

/* forgotten-braces */
void lint_braces(const struct fixture_case *c, struct diag *diag);

/* unregistered-party, unbound-role */
void lint_cast(
    const struct suite *s, const struct fixture_case *c, struct diag *diag);

/* Does the catalogue list the attribute, or something that may contain it? */
bool lint_knows_path(const struct message_spec *m, const char *path);

/*
 * The attribute of which the path is a typing error, or NULL; the nearest one
 * in *ret_near, or NULL.
 */
const char *lint_meant_path(
    const struct message_spec *m, const char *path, const char **ret_near);

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

#endif
