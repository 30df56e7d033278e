/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command works on: the data folder, the target with the changes of the
 * command line, and the suites, with the target's own setups in them.
 *
 * Found and loaded here, in one order, for all commands.
 */
#ifndef IXC_CLI_OPTION_WORKSPACE_H
#define IXC_CLI_OPTION_WORKSPACE_H

#include "cli/option/selection.h"
#include "cli/option/target_overrides.h"
#include "core/diag.h"
#include "model/target.h"

/* Zero-filled, except for what options set. */
struct workspace {
	const char *data_option; /* NULL: search for it */
	const char *target_file; /* NULL: that of the embedded mock */
	struct target_overrides overrides;
	char *data, *schema;   /* folders; NULL: not found yet */
	struct target *target; /* NULL: not loaded */
	struct suites suites;
};

/* --data, and --target, which is another thing for each command. */
struct option_row data_option(struct workspace *w);
struct option_row target_option(struct workspace *w, const char *help);

/*
 * Find the folder that holds suites/, fixtures/, schema/ and targets/: the one
 * that --data names, otherwise the environment's IXCONFORM_DATA,
 * share/ixconform next to the program, the source tree around it, the installed
 * one.  False after reporting; may be called again.
 */
bool workspace_find(struct workspace *w, struct diag *diag);

/* Once it is found: the target, as changed.  NULL after reporting. */
struct target *workspace_read_target(
    const struct workspace *w, struct diag *diag);

/*
 * Once it is found: the suites, with the setups of 'target' (or NULL) in place
 * of theirs.  False after reporting; as many as possible are loaded.
 */
bool workspace_load_suites(
    struct workspace *w, const struct target *target, struct diag *diag);

/*
 * All of it.  False after reporting every mistake; everything correct is
 * loaded.
 */
bool workspace_load(struct workspace *w, struct diag *diag);

/*
 * Is all of it sound of which cases are selected?  What lint calls an error is
 * one here.  False after reporting.
 */
bool workspace_is_sound(const struct workspace *w,
    const struct selection *selection, struct diag *diag);

void workspace_free(struct workspace *w);

#endif
