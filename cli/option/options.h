/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options of a subcommand: a table, parsed with getopt_long(), so that a wrong
 * one is told with a suggestion and --help is made from the same table.
 */
#ifndef IXC_CLI_OPTION_OPTIONS_H
#define IXC_CLI_OPTION_OPTIONS_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct option_spec {
	const char *name;     /* without the dashes */
	char letter;          /* short form, or 0 */
	const char *argument; /* what follows, in capitals; NULL: nothing */
	const char *help;     /* one or more lines, newline between them */
	bool repeats;         /* may be given more than once */
};

struct command {
	const char *name;
	const char *summary;               /* for the list of commands */
	const char *usage;                 /* "run [OPTION...] [CASE...]" */
	const char *text;                  /* what it does, below the usage */
	const struct option_spec *options; /* ends with a NULL name */
	const char *examples;              /* or NULL */
	int (*run)(const struct command *self, int argc, char **argv);
};

#define OPTION_END (-1)   /* all read; words start at argv[optind] */
#define OPTION_WRONG (-2) /* reported on stderr: give up with exit status 2 */
#define OPTION_HELP (-3)  /* help was printed: stop with exit status 0 */

/*
 * The index in 'options' of the next option, noted in 'seen', which starts as
 * 0; its argument is in 'optarg'.  One that is there twice, and may not be, is
 * wrong.  Every command has --help, without naming it.
 */
int options_next(
    const struct command *command, uint64_t *seen, int argc, char **argv);

/* A message in the common form on stderr, with the command to ask for help. */
void options_complain(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Append the word so that a shell reads it as one. */
void options_quote(struct buf *into, const char *word);

/* A time of more than 0; complains and returns false otherwise. */
bool options_time(const struct command *command, const char *option,
    const char *text, int64_t *ret_ns);

/* A whole number within bounds; complains and returns false otherwise. */
bool options_number(const struct command *command, const char *option,
    const char *text, unsigned min, unsigned max, unsigned *ret);

#endif
