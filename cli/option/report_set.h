/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a run's events go: the console, and the report files that were asked
 * for.
 *
 * Shared by the commands that make reports of a run, live or recorded.
 */
#ifndef IXC_CLI_OPTION_REPORT_SET_H
#define IXC_CLI_OPTION_REPORT_SET_H

#include "cli/option/options.h"
#include "cli/option/terminal.h"
#include "core/diag.h"
#include "core/vec.h"
#include "model/target.h"
#include "record/ndjson.h"
#include "reports/annotations.h"
#include "reports/console.h"
#include "reports/html/html.h"
#include "reports/junit.h"
#include "reports/markdown.h"
#include "reports/tap.h"

#include <stdbool.h>
#include <stdint.h>

/* Filled in by the owner down to 'console_options', the rest starts as zero. */
struct report_set {
	const char *junit_file, *tap_file, *html_file, *markdown_file,
	    *ndjson_file;     /* NULL: none */
	bool annotates;       /* the JUnit file has places, too */
	unsigned tap_version; /* 0: the default */
	bool is_annotated; /* lines for GitHub's runner, beside the console */
	enum colour_choice colour; /* COLOUR_AUTO unless an option says more */
	struct console_options console_options;
	bool is_stdout_taken; /* something else is written there */
	bool is_stepped; /* somebody steps through the run on the terminal: the
			    console draws its ladder, and no progress line */
	struct console *console;
	struct junit *junit;
	struct tap *tap;
	struct html *html;
	struct markdown *markdown;
	struct annotations *annotations;
	struct ndjson *ndjson;
	VEC(struct sink *) sinks;
};

/* Is it an option of the reports, and so no difference to any case? */
bool report_set_know(const char *name);

/*
 * Take an option whose argument is in 'optarg': --junit, --junit-style, --tap,
 * --tap-version, --html, --markdown, --ndjson, --quiet, --verbose, --ladder or
 * --colour, which a command has in its table.  False after complaining.
 */
bool report_set_take(
    struct report_set *o, const struct command *command, const char *name);

/*
 * No report may be the file that something else names, such as "--baseline"
 * (NULL: nothing).  False after reporting to 'diag'; the report is given up.
 */
bool report_set_spare(struct report_set *o, const char *name, const char *path,
    struct diag *diag);

/*
 * None that is open may be a file that the target refers to, such as its
 * secret.  False after reporting to 'diag'; such a report is given up.
 */
bool report_set_spare_target(
    struct report_set *o, const struct target *target, struct diag *diag);

/*
 * Open all of them, so that a path that cannot be written to is known before a
 * run.  One file may be "-", standard output; the console then has standard
 * error.  False after reporting to 'diag'; those that could be opened are, and
 * are told why there was no run.
 */
bool report_set_open(struct report_set *o, struct diag *diag);

/* Open them once more: what was written so far is of no use. */
bool report_set_reopen(struct report_set *o, struct diag *diag);

/* Why there was no run, for the reports of CI systems; see junit.h. */
void report_set_set_problem(
    struct report_set *o, const char *problem, int64_t wall_s);

/* The same: the first error of 'diag', if there is one. */
void report_set_note_problem(struct report_set *o, const struct diag *diag);

/*
 * Write out.  Each that cannot be written is reported to 'diag', costs only
 * itself, and makes the result false.
 */
bool report_set_close(struct report_set *o, struct diag *diag);

/* What was not closed is not written. */
void report_set_free(struct report_set *o);

#endif
