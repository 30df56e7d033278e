/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a message fit an event: its answered request, its attributes, its time?
 */
#ifndef IXC_JUDGE_FIT_H
#define IXC_JUDGE_FIT_H

#include "judge/match_data.h"

enum fit match_fit(struct match *m, const struct config *c, unsigned event,
    unsigned record, struct misfit *ret);

/* The finding for a misfit; FINDING_UNEXPECTED if it fits after all. */
enum finding match_finding_of(enum fit fit);

/* The required attributes and types that the catalogue states. */
bool match_fits_catalogue(
    const struct match *m, const struct record *r, struct misfit *ret);

bool match_fits_ban(struct match *m, const struct config *c,
    const struct pattern_ban *ban, unsigned record);

/* Are the receives of an absent forbidden, as seen from a configuration? */
bool match_ban_in_force(const struct match *m, const struct config *c,
    const struct pattern_ban *ban, const struct record *r);

/* Evaluate an expression as seen from a configuration, into m->scratch. */
bool match_evaluate(
    struct match *m, const struct config *c, const struct expression *e);

/* The same as a text, which lives until m->scratch or 'scratch' changes. */
const char *match_text(struct match *m, const struct config *c,
    const struct expression *e, char *scratch);

/* The path a test looks at, with names filled in; valid until m->scratch
 * changes. */
const char *match_test_path(
    struct match *m, const struct config *c, const struct compiled_test *t);

/* The first of the bans in force that forbids the record, or NULL. */
const struct pattern_ban *match_find_ban(
    struct match *m, const struct config *c, unsigned record);

#endif
