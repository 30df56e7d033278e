/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cases to run: names such as "conference", or a phase or case below it
 * with wild cards ("conference/invitation-*"), compared with what the suites
 * contain.
 */
#ifndef IXC_CLI_OPTION_SELECTION_H
#define IXC_CLI_OPTION_SELECTION_H

#include "cli/option/options.h"
#include "compare/past_run.h"
#include "core/diag.h"
#include "core/vec.h"
#include "runner/exec/campaign.h"

struct suites {
	VEC(struct suite *) items;
};

/*
 * Load every suite of the data folder or, after reporting mistakes to 'diag',
 * as many as possible.  'substitutes' as for suite_load().  False after an
 * error.
 */
bool suites_load(const char *data, const struct target *substitutes,
    struct suites *ret, struct diag *diag);

void suites_free(struct suites *s);

/* Without those on request that the run is not of: what it is about. */
void suites_keep_asked(struct suites *s, const struct run_facts *run);

struct selection {
	VEC(struct planned_case) cases;
	unsigned named;       /* of them, the first ones: by words */
	struct suites suites; /* that these are of; borrowed */
};

/* What to run. */
struct wish {
	bool with_setups;   /* names can also be those of a suite's setups
			     * ("conference/setup/agent-logs-in") */
	char *const *words; /* borrowed */
	unsigned word_count;
	struct option_words excluded;
	struct option_words sections; /* "1.4"; none: all */
	struct option_words levels;   /* of requirements; none: all */
	const struct past_run *past;  /* only what needed attention in it */
	unsigned repetitions;         /* of each case; 0: it is run once */
};

/* Of what options have set. */
void wish_free(struct wish *w);

/* --exclude, --section and --level */
struct option_row exclude_option(struct wish *w);
struct option_row section_option(struct wish *w);
struct option_row level_option(struct wish *w);

/*
 * The cases that the wish names, each once, in the order of the suites; without
 * names all of them but those of suites on request.  A name or section that
 * matches nothing is an error with a suggestion.  True with no case at all:
 * everything is excluded, or passed in the past run.
 */
bool selection_make(const struct suites *suites, const struct wish *wish,
    struct selection *ret, struct diag *diag);

/* Their preambles come after them, as plan_with_assumptions() says. */
void selection_add_assumptions(struct selection *s);

/* Does the word name the case, as in a wish? */
bool selection_names(const struct planned_case *p, const char *word);

/* Is one of the suite's cases selected?  NULL: all are. */
bool selection_has(const struct selection *s, const struct suite *suite);

/*
 * Check the target against the suites: what it names belongs to one of them,
 * and it has everything that the suites of selected cases need.  False after an
 * error.
 */
bool selection_check_target(const struct selection *s,
    const struct suites *suites, const struct target *target,
    struct diag *diag);

void selection_free(struct selection *s);

#endif
