/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform report: the reports of a recorded run.
 */
#include "cli/commands.h"
#include "cli/load/load_files.h"
#include "cli/load/load_page.h"
#include "cli/option/case_name.h"
#include "cli/option/report_set.h"
#include "cli/option/terminal.h"
#include "cli/papers/papers.h"
#include "core/clock.h"
#include "evidence/evidence.h"
#include "loadtest/past_account.h"
#include "record/excerpt.h"
#include "record/recording.h"
#include "record/summary.h"
#include "reports/html/html.h"
#include "reports/message_view.h"
#include "reports/screen.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

/* One message; each byte of it may be escaped. */
#define TEXT_MAX_BYTES ((size_t)16 << 20)
/* Cases that are named where one is wanted. */
#define CASES_NAMED 5

struct reporting {
	const struct command *command;
	const char *path;
	struct option_words words; /* of --case */
	unsigned message;          /* of --message; 0: none is asked for */
	struct papers papers;
	struct report_set reports;
	struct recording *recording;   /* NULL: not open */
	bool *wanted;                  /* owned: by case, once it is open */
	struct excerpt *excerpt;       /* NULL: of all cases */
	struct past_account *load;     /* NULL: it is of a run */
	struct sink load_sink;         /* before all others */
	const struct account *account; /* of the load, once it has ended */
	struct load_files files;       /* of its figures */
	struct diag diag;
};

/* --- which cases --- */

static struct case_name
case_name_of(const struct run_case *test)
{
	return (struct case_name){ test->suite, test->phase, test->name };
}

static bool
mark_named(const struct run_facts *run, const char *word, bool *wanted)
{
	char *name = case_name_word(word);
	bool found = false;
	for (unsigned i = 0; i < run->case_count; i++) {
		struct case_name n = case_name_of(&run->cases[i]);
		bool named = case_name_includes(&n, name);
		wanted[i] |= named;
		found |= named;
	}
	free(name);
	return found;
}

static void
complain_of_word(
    struct reporting *r, const struct run_facts *run, const char *word)
{
	struct near_name near;
	near_name_start(&near, word);
	for (unsigned i = 0; i < run->case_count; i++) {
		struct case_name n = case_name_of(&run->cases[i]);
		near_name_offer(&near, case_name_path(&n));
	}
	near_name_complain(&near, r->path, word, &r->diag);
	near_name_free(&near);
}

static unsigned
count_wanted(const struct run_facts *run, const bool *wanted)
{
	unsigned count = 0;
	for (unsigned i = 0; i < run->case_count; i++)
		count += wanted[i];
	return count;
}

/* A message has a number in the transcript of one case. */
static bool
is_one(struct reporting *r, const struct run_facts *run, const bool *wanted)
{
	unsigned count = count_wanted(run, wanted);
	if (!r->message || count == 1)
		return true;
	diag_error(&r->diag, NULL,
	    "--message needs one case, but %u are %s; name one of them with "
	    "--case",
	    count, r->words.count ? "named" : "in the recording");
	for (unsigned i = 0, told = 0;
	     i < run->case_count && told < CASES_NAMED; i++) {
		if (!wanted[i] || run->cases[i].is_assumption)
			continue;
		struct case_name n = case_name_of(&run->cases[i]);
		char *path = case_name_path(&n);
		diag_note(&r->diag, "such as '%s'", path);
		free(path);
		told++;
	}
	return false;
}

/*
 * By index; without a word, all of them, or the selected ones for a message.
 * False after reporting.
 */
static bool
choose(struct reporting *r, const struct run_facts *run, bool *wanted)
{
	bool good = true;
	for (unsigned i = 0; i < run->case_count; i++)
		wanted[i] = r->words.count == 0 &&
		    !(r->message && run->cases[i].is_assumption);
	for (size_t i = 0; i < r->words.count; i++) {
		const char *word = r->words.items[i];
		if (mark_named(run, word, wanted))
			continue;
		complain_of_word(r, run, word);
		good = false;
	}
	return good && is_one(r, run, wanted);
}

/* --- the reports --- */

/* False after reporting. */
static bool
open_recording(struct reporting *r)
{
	r->recording = recording_open(r->path, &r->diag);
	if (!r->recording)
		return false;
	const struct run_facts *run = recording_facts(r->recording);
	if (r->papers.waivers)
		waivers_warn_of_expired(
		    r->papers.waivers, run->wall_start_s, &r->diag);
	recording_add_papers(r->recording, r->papers.ics, r->papers.waivers);
	r->wanted = mem_zalloc((size_t)run->case_count + 1);
	return choose(r, run, r->wanted);
}

/* False after an error in the recording. */
static bool
play(struct reporting *r, struct sink *const *sinks, unsigned sink_count)
{
	if (r->words.count == 0 && !r->message)
		return recording_play(r->recording, sinks, sink_count);
	r->excerpt = excerpt_new(
	    recording_facts(r->recording), r->wanted, sinks, sink_count);
	struct sink *const only[] = { excerpt_sink(r->excerpt) };
	return recording_play(r->recording, only, 1);
}

