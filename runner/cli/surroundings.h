/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command finds around it: its data files, the terminal, the
 * environment, signals.
 */
#ifndef IXC_RUNNER_CLI_SURROUNDINGS_H
#define IXC_RUNNER_CLI_SURROUNDINGS_H

#include "core/diag.h"
#include "reports/console.h"
#include "runner/model/target.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * The folder that holds suites/, fixtures/, schema/ and targets/: 'named' (an
 * option) or else the environment's IXCONFORM_DATA, share/ixconform beside the
 * program, the source tree around it, the installed one.  NULL after reporting
 * to 'diag'; the caller frees it.
 */
char *find_data_folder(const char *named, struct diag *diag);

/* DATA/FOLDER/NAME; the caller frees it. */
char *data_path(const char *data, const char *folder, const char *name);

/* The machine's name, or "localhost" when it has none. */
void find_host_name(char *into, size_t size);

/* Print what was collected on stderr, in colour on a terminal. */
void print_diagnostics(const struct diag *diag);

/* "never", "always" or "auto"; false for anything else. */
bool wants_colour(const char *word, FILE *out, bool *ret_colour);

/* Terminal, width and character set of 'out'. */
void look_at_terminal(FILE *out, struct console_options *ret);

/*
 * The target's secret, from its file or environment variable, without the end
 * of line; "" without credentials.  NULL after reporting; the caller frees it.
 */
char *find_secret(const struct target *target, struct diag *diag);

/*
 * From here on SIGINT, SIGTERM and SIGHUP are noted, a second one of the same
 * ends the process at once, and SIGPIPE is ignored.  False when that cannot be
 * set up.
 */
bool watch_signals(void);

/* A descriptor that becomes readable with the first signal, or -1. */
int signal_fd(void);

/* Wait for a signal. */
void wait_for_signal(void);

#endif
