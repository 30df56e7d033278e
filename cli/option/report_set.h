/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a run's events go: the console, and the report files that were asked
 * for.
 *
 * Shared by the commands that make reports of a run, live or recorded.  One
 * table lists the kinds of reports; the options, the files and their ends are
 * derived from it.
 */
#ifndef IXC_CLI_OPTION_REPORT_SET_H
#define IXC_CLI_OPTION_REPORT_SET_H

#include "cli/option/options.h"
#include "cli/option/terminal.h"
#include "cli/shard/engines.h"
#include "core/diag.h"
#include "core/vec.h"
#include "model/target.h"
#include "record/report.h"
#include "reports/annotations.h"
#include "reports/console.h"

#include <stdbool.h>
#include <stdint.h>

/* Room for more kinds of reports than exist. */
#define REPORT_KINDS_MAX 16

struct report_file {
	const char *path;      /* NULL: not asked for */
	struct report *report; /* NULL: not open */
};

/* Zero-filled; options and owner fill in all down to 'is_stepped'. */
struct report_set {
	struct report_file files[REPORT_KINDS_MAX]; /* by kind */
	unsigned junit_style, volume, colour;       /* as options choose */
	struct report_style style;
	bool is_annotated; /* lines for GitHub's runner, in addition to the
			    * console */
	struct console_options console_options;
	bool is_stdout_taken; /* something else is written there */
	bool is_stepped;      /* the run is stepped through on the terminal: the
			       * console draws its ladder, and no progress line */
	struct buf replay;    /* the command that judges a case again */
	struct buf told_replay, recording; /* that, and the recording, as
					    * reports have them */
	struct console *console;
	struct annotations *annotations;
	VEC(struct sink *) sinks;
};

/* The file of that kind, such as &junit_report. */
struct report_file *report_set_file(
    struct report_set *s, const struct report_kind *kind);

/*
 * Their options and those of the console, each at its default until it is read.
 * A recording is not recorded again.
 */
void report_set_add_options(
    struct report_set *s, struct options *o, bool is_of_recording);

/* --ics and --waivers, of commands whose reports show both. */
struct option_row ics_option(const char **file);
struct option_row waivers_option(const char **file);

/*
 * What the engine that said which shard this is wants of it (NULL: the user
 * said so): Bazel takes a test that does not touch its file for one that ran
 * whole in each shard, and names the JUnit file.  False with *ret_problem,
 * which the caller frees.
 */
bool report_set_heed_engine(struct report_set *s, const struct engine *engine,
    const struct variables *v, char **ret_problem);

/*
 * Before they are opened: they say how a case of that recording is judged
 * again (NULL: of the recording among them, if it is a file).
 */
void report_set_name_recording(struct report_set *s, const char *path);

/* Is one of those that are open about the files, too? */
bool report_set_names_files(const struct report_set *s);

/* A kind of report that was asked for, or NULL. */
const struct report_kind *report_set_asked(const struct report_set *s);

/*
 * No report may be the file that something else names, such as "--baseline"
 * (NULL: nothing).  False after reporting to 'diag'; the report is given up.
 */
bool report_set_spare(struct report_set *s, const char *name, const char *path,
    struct diag *diag);

/*
 * None that is open may be a file that the target refers to, such as its
 * secret.  False after reporting to 'diag'; such a report is given up.
 */
bool report_set_spare_target(
    struct report_set *s, const struct target *target, struct diag *diag);

/*
 * Open all of them, so that a path that cannot be written to is known before a
 * run.  One file may be "-", standard output; the console then has standard
 * error.  False after reporting to 'diag'; those that could be opened are, and
 * say why there was no run.
 */
bool report_set_open(struct report_set *s, struct diag *diag);

/* Open them again: what was written so far is useless. */
bool report_set_reopen(struct report_set *s, struct diag *diag);

/* Why there was no run, for the reports of CI systems. */
void report_set_explain(
    struct report_set *s, const char *problem, int64_t wall_s);

/* The same: the first error of 'diag', if there is one. */
void report_set_explain_error(struct report_set *s, const struct diag *diag);

/*
 * Write out.  Each that cannot be written is reported to 'diag', costs only
 * itself, and makes the result false.
 */
bool report_set_close(struct report_set *s, struct diag *diag);

/* What was not closed is not written. */
void report_set_free(struct report_set *s);

/*
 * Of a load: the console, the first of the sinks, has its account instead of
 * the cases, unless their messages are to be shown.
 */
bool report_set_is_brief(const struct report_set *s);

#endif
