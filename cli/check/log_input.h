/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log of a server, for 'check --log': its options, the plain transcript
 * that is made of it, and what is said of what was found in it.
 */
#ifndef IXC_CLI_CHECK_LOG_INPUT_H
#define IXC_CLI_CHECK_LOG_INPUT_H

#include "cli/option/options.h"
#include "cli/option/workspace.h"
#include "record/summary.h"

#include <stdbool.h>
#include <stdio.h>

/* Zero-filled. */
struct log_input {
	bool is_log;      /* the files are one */
	bool is_redacted; /* ids become digests */
	const char *map_file;
	const char *transcript_file;      /* NULL: it is not kept */
	struct option_words interactions; /* none: all */
	/* Of what was made. */
	char *path;        /* the transcript; owned */
	bool is_undecided; /* something could not be made a case */
	FILE *file;      /* what 'path' names, if the user does not; or NULL */
	bool is_unnamed; /* it is in no folder */
};

/* Their options, to be added to the table of the command. */
void log_input_add_options(struct log_input *in, struct options *o);

/* Is an option of these given without --log?  Its name, or NULL. */
const char *log_input_stray(const struct log_input *in);

/*
 * Make the transcript, and say on 'out' what is in the files and what is not.
 * The workspace is loaded.  Other than EXIT_CONFORMS: there is none; said why.
 */
enum exit_status log_input_convert(struct log_input *in, char *const *files,
    unsigned count, const struct workspace *w, FILE *out, struct diag *diag);

void log_input_free(struct log_input *in);

#endif
