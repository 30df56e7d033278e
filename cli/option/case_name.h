/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How users write the name of a suite, phase or case: with slashes as all our
 * reports do, with dots as JUnit joins its class and name, or copied with its
 * line of TAP.
 *
 * Sits between the commands, which know what exists, and their arguments.
 */
#ifndef IXC_CLI_OPTION_CASE_NAME_H
#define IXC_CLI_OPTION_CASE_NAME_H

#include "core/diag.h"
#include "core/text/suggest.h"

#include <stdbool.h>

/* A case, a phase (without 'name') or a suite (without 'phase'). */
struct case_name {
	const char *suite, *phase, *name;
};

/*
 * The word without what was copied with it: what TAP puts around a name, and
 * the slash that completion leaves after a suite or phase.  The caller frees
 * it.
 */
char *case_name_word(const char *word);

/*
 * As case_name_word(), for names in fixtures: without the "#17" of one of the
 * repetitions of a run.
 */
char *case_name_fixture_word(const char *word);

/* "conference/setup/agent-logs-in/logs-in"; the caller frees it. */
char *case_name_path(const struct case_name *n);

/*
 * Does the word, as made by case_name_word(), match this?  It may contain wild
 * cards; a case may also be named without its suite.
 */
bool case_name_fits(const struct case_name *n, const char *word);

/* How the names of setups begin, as phases; and a name for all of a suite's. */
#define CASE_NAME_SETUPS "setup"

/*
 * Does it match the case, its phase, its suite, or the suite's setups?  The
 * name of a case matches all its repetitions, such as "one-invitee#17".
 */
bool case_name_includes(const struct case_name *n, const char *word);

/* The known name nearest to a word that matches none. */
struct near_name {
	char *word; /* owned; dots are slashes */
	struct suggestion suggestion;
	char *best;  /* owned, or NULL */
	char *first; /* owned: of those that are not near, or NULL */
};

void near_name_start(struct near_name *n, const char *word);

/*
 * Takes ownership of 'name': it is near as a whole or in its last part,
 * otherwise the first that the word is a part of.
 */
void near_name_offer(struct near_name *n, char *name);

/*
 * Report that a recording or transcript has no case of that name, and what may
 * have been meant.
 */
void near_name_complain(const struct near_name *n, const char *path,
    const char *word, struct diag *diag);

/* Zero-filled is fine. */
void near_name_free(struct near_name *n);

#endif
