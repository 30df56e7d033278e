/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform: finds the subcommand and hands over.
 */
#include "cli/commands.h"
#include "cli/option/workspace.h"
#include "core/text/suggest.h"
#include "record/summary.h"
#include "release/release.h"
#include "xml/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = { &run_command, &load_command,
	&probe_command, &list_command, &show_command, &lint_command,
	&mock_command, &coverage_command, &qualify_command, &report_command,
	&merge_command, &check_command, &diff_command, &certify_command,
	&verify_command, &ics_command, &ixit_command };

/* A line for each suite, and no one has hundreds. */
#define TEXT_MAX_BYTES ((size_t)64 << 10)

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void
print_help(void)
{
	puts(
	    "usage: ixconform COMMAND [OPTION...] [NAME...]\n\n"
	    "Decides whether an Interaction Server behaves as its documented "
	    "models say:\nplays the agents and the Reporting engine, judges "
	    "order, protocol tags and\ntimeouts, and writes JUnit XML, TAP and "
	    "a recording.\n\n"
	    "commands:");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("  %-8s %s\n", commands[i]->name, commands[i]->summary);
	puts("\n'ixconform COMMAND --help' explains a command.  Start with:\n"
	     "  ixconform run                 all suites against the mock\n"
	     "  ixconform run --target FILE   ... against a server\n\n"
	     "exit status: 0 everything as expected, 1 a case failed, 2 wrong "
	     "usage, input\nfile or binding, 3 could not judge (inconclusive, "
	     "unreachable, interrupted,\nnothing selected), 4 a report could "
	     "not be written, 5 a recording is not as it\nwas written, or not "
	     "about this suite");
}

/* Of the suites that a run would find. */
static void
print_version(void)
{
	struct buf text;
	struct diag diag;
	struct workspace w = { 0 };
	diag_init(&diag);
	buf_init(&text, TEXT_MAX_BYTES);
	release_describe(&text);
	if (workspace_find(&w, &diag))
		workspace_load_suites(&w, NULL, &diag);
	for (size_t i = 0; i < w.suites.items.count; i++)
		release_describe_suite(&text, w.suites.items.items[i]);
	if (diag.error_count)
		buf_add_text(&text,
		    "suites missing or wrong: 'ixconform lint' says why\n");
	fputs(buf_text(&text), stdout);
	workspace_free(&w);
	diag_free(&diag);
	buf_free(&text);
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int
complain(const char *word)
{
	struct suggestion s;
	suggest_start(&s, word);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		suggest_offer(&s, commands[i]->name);
	suggest_offer(&s, "--help");
	suggest_offer(&s, "--version");
	fprintf(stderr, "ixconform: error: no %s is called '%s'\n",
	    *word == '-' ? "option" : "command", word);
	if (s.best)
		fprintf(stderr, "      note: did you mean '%s'?\n", s.best);
	fputs("      note: 'ixconform --help' lists them\n", stderr);
	return EXIT_USAGE;
}

static int
run_command_line(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "--help";
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
		print_version();
		return 0;
	}
	/* 'help run' is 'run --help'. */
	if (strcmp(word, "help") == 0 && argc == 3) {
		char option[] = "--help";
		char *words[] = { argv[0], argv[2], option, NULL };
		return run_command_line(3, words);
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
	    strcmp(word, "help") == 0) {
		print_help();
		return argc > 1 ? 0 : EXIT_USAGE;
	}
	const struct command *command = find_command(word);
	if (!command)
		return complain(word);
	optind = 1;
	return command->run(command, argc - 1, argv + 1);
}

/*
 * A program that was started without standard input, output or error would give
 * their numbers to the files that it opens, and print into these.  What was
 * missing can then not be written to, which is reported like a full disk.
 */
static void
fill_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", O_RDONLY) != fd &&
		    open("/", O_RDONLY) != fd)
			return; /* no file can be opened at all */
}

/* Output that was not written is not a success. */
int
main(int argc, char **argv)
{
	fill_standard_descriptors();
	xml_memory_init();
	/* A file that gets too large is then a write that fails, and is told.
	 */
	signal(SIGXFSZ, SIG_IGN);
	int status = run_command_line(argc, argv);
	bool had_failed = ferror(stdout);
	bool failed = fflush(stdout) != 0;
	if (!failed && !had_failed)
		return status;
	/* What an earlier failure was is not known any more. */
	fprintf(stderr,
	    "ixconform: error: cannot write to standard output%s%s\n",
	    failed ? ": " : "", failed ? strerror(errno) : "");
	return status == EXIT_CONFORMS || status == EXIT_UNDECIDED
	    ? EXIT_UNWRITTEN
	    : status;
}
