/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform check: a recorded run, judged again.
 */
#include "core/escape.h"
#include "reports/recording.h"
#include "reports/tally.h"
#include "runner/cli/commands.h"
#include "runner/cli/inputs.h"
#include "runner/cli/surroundings.h"
#include "runner/exec/replay.h"

#include <fnmatch.h>
#include <getopt.h>
#include <string.h>

enum { OPTION_CASE, OPTION_QUIET, OPTION_DATA };

static const struct option_spec options[] = {
	[OPTION_CASE] = { "case", 'c', "NAME",
	    "only SUITE/PHASE/CASE; may hold wild cards" },
	[OPTION_QUIET] = { "quiet", 'q', NULL,
	    "print only what fails or differs, and the summary" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/ and schema/ are" },
	{ 0 },
};

/* One case's lines: as for the console. */
#define TEXT_MAX_BYTES ((size_t)4 << 20)

struct check {
	const char *path, *data_option, *wanted;
	bool quiet;
	struct diag diag;
	char *data;
	struct suites suites;
	struct inputs inputs;
	unsigned same, differing, unjudged; /* cases */
	bool deviates, undecided;
};

static const char *const result_words[] = {
	[REPLAY_SAME] = "same",
	[REPLAY_DIFFERS] = "differs",
	[REPLAY_UNJUDGED] = "unjudged",
};

/* --- what is told of each case --- */

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

static void
add_verdicts(struct buf *into, const struct replayed_case *one)
{
	const struct outcome *recorded = one->recorded, *judged = one->judged;
	if (one->result == REPLAY_SAME)
		buf_add_text(into, verdict_name(judged->verdict));
	else if (recorded)
		buf_printf(
		    into, "recorded %s", verdict_name(recorded->verdict));
	if (one->result == REPLAY_DIFFERS)
		buf_printf(into, ", judged %s", verdict_name(judged->verdict));
	if (one->result == REPLAY_UNJUDGED)
		buf_printf(into, "%s%s", recorded ? "; " : "", one->why);
	if (judged && judged->sentence) {
		buf_add_text(into, ": ");
		add_text(into, judged->sentence);
	}
	buf_add_char(into, '\n');
}

static void
add_detail(struct buf *into, const char *lines)
{
	while (lines && *lines) {
		size_t size = strcspn(lines, "\n");
		buf_add_text(into, "  ");
		escape_line(into, lines, size);
		buf_add_char(into, '\n');
		lines += size + (lines[size] == '\n');
	}
}

static void
print_case(const struct replayed_case *one, const char *path)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_printf(&text, "%-8s  ", result_words[one->result]);
	add_text(&text, path);
	buf_add_text(&text, "  ");
	add_verdicts(&text, one);
	if (one->judged)
		add_detail(&text, one->judged->detail);
	fputs(buf_text(&text), stdout);
	buf_free(&text);
}

static bool
is_fine(const struct replayed_case *one)
{
	return one->result == REPLAY_SAME && one->judged &&
	    (one->judged->verdict == VERDICT_PASS ||
		one->judged->verdict == VERDICT_SKIPPED);
}

static void
count_case(struct check *c, const struct replayed_case *one)
{
	c->same += one->result == REPLAY_SAME;
	c->differing += one->result == REPLAY_DIFFERS;
	c->unjudged += one->result == REPLAY_UNJUDGED;
	c->deviates |= one->result == REPLAY_DIFFERS ||
	    (one->judged && one->judged->verdict == VERDICT_FAIL);
	c->undecided |= !is_fine(one);
}

static void
take_judged(void *context, const struct replayed_case *one)
{
	struct check *c = context;
	char *path = mem_printf(
	    "%s/%s/%s", one->test->suite, one->test->phase, one->test->name);
	if (!c->wanted || fnmatch(c->wanted, path, FNM_PATHNAME) == 0) {
		count_case(c, one);
		if (!c->quiet || !is_fine(one))
			print_case(one, path);
	}
	free(path);
}

