/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files with the figures of a load: the account as JSON, a line of CSV for
 * each second, and percentiles; of a load under way, and of a recorded one.
 */
#ifndef IXC_CLI_LOAD_LOAD_FILES_H
#define IXC_CLI_LOAD_LOAD_FILES_H

#include "cli/option/options.h"
#include "cli/option/outputs.h"
#include "loadtest/account.h"

/* Zero-filled. */
struct load_files {
	struct json_result json;
	const char *csv_path;    /* NULL: not asked for */
	const char *percentiles; /* a folder; NULL: not asked for */
	struct output *csv;
	bool is_claimed; /* something was written to it */
};

/* --json, --csv and --percentiles. */
void load_files_add_options(struct load_files *f, struct options *t);

/* The option of one that was asked for, or NULL. */
const char *load_files_asked(const struct load_files *f);

/* False after reporting; what could be opened is. */
bool load_files_open(struct load_files *f, struct diag *diag);

/* A second is over. */
void load_files_take(struct load_files *f, const struct second *one);

/*
 * The load is over: write what is written at its end.  NULL: there was none, of
 * which there is nothing to say.  False after reporting.
 */
bool load_files_close(
    struct load_files *f, const struct account *a, struct diag *diag);

/* Of 'json' the end is json_result_end(). */
void load_files_free(struct load_files *f);

#endif
