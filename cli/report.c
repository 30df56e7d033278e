/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform report: the reports of a recorded run.
 */
#include "cli/commands.h"
#include "cli/option/outlets.h"
#include "cli/option/terminal.h"
#include "core/clock.h"
#include "record/recording.h"
#include "record/tally.h"

#include <getopt.h>

enum {
	OPTION_JUNIT,
	OPTION_JUNIT_STYLE,
	OPTION_TAP,
	OPTION_TAP_VERSION,
	OPTION_HTML,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_LADDER,
	OPTION_COLOUR,
};

/* A path, quoted. */
#define REPLAY_MAX_BYTES ((size_t)128 << 10)

static const struct option_spec options[] = {
	[OPTION_JUNIT] = { "junit", 'j', "FILE",
	    "write JUnit XML, '-' for standard output" },
	[OPTION_JUNIT_STYLE] = { "junit-style", 0, "STYLE",
	    "strict (valid under the schemas, the default), or annotated:\n"
	    "with the file and line of each case" },
	[OPTION_TAP] = { "tap", 0, "FILE",
	    "write TAP, '-' for standard output" },
	[OPTION_TAP_VERSION] = { "tap-version", 0, "N",
	    "13 (the default, which all readers know) or 14" },
	[OPTION_HTML] = { "html", 0, "FILE",
	    "write a page for a browser, '-' for standard output" },
	[OPTION_QUIET] = { "quiet", 'q', NULL,
	    "print only what did not pass, and the summary" },
	[OPTION_VERBOSE] = { "verbose", 'v', NULL,
	    "print every message of every case" },
	[OPTION_LADDER] = { "ladder", 0, NULL,
	    "draw each case that did not pass, as --verbose does:\n"
	    "what happened, and what was required; with it, all" },
	[OPTION_COLOUR] = { "colour", 0, "WHEN", "auto, always or never" },
	{ 0 },
};

static enum exit_status
play(struct recording *r, struct outlets *o)
{
	bool good = recording_play(r, o->sinks.items, (unsigned)o->sinks.count);
	if (good && !recording_summary(r))
		fputs("note: the recording ends before its run did; what was "
		      "not finished is reported as aborted\n",
		    stderr);
	return good ? EXIT_CONFORMS : EXIT_USAGE;
}

/* Reports of what is no recording say so: an older one says something else. */
static enum exit_status
make_reports(const char *path, struct outlets *o, struct diag *diag)
{
	enum exit_status status = EXIT_USAGE;
	struct buf replay;
	buf_init(&replay, REPLAY_MAX_BYTES);
	buf_add_text(&replay, "ixconform check ");
	options_quote(&replay, path);
	buf_add_text(&replay, " --case");
	o->console_options.replay = &replay;
	bool good = outlets_spare(o, "the recording", path, diag);
	struct recording *r = NULL;
	if (outlets_open(o, diag) && good && (r = recording_open(path, diag)))
		status = play(r, o);
	if (r && status == EXIT_USAGE)
		outlets_reopen(o, diag);
	if (status == EXIT_USAGE)
		outlets_note_problem(o, diag);
	if (!outlets_close(o, diag) && status == EXIT_CONFORMS)
		status = EXIT_UNWRITTEN;
	/* The sinks were reading in it until here. */
	recording_free(r);
	buf_free(&replay);
	return status;
}

static enum exit_status
refuse(struct outlets *o, struct diag *diag)
{
	outlets_open(o, diag);
	outlets_set_problem(o,
	    "the command line is wrong; standard error says how",
	    clock_wall_s());
	outlets_close(o, diag);
	return EXIT_USAGE;
}

static int
run_report(const struct command *self, int argc, char **argv)
{
	struct outlets o = { .console_options = {
				 .out = stdout, .volume = CONSOLE_NORMAL } };
	struct diag diag;
	uint64_t seen = 0;
	bool good = true;
	for (int option;
	     (option = options_next(self, &seen, argc, argv)) != OPTION_END;) {
		if (option == OPTION_HELP)
			return 0;
		good &= option != OPTION_WRONG &&
		    outlets_take(&o, self, options[option].name);
	}
	if (good && argc - optind != 1) {
		options_complain(self,
		    "report wants one recording, but got %d words",
		    argc - optind);
		good = false;
	}
	diag_init(&diag);
	enum exit_status status =
	    good ? make_reports(argv[optind], &o, &diag) : refuse(&o, &diag);
	print_diagnostics_as(&diag, o.colour);
	outlets_free(&o);
	diag_free(&diag);
	return status;
}

const struct command report_command = {
	.name = "report",
	.summary = "make the reports of a recorded run",
	.usage = "report [OPTION...] RUN.ndjson",
	.text =
	    "Makes the reports of a run that 'ixconform run --ndjson' has "
	    "recorded, the same\nas the run itself would have made.  A "
	    "recording may be cut off, as of a run that\nwas killed: what was "
	    "not finished is then reported as aborted.\n\nExit status: 0 the "
	    "reports are written, whatever they say, 2 wrong usage, or the\n"
	    "file is no recording, 4 a report could not be written.",
	.options = options,
	.examples =
	    "  ixconform report run.ndjson\n"
	    "  ixconform report run.ndjson --junit out/junit.xml --html "
	    "out/run.html",
	.run = run_report,
};
