/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform merge: the recordings of a run's shards, put together.
 */
#include "shards/merge.h"
#include "cli/commands.h"
#include "cli/option/outputs.h"
#include "cli/option/terminal.h"
#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"
#include "loadtest/account_record.h"
#include "loadtest/past_account.h"
#include "record/concession/concessions.h"
#include "record/destination.h"
#include "record/ndjson.h"
#include "record/summary.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One line with its counts. */
#define LINE_MAX_BYTES 4096

struct merging {
	const struct command *command;
	const char *output_file;
	struct merge *merge;
	struct diag diag;
	struct report *report;
	/* Of a load: what all shards have measured, and the one being read. */
	struct past_account *all, *shard;
};

/* --- what the shards of a load have measured --- */

static void
end_shard(struct merging *m)
{
	if (m->shard)
		past_account_add(m->all, m->shard);
	past_account_free(m->shard);
	m->shard = NULL;
}

static void
begin_shard(void *context)
{
	struct merging *m = context;
	end_shard(m);
	m->shard = past_account_new();
}

static void
take_line(void *context, const char *word, struct json_object line)
{
	struct merging *m = context;
	past_account_take(m->shard, word, line);
}

static void
write_account(void *context)
{
	struct merging *m = context;
	end_shard(m);
	const struct account *a = past_account_sum(m->all);
	for (size_t i = 0; i < a->series->seconds.count; i++)
		ndjson_add(m->report, "load-" SECOND_WORD,
		    &a->series->seconds.items[i], account_record_second);
	ndjson_add(m->report, "load-" ACCOUNT_WORD, a, account_record);
}

static void
listen(struct merging *m)
{
	struct merge_hooks hooks = { m, begin_shard, take_line, write_account };
	m->all = past_account_new();
	merge_set_hooks(m->merge, &hooks);
}

static unsigned
count_told(const struct run_summary *s)
{
	unsigned count = 0;
	for (int i = 0; i < VERDICT_COUNT; i++)
		count += s->counts[i] + s->assumptions[i];
	return count;
}

static void
add_load(const struct merging *m, struct buf *line)
{
	const struct figures *f = past_account_sum(m->all)->figures;
	const struct run_summary *s = merge_summary(m->merge);
	buf_printf(line,
	    "%u %s of a load, %" PRIu64 " cases: %" PRIu64 " passed, %" PRIu64
	    " failed, %" PRIu64 " not judged; %" PRIu64
	    " messages, %u cases recorded",
	    merge_facts(m->merge)->part_count,
	    merge_facts(m->merge)->part_count == 1 ? "shard" : "shards",
	    f->ended, f->counts[VERDICT_PASS], figures_failed(f),
	    figures_undecided(f), f->messages, count_told(s));
	if (s->problem) {
		buf_add_text(line, "; ");
		escape_line(line, s->problem, strlen(s->problem));
	}
	buf_add_char(line, '\n');
}

/* False after complaining. */
static bool
check_words(const struct merging *m, char *const *words, unsigned count)
{
	if (count < 1) {
		options_complain(
		    m->command, "merge takes the recordings of all shards");
		return false;
	}
	if (!m->output_file) {
		options_complain(m->command, "merge requires --output FILE");
		return false;
	}
	for (unsigned i = 0; i < count; i++) {
		if (!destination_is_same(m->output_file, words[i]))
			continue;
		options_complain(m->command,
		    "--output '%s' is one of the recordings to be merged; name "
		    "another file",
		    words[i]);
		return false;
	}
	return true;
}

/* A retry of the shard, most likely; but it may be a slip. */
static void
note_replaced(const char *path, char *replaced)
{
	if (replaced)
		fprintf(stderr,
		    "note: '%s' replaces '%s', a recording of the same shard\n",
		    path, replaced);
	free(replaced);
}

/* All of them, so that everything wrong with them is reported. */
static bool
read_all(struct merging *m, char *const *words, unsigned count)
{
	bool good = true;
	for (unsigned i = 0; i < count; i++) {
		char *replaced = NULL;
		good &= merge_add(m->merge, words[i], &replaced);
		note_replaced(words[i], replaced);
	}
	return good && merge_join(m->merge);
}