/* --- the command --- */

static bool
load(struct check *c, const struct run_facts *run)
{
	if (!run->target) {
		diag_error(&c->diag, NULL,
		    "the recording does not tell the timers and readings of "
		    "its target, so nothing can be judged");
		return false;
	}
	c->data = find_data_folder(c->data_option, &c->diag);
	return c->data &&
	    suites_load(c->data, run->target, &c->suites, &c->diag);
}

static bool
judge(struct check *c, struct recording *r)
{
	const struct run_facts *run = recording_facts(r);
	if (!load(c, run))
		return false;
	/* The recording itself says what the target said. */
	inputs_collect(&c->inputs, &c->suites, NULL);
	inputs_note_changes(&c->inputs, run, stdout);
	struct replay_setup setup = { .target = run->target,
		.suites = c->suites.items.items,
		.suite_count = (unsigned)c->suites.items.count,
		.context = c,
		.judged = take_judged,
		.diag = &c->diag };
	struct replay *replay = replay_new(&setup);
	struct sink *sinks[] = { replay_sink(replay) };
	bool good = recording_play(r, sinks, 1);
	if (good)
		replay_finish(replay);
	replay_free(replay);
	return good && c->diag.error_count == 0;
}

static void
print_count(const char **comma, unsigned count, const char *what)
{
	if (count)
		printf("%s%u %s", *comma, count, what);
	*comma = count ? ", " : *comma;
}

static enum exit_status
sum_up(const struct check *c)
{
	unsigned count = c->same + c->differing + c->unjudged;
	const char *comma = "";
	printf("%u case%s: ", count, count == 1 ? "" : "s");
	print_count(&comma, c->same, "same");
	print_count(&comma, c->differing, "different");
	print_count(&comma, c->unjudged, "unjudged");
	puts(count ? "" : "nothing was judged");
	if (c->deviates)
		return EXIT_DEVIATES;
	return c->undecided || count == 0 ? EXIT_UNDECIDED : EXIT_CONFORMS;
}

static enum exit_status
carry_out(struct check *c)
{
	struct recording *r = recording_open(c->path, &c->diag);
	enum exit_status status = EXIT_USAGE;
	if (r && judge(c, r))
		status = sum_up(c);
	inputs_free(&c->inputs);
	suites_free(&c->suites);
	recording_free(r);
	free(c->data);
	return status;
}

static int
run_check(const struct command *self, int argc, char **argv)
{
	struct check c = { 0 };
	for (int option;
	     (option = options_next(self, argc, argv)) != OPTION_END;) {
		if (option < 0)
			return option == OPTION_HELP ? 0 : EXIT_USAGE;
		if (option == OPTION_CASE)
			c.wanted = optarg;
		else if (option == OPTION_DATA)
			c.data_option = optarg;
		else
			c.quiet = true;
	}
	if (argc - optind != 1) {
		options_complain(self,
		    "check wants one recording, but got %d words",
		    argc - optind);
		return EXIT_USAGE;
	}
	c.path = argv[optind];
	diag_init(&c.diag);
	enum exit_status status = carry_out(&c);
	fflush(stdout);
	print_diagnostics(&c.diag);
	diag_free(&c.diag);
	return status;
}

const struct command check_command = {
	.name = "check",
	.summary = "judge a recorded run again",
	.usage = "check [OPTION...] RUN.ndjson",
	.text =
	    "Judges what 'ixconform run --ndjson' has recorded again, with the "
	    "fixtures at hand,\nand says whether each verdict is the recorded "
	    "one.\n\nExit status: 0 all are, and pass; 1 a case fails or is "
	    "judged otherwise; 2 wrong\nusage, fixture or recording; 3 not all "
	    "could be judged.",
	.options = options,
	.examples = "  ixconform check run.ndjson\n"
		    "  ixconform check run.ndjson --data other-fixtures "
		    "--case 'conference/invitation-*/*'",
	.run = run_check,
};
