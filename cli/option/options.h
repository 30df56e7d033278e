/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options of a subcommand: a table with one row each, parsed with
 * getopt_long().  A row has the option's name and argument, its help, and where
 * its value goes; everything else about an option (whether it may be repeated,
 * what is wrong with its value) follows from that.
 *
 * A row that several commands share exists once, as a function that returns it
 * for the place where a command needs the value.
 */
#ifndef IXC_CLI_OPTION_OPTIONS_H
#define IXC_CLI_OPTION_OPTIONS_H

#include "core/buf.h"
#include "core/vec.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* As much as a shell takes. */
#define COMMAND_MAX_BYTES ((size_t)128 << 10)

/* What an option was given, each time; borrowed from the command line. */
struct option_words {
	char **items;
	size_t count;
	size_t capacity;
};

struct option_row {
	const char *name;     /* without the dashes */
	char letter;          /* short form, or 0 */
	const char *argument; /* what follows, in capitals; NULL: nothing */
	const char *help;     /* one or more lines, newline between them */

	/* Where its value goes; one of these is set. */
	bool *flag;
	const char **text; /* borrowed from the command line; two options with
			      one text are two names of one option */
	int64_t *time_ns;  /* more than 0 */
	unsigned *number;  /* 'value' without an argument, the position of a
			    * choice, otherwise a number from 'min' to 'max' */
	struct option_words *words; /* only such an option may be repeated */

	unsigned value, min, max;
	const char *const *choices; /* of numbers and words; ends with NULL */
	const char *requires;       /* another option, or NULL */
	bool is_of_case; /* makes a difference to a case, so it belongs to the
			  * command that runs it again */
};

struct command {
	const char *name;
	const char *summary;  /* for the list of commands */
	const char *usage;    /* "run [OPTION...] [CASE...]" */
	const char *text;     /* what it does, below the usage */
	const char *examples; /* or NULL */
	int (*run)(const struct command *self, int argc, char **argv);
};

/* The table of a command, and the rest of its line; zero-filled. */
struct options {
	const struct command *command;
	VEC(struct option_row) rows;
	struct buf *again;  /* gets the options of cases as they were given; or
			       NULL */
	char *const *words; /* what is not an option; borrowed */
	unsigned word_count;
};

/* Append rows, up to one without a name.  The texts in them live longer. */
void options_add(struct options *o, const struct option_row *rows);

enum options_end {
	OPTIONS_READ,
	OPTIONS_WRONG, /* reported on stderr: give up with exit status 2 */
	OPTIONS_HELP,  /* help was printed: stop with exit status 0 */
};

/*
 * Read all options, also after a wrong one: there may be more errors, and
 * reports to write.  The table is empty afterwards.  Every command has --help,
 * without a row.
 */
enum options_end options_read(struct options *o, int argc, char **argv);

/* A message in the common form on stderr, with the command to ask for help. */
void options_complain(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Append the word so that a shell reads it as one. */
void options_quote(struct buf *into, const char *word);

/*
 * Append a command line of such words as reports have it: without the folders
 * of this machine, as source_public_name() says.  A word may also be an option
 * with its value ("--target=/srv/x.xml", "-t/srv/x.xml").
 */
void options_publish(struct buf *into, const char *command);

/* The same of a word that is not quoted. */
void options_publish_word(struct buf *into, const char *word);

#endif
