/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command prints on: is it a terminal, how wide, with which
 * characters, in colour or without.
 *
 * The only place that decides about colour, for standard output and standard
 * error alike.
 */
#ifndef IXC_CLI_OPTION_TERMINAL_H
#define IXC_CLI_OPTION_TERMINAL_H

#include "cli/option/options.h"
#include "core/diag.h"
#include "reports/console.h"

#include <stdbool.h>
#include <stdio.h>

/* What --colour says. */
enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* --colour; *ret_choice becomes an enum colour_choice. */
struct option_row colour_option(unsigned *ret_choice);

/*
 * By default only on a terminal that is not dumb, and without a non-empty
 * variable NO_COLOR.
 */
bool colour_is_wanted(enum colour_choice choice, FILE *out);

/* Terminal, width and character set of 'out'; the colour stays. */
void look_at_terminal(FILE *out, struct console_options *ret);

/* Print what was collected on stderr. */
void print_diagnostics_as(const struct diag *diag, enum colour_choice choice);

/* For commands without --colour. */
void print_diagnostics(const struct diag *diag);

#endif