static void
print_summary(const struct merging *m)
{
	const struct run_facts *run = merge_facts(m->merge);
	struct buf line;
	buf_init(&line, LINE_MAX_BYTES);
	if (merge_is_load(m->merge)) {
		add_load(m, &line);
	} else {
		buf_printf(&line, "%u %s, ", run->part_count,
		    run->part_count == 1 ? "shard" : "shards");
		summary_print(&line, merge_summary(m->merge), run);
	}
	concessions_print_of(&line, run, false);
	buf_add_char(&line, '\n');
	fputs(buf_text(&line),
	    destination_is_standard(m->output_file) ? stderr : stdout);
	buf_free(&line);
}

/* It is not the whole run. */
static void
remove_rest(const struct merging *m)
{
	char *problem = NULL;
	struct output *o = output_open_log(m->output_file, NULL, &problem);
	if (o)
		output_drop(o);
	free(problem);
}

/* An older recording is not left to pass for what could not be made. */
static enum exit_status
write_all(struct merging *m, char *const *words, unsigned count)
{
	char *problem = NULL;
	struct output *output = open_output_log(m->output_file, &m->diag);
	if (!output)
		return EXIT_USAGE;
	struct report *report = report_new(&ndjson_report, output, NULL);
	struct sink *const sinks[] = { &report->sink };
	m->report = report;
	listen(m);
	bool was_read = read_all(m, words, count);
	bool good = was_read && merge_play(m->merge, sinks, 1);
	bool written = report_finish(report, &problem);
	if (problem)
		diag_error(&m->diag, NULL, "%s", problem);
	if (was_read && !good)
		remove_rest(m);
	if (good && written)
		print_summary(m);
	report_free(report);
	free(problem);
	return !good ? EXIT_USAGE : written ? EXIT_CONFORMS : EXIT_UNWRITTEN;
}

static int
run_merge(const struct command *self, int argc, char **argv)
{
	struct merging m = { .command = self };
	const struct option_row rows[] = {
		{ "output", 'o', "FILE",
		    "write the recording of the whole run to this file, '-' "
		    "for standard output",
		    .text = &m.output_file },
		{ 0 },
	};
	struct options options = { .command = self };
	enum exit_status status = EXIT_USAGE;
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end == OPTIONS_HELP)
		return EXIT_CONFORMS;
	diag_init(&m.diag);
	m.merge = merge_new(&m.diag);
	if (end == OPTIONS_READ &&
	    check_words(&m, options.words, options.word_count))
		status = write_all(&m, options.words, options.word_count);
	print_diagnostics(&m.diag);
	past_account_free(m.all);
	past_account_free(m.shard);
	merge_free(m.merge);
	diag_free(&m.diag);
	return (int)status;
}

const struct command merge_command = {
	.name = "merge",
	.summary = "put the recordings of a run's shards together",
	.usage = "merge -o FILE SHARD.ndjson...",
	.text =
	    "Makes one recording from those that 'ixconform run --shard I/N "
	    "--ndjson FILE' made, as if the run had not been divided; "
	    "'report', 'check', 'coverage' and 'diff' read it.  They must be "
	    "of one run (suites, fixtures, target, server and program are the "
	    "same), and no shard may be missing.  Of two recordings of one "
	    "shard the one named last counts.  A case that several shards "
	    "ran, because others depend on it, counts by its worst result.  Of "
	    "the shards of a load ('load --shard I/N') the figures and "
	    "histograms are added, and all cases that they recorded are in "
	    "the result.\n\n"
	    "Exit status: 0 the recording is written, whatever it says, 2 "
	    "wrong usage, or the recordings are not the shards of one run, 4 "
	    "it could not be written.",
	.examples = "  ixconform run --shard 1/2 --ndjson 1.ndjson\n"
		    "  ixconform run --shard 2/2 --ndjson 2.ndjson\n"
		    "  ixconform merge -o all.ndjson 1.ndjson 2.ndjson\n"
		    "  ixconform report all.ndjson --html all.html",
	.run = run_merge,
};