static void
take_line(void *context, const char *word, struct json_object line)
{
	struct reporting *r = context;
	past_account_take(r->load, word, line);
}

static void
print_account(struct reporting *r, const struct account *a)
{
	const struct console_options *c = &r->reports.console_options;
	bool is_taken = stream_beside(r->files.json.path) == stderr;
	struct screen screen = { .out = is_taken ? stderr : c->out,
		.ascii = c->ascii,
		.width = c->width };
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	account_print(a, &text);
	screen_print(&screen, &text);
	buf_free(&text);
}

/* What was measured of it, as the load itself told it; once. */
static void
end_load(struct reporting *r)
{
	struct report *page =
	    report_set_file(&r->reports, &html_report)->report;
	if (!r->load || r->account)
		return;
	r->account = past_account_finish(r->load, recording_facts(r->recording),
	    recording_summary(r->recording));
	if (r->account && page)
		load_page_fill(r->account, page);
}

/* The page is written when the run has ended, if it has. */
static void
follow_load(struct sink *sink, const struct run_event *event)
{
	struct reporting *r = (struct reporting *)((char *)sink -
	    offsetof(struct reporting, load_sink));
	if (event->kind == RUN_OBSERVATION && event->observation->is_derived)
		past_account_note_derived_tags(r->load);
	if (event->kind == RUN_ENDED)
		end_load(r);
}

static void
take_second(void *context, const struct second *one)
{
	struct reporting *r = context;
	load_files_take(&r->files, one);
}

/* Some cases of a load are reported as those of a run. */
static bool
is_of_load(const struct reporting *r)
{
	return recording_facts(r->recording)->is_load && r->words.count == 0;
}

/* Is it as it was written?  The reports are made all the same. */
static bool
is_sound(const struct reporting *r)
{
	struct buf text;
	buf_init(&text, DOUBTS_MAX_BYTES);
	bool good = evidence_print(r->recording, r->path, &text);
	fputs(buf_text(&text), stderr);
	buf_free(&text);
	return good;
}

/* False after reporting: figures are those of a whole load. */
static bool
has_figures(struct reporting *r)
{
	const char *asked = load_files_asked(&r->files);
	if (!asked || is_of_load(r))
		return true;
	if (r->words.count)
		diag_error(&r->diag, NULL,
		    "--%s cannot be combined with --case: the figures are those "
		    "of all cases",
		    asked);
	else
		diag_error(&r->diag, NULL,
		    "--%s is for the recording of a load; '%s' is that of a run",
		    asked, r->path);
	return false;
}

static enum exit_status
play_reports(struct reporting *r)
{
	struct report_set *o = &r->reports;
	struct recording_listener listener = { r, take_line };
	struct meter_listener seconds = { r, take_second };
	VEC(struct sink *) sinks = { 0 };
	if (is_of_load(r)) {
		r->load = past_account_new();
		past_account_listen(r->load, &seconds);
		r->load_sink.event = follow_load;
		recording_listen(r->recording, &listener);
		vec_push(&sinks, &r->load_sink);
	}
	for (size_t i = r->load && report_set_is_brief(o); i < o->sinks.count;
	     i++)
		vec_push(&sinks, o->sinks.items[i]);
	bool good = play(r, sinks.items, (unsigned)sinks.count);
	vec_free(&sinks);
	if (good)
		end_load(r);
	if (good && r->account)
		print_account(r, r->account);
	if (good && !recording_summary(r->recording))
		fputs("note: the recording ends before its run did; "
		      "unfinished cases are reported as aborted\n",
		    stderr);
	if (good)
		return is_sound(r) ? EXIT_CONFORMS : EXIT_DOUBTED;
	return EXIT_USAGE;
}

/*
 * Reports of a file that is not a recording say so: an older one says something
 * else.
 */
static enum exit_status
make_reports(struct reporting *r)
{
	struct report_set *o = &r->reports;
	enum exit_status status = EXIT_USAGE;
	report_set_name_recording(o, r->path);
	bool good = report_set_spare(o, "the recording", r->path, &r->diag);
	good &= report_set_spare(o, "--csv", r->files.csv_path, &r->diag);
	good &= report_set_spare(o, "--json", r->files.json.path, &r->diag);
	good &= papers_spare(&r->papers, o, &r->diag);
	good &= report_set_open(o, &r->diag);
	if (good && papers_load(&r->papers, &r->diag) && open_recording(r) &&
	    has_figures(r) && load_files_open(&r->files, &r->diag))
		status = play_reports(r);
	if (r->recording && status == EXIT_USAGE)
		report_set_reopen(o, &r->diag);
	if (status == EXIT_USAGE)
		report_set_explain_error(o, &r->diag);
	bool written = report_set_close(o, &r->diag);
	written &= load_files_close(&r->files, r->account, &r->diag);
	if (!written && status == EXIT_CONFORMS)
		status = EXIT_UNWRITTEN;
	return status;
}

