/* SPDX-License-Identifier: Apache-2.0 */
/* ixconform list: the names of suites, phases and cases. */
#include "cli/commands.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "cli/shard/shard_option.h"
#include "record/summary.h"
#include "shards/share.h"
#include "wire/json_writer.h"

/* A case with all its requirements. */
#define CASE_MAX_BYTES ((size_t)1 << 20)

static void
print_case(const struct planned_case *p, bool with_requirement)
{
	printf(
	    "%s/%s/%s", p->suite->name, p->test->fixture->phase, p->test->name);
	if (with_requirement && p->test->fixture->is_setup)
		fputs("  setup", stdout);
	else if (with_requirement)
		printf("  §%s", p->test->fixture->section);
	putchar('\n');
	for (size_t i = 0; with_requirement && i < p->test->requirements.count;
	     i++)
		printf("    %s %s: %s\n", p->test->requirements.items[i].id,
		    p->test->requirements.items[i].level,
		    p->test->requirements.items[i].text);
}

static void
print_case_json(const struct planned_case *p)
{
	const struct fixture_case *test = p->test;
	struct buf line;
	buf_init(&line, CASE_MAX_BYTES);
	struct json_writer w = { .into = &line };
	json_begin_object(&w, NULL);
	json_add_text(&w, "suite", p->suite->name);
	json_add_text(&w, "phase", test->fixture->phase);
	json_add_text(&w, "case", test->name);
	if (test->fixture->section)
		json_add_text(&w, "section", test->fixture->section);
	json_add_text(&w, "file", test->fixture->source->path);
	json_add_integer(&w, "line", test->at.line);
	json_begin_list(&w, "requirements");
	for (size_t i = 0; i < test->requirements.count; i++) {
		json_begin_object(&w, NULL);
		json_add_text(&w, "id", test->requirements.items[i].id);
		json_add_text(&w, "level", test->requirements.items[i].level);
		json_add_text(&w, "text", test->requirements.items[i].text);
		json_end_object(&w);
	}
	json_end_list(&w);
	json_end_object(&w);
	puts(buf_text(&line));
	buf_free(&line);
}

struct listing {
	struct workspace workspace;
	struct wish wish;
	bool is_long, as_json;
	const char *shard_word, *durations_file; /* or NULL */
	struct shard_option shard;
};

static void
print_cases(
    const struct listing *l, const struct planned_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (l->as_json)
			print_case_json(&cases[i]);
		else
			print_case(&cases[i], l->is_long);
}

/* Its own cases, without what they depend on.  False after reporting. */
static bool
print_shard(
    const struct listing *l, const struct selection *s, struct diag *diag)
{
	struct share share;
	struct past_run *past = NULL;
	if (l->durations_file &&
	    !(past = past_run_read(l->durations_file, diag)))
		return false;
	share_take(s->cases.items, s->named,
	    (struct shard_number){ l->shard.number, l->shard.total }, past,
	    &share);
	print_cases(l, share.cases.items, share.named);
	share_free(&share);
	past_run_free(past);
	return true;
}

static enum exit_status
carry_out(struct listing *l)
{
	struct workspace *w = &l->workspace;
	struct diag diag;
	struct selection selection = { 0 };
	diag_init(&diag);
	bool good = workspace_find(w, &diag) &&
	    workspace_load_suites(w, NULL, &diag) &&
	    selection_make(&w->suites, &l->wish, &selection, &diag);
	if (good && l->shard_word)
		good = print_shard(l, &selection, &diag);
	else if (good)
		print_cases(l, selection.cases.items, selection.cases.count);
	print_diagnostics(&diag);
	selection_free(&selection);
	diag_free(&diag);
	return good ? EXIT_CONFORMS : EXIT_USAGE;
}

/* False after complaining. */
static bool
read_shard(const struct command *self, struct listing *l)
{
	const struct variables v = environment_variables();
	char *problem = NULL;
	bool good = !l->shard_word ||
	    shard_option_read(l->shard_word, &v, &l->shard, &problem);
	if (!good)
		options_complain(self, "--shard: %s", problem);
	free(problem);
	return good;
}

static int
run_list(const struct command *self, int argc, char **argv)
{
	struct listing l = { .wish.with_setups = true };
	const struct option_row rows[] = {
		{ "long", 'l', NULL, "also print section and requirement",
		    .flag = &l.is_long },
		{ "json", 0, NULL,
		    "print one JSON object per line, with all details",
		    .flag = &l.as_json },
		exclude_option(&l.wish),
		section_option(&l.wish),
		level_option(&l.wish),
		{ "shard", 0, "SHARD",
		    "print only the cases that 'run' with this option and the "
		    "same others would run",
		    .text = &l.shard_word },
		{ "shard-by", 0, "FILE",
		    "balance the shards by the durations in this recording",
		    .text = &l.durations_file, .requires = "shard" },
		data_option(&l.workspace),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	enum exit_status status =
	    end == OPTIONS_HELP ? EXIT_CONFORMS : EXIT_USAGE;
	l.wish.words = options.words;
	l.wish.word_count = options.word_count;
	if (end == OPTIONS_READ && read_shard(self, &l))
		status = carry_out(&l);
	wish_free(&l.wish);
	workspace_free(&l.workspace);
	return (int)status;
}

const struct command list_command = {
	.name = "list",
	.summary = "print the names of suites, phases and cases",
	.usage = "list [OPTION...] [SUITE[/PHASE[/CASE]]...]",
	.text =
	    "Prints the named cases, or all cases if none are named, one per "
	    "line.  Names may contain the wild cards * ? and [...].  Setups, "
	    "on which cases depend, are named SUITE/setup/...",
	.examples = "  ixconform list\n"
		    "  ixconform list --long conference/leave-the-conference\n"
		    "  ixconform list conference/setup\n"
		    "  ixconform list 'conference/*/interaction-*'\n"
		    "  ixconform list --json --exclude 'conference/leave-*'",
	.run = run_list,
};