static enum exit_status
refuse(struct reporting *r)
{
	report_set_open(&r->reports, &r->diag);
	report_set_explain(&r->reports,
	    "the command line is wrong; standard error says how",
	    clock_wall_s());
	report_set_close(&r->reports, &r->diag);
	return EXIT_USAGE;
}

static void
complain_of_number(struct reporting *r, unsigned last)
{
	diag_error(&r->diag, NULL, "the case has no message #%u", r->message);
	if (last)
		diag_note(&r->diag,
		    "its messages are #1 to #%u; 'report --case NAME --verbose' "
		    "prints all",
		    last);
	else
		diag_note(&r->diag, "it has none: it was not run");
}

static enum exit_status
print_message(struct reporting *r)
{
	enum exit_status status = EXIT_USAGE;
	struct message_view *v = message_view_new(r->message);
	struct sink *const sinks[] = { message_view_sink(v) };
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	look_at_terminal(stdout, &r->reports.console_options);
	struct screen screen = { .out = stdout,
		.ascii = r->reports.console_options.ascii };
	bool good = open_recording(r) && play(r, sinks, 1);
	if (good && message_view_print(v, &text)) {
		screen_print(&screen, &text);
		status = EXIT_CONFORMS;
	} else if (good) {
		complain_of_number(r, message_view_last(v));
	}
	buf_free(&text);
	message_view_free(v);
	return status;
}

/* --- the command --- */

/* False after complaining. */
static bool
check_words(struct reporting *r, unsigned count)
{
	const struct report_kind *asked = report_set_asked(&r->reports);
	const char *figures = load_files_asked(&r->files);
	if (count != 1)
		options_complain(r->command,
		    "report takes exactly one recording; %u were given", count);
	else if (r->message && (asked || figures))
		options_complain(r->command,
		    "--message cannot be combined with --%s",
		    asked ? asked->name : figures);
	else
		return true;
	return false;
}

static enum exit_status
carry_out(struct reporting *r, bool is_understood)
{
	diag_init(&r->diag);
	enum exit_status status = !is_understood ? refuse(r)
	    : r->message                         ? print_message(r)
						 : make_reports(r);
	fflush(stdout);
	print_diagnostics_as(&r->diag, (enum colour_choice)r->reports.colour);
	/* The sinks were reading in the recording until here. */
	report_set_free(&r->reports);
	past_account_free(r->load);
	excerpt_free(r->excerpt);
	recording_free(r->recording);
	papers_free(&r->papers);
	free(r->wanted);
	load_files_free(&r->files);
	json_result_free(&r->files.json, status);
	diag_free(&r->diag);
	return status;
}

static int
run_report(const struct command *self, int argc, char **argv)
{
	struct reporting r = { .command = self };
	const struct option_row rows[] = {
		{ "case", 'c', "NAME", "report only this suite, phase or case",
		    .words = &r.words },
		{ "message", 'm', "N",
		    "print message #N of one case in full: attributes, times, "
		    "and the step it matched, or why it matched none",
		    .number = &r.message, .min = 1, .max = INT_MAX },
		ics_option(&r.papers.ics_file),
		waivers_option(&r.papers.waivers_file),
		{ 0 },
	};
	struct options options = { .command = self };
	int status = 0;
	options_add(&options, rows);
	report_set_add_options(&r.reports, &options, true);
	load_files_add_options(&r.files, &options);
	enum options_end end = options_read(&options, argc, argv);
	if (end != OPTIONS_HELP) {
		r.path = options.words[0];
		status = (int)carry_out(&r,
		    end == OPTIONS_READ && check_words(&r, options.word_count));
	}
	vec_free(&r.words);
	return status;
}

const struct command report_command = {
	.name = "report",
	.summary = "make the reports of a recorded run",
	.usage = "report [OPTION...] RUN.ndjson",
	.text =
	    "Makes the reports of a run that 'ixconform run --ndjson' has "
	    "recorded, the same\nas the run itself would have made.  A "
	    "recording may be incomplete, say because the run was killed: "
	    "unfinished cases are then reported as aborted.  "
	    "--json, --csv and --percentiles are for the recording of a load."
	    "\n\nExit status: 0 "
	    "the reports are written, whatever they say, 2 wrong usage, or "
	    "the file is not a recording or has no such case or message, 4 a "
	    "report could not be\nwritten, 5 they are written, but the recording "
	    "is not as it was written.",
	.examples =
	    "  ixconform report run.ndjson\n"
	    "  ixconform report run.ndjson --junit out/junit.xml --html "
	    "out/run.html\n"
	    "  ixconform report run.ndjson --quiet --ladder\n"
	    "  ixconform report run.ndjson -c invitation-rejected/agent-rejects "
	    "-m 27",
	.run = run_report,
};
