/* SPDX-License-Identifier: Apache-2.0 */
/* ixconform qualify: does the suite find what is wrong with a server? */
#include "cli/commands.h"
#include "cli/option/outputs.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "cli/qualify/qualify_binding.h"
#include "cli/qualify/qualify_servers.h"
#include "cli/qualify/qualify_table.h"
#include "cli/run/signals.h"
#include "core/clock.h"
#include "qualify/score.h"
#include "record/summary.h"
#include "release/release.h"
#include "sim/mock_target.h"

#include <poll.h>
#include <string.h>

#define DEFAULT_SCHEDULES 20000
#define MAX_SCHEDULES 100000000
/* The progress line changes once in so many runs: a few times a second. */
#define RUNS_PER_PROGRESS 1000

/* The parts to try; bits. */
enum part {
	PART_MESSAGES = 1,
	PART_BEHAVIOUR = 2,
	PART_VARIANTS = 4,
};

/* In the order of the bits. */
static const char *const part_names[] = { "messages", "behaviour", "variants",
	NULL };

/* Everything that a qualification needs, in the order of its coming about. */
struct qualifying {
	struct workspace workspace;
	struct json_result json;
	unsigned seed, schedules;
	struct option_words part_names; /* as asked for */
	unsigned parts;
	bool is_of_binding;
	bool is_verbose;
	struct diag diag;
	FILE *out; /* the table */
	bool shows_progress;
	struct selection selection;
	unsigned runs;
	struct score score;
	struct server_trials servers;
};

static bool
load_all(struct qualifying *q, char *const *words, unsigned count)
{
	struct workspace *w = &q->workspace;
	const struct wish wish = { .words = words, .word_count = count };
	return workspace_load(w, &q->diag) &&
	    selection_make(&w->suites, &wish, &q->selection, &q->diag) &&
	    selection_check_target(
		&q->selection, &w->suites, w->target, &q->diag);
}

static bool
is_interrupted(void *context)
{
	struct pollfd p = { .fd = signal_fd(), .events = POLLIN };
	(void)context;
	return p.fd >= 0 && poll(&p, 1, 0) > 0;
}

/* The line that is overwritten, while there is something to wait for. */
static void
show_progress(const struct qualifying *q)
{
	const struct score *s = &q->score;
	if (q->shows_progress)
		fprintf(stderr, "\r\033[K%zu/%zu  %u runs  %s", s->cases.count,
		    q->selection.cases.count, q->runs,
		    s->cases.items[s->cases.count - 1].path);
}

static void
clear_progress(const struct qualifying *q)
{
	if (q->shows_progress)
		fprintf(stderr, "\r\033[K");
}

static void
take_result(void *context, const struct qualified *one)
{
	struct qualifying *q = context;
	const struct scored_finding *f = score_take(&q->score, one);
	if (++q->runs % RUNS_PER_PROGRESS == 0)
		show_progress(q);
	if (!f || (f->result == KILLED_AS_OTHER && !q->is_verbose))
		return;
	clear_progress(q);
	table_print_finding(q->out, &q->score, f);
}

/* The share of the schedules that the case at 'index' gets. */
static unsigned
share_of(const struct qualifying *q, size_t index)
{
	uint64_t all = q->schedules, cases = q->selection.cases.count;
	return (unsigned)(all * (index + 1) / cases - all * index / cases);
}

static void
qualify_all(struct qualifying *q)
{
	struct mock_config config =
	    mock_config_for(q->workspace.target, this_release.version);
	const struct suite *suite = NULL;
	for (size_t i = 0; i < q->selection.cases.count; i++) {
		const struct planned_case *p = &q->selection.cases.items[i];
		struct qualify_setup setup = { .suite = p->suite,
			.target = q->workspace.target,
			.config = &config,
			.seed = q->seed,
			.schedules = share_of(q, i),
			.context = q,
			.report = take_result,
			.is_stopped = is_interrupted };
		if (p->suite != suite)
			table_print_head(q->out, p->suite->name);
		suite = p->suite;
		score_start_case(&q->score, p->suite, p->test);
		show_progress(q);
		enum qualify_status status =
		    qualify_case(&setup, p->test, &q->diag);
		score_end_case(&q->score, status);
		clear_progress(q);
		table_print_case(q->out, &q->score);
		fflush(q->out);
		if (status == CASE_STOPPED)
			break;
	}
}

static bool
write_json(struct qualifying *q)
{
	struct score_facts facts = { .program_version = this_release.version,
		.target = q->workspace.target->name,
		.seed = q->seed,
		.case_count = (unsigned)q->selection.cases.count,
		.servers = q->parts & (PART_BEHAVIOUR | PART_VARIANTS)
		    ? &q->servers.score
		    : NULL };
	struct buf *text = json_result_text(&q->json);
	if (text)
		score_print_json(&q->score, &facts, text);
	return json_result_write(&q->json, &q->diag);
}

/* A survivor is proof, and outranks all that could not be tried. */
static enum exit_status
status_of(const struct qualifying *q)
{
	const struct score *s = &q->score;
	const struct server_score *servers = &q->servers.score;
	if (score_is_bad(s) || server_score_is_bad(servers))
		return EXIT_DEVIATES;
	bool has_tried =
	    !(q->parts & PART_MESSAGES) || score_illegal(&s->mutants) > 0;
	bool is_whole =
	    score_is_whole(s) && !servers->is_broken && !servers->is_stopped;
	return has_tried && is_whole ? EXIT_CONFORMS : EXIT_UNDECIDED;
}

static bool
selects_whole_suites(char *const *words, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (strchr(words[i], '/'))
			return false;
	return true;
}

/* By default all, but some cases of a suite cannot hold a whole server. */
static void
choose_parts(struct qualifying *q, char *const *words, unsigned count)
{
	for (size_t i = 0; i < q->part_names.count; i++)
		for (unsigned j = 0; part_names[j]; j++)
			if (strcmp(q->part_names.items[i], part_names[j]) == 0)
				q->parts |= 1U << j;
	if (q->parts)
		return;
	q->parts = PART_MESSAGES;
	if (selects_whole_suites(words, count))
		q->parts |= PART_BEHAVIOUR | PART_VARIANTS;
}

/* With the cases of one suite, and no others. */
static void
try_servers_of(
    struct qualifying *q, const struct planned_case *first, unsigned count)
{
	struct server_trials *t = &q->servers;
	struct planned_case *cases =
	    plan_with_assumptions(first, count, &t->case_count);
	t->cases = cases;
	if (q->parts & PART_BEHAVIOUR)
		qualify_behaviour(t);
	if (q->parts & PART_VARIANTS && !is_interrupted(NULL))
		qualify_variations(t);
	free(cases);
}

static void
try_servers(struct qualifying *q)
{
	struct server_trials *t = &q->servers;
	const struct planned_case *cases = q->selection.cases.items;
	unsigned count = (unsigned)q->selection.cases.count;
	t->out = q->out;
	t->is_verbose = q->is_verbose;
	t->shows_progress = q->shows_progress;
	t->workspace = &q->workspace;
	t->seed = q->seed;
	t->is_stopped = is_interrupted;
	t->diag = &q->diag;
	for (unsigned first = 0, end; first < count; first = end) {
		for (end = first + 1;
		     end < count && cases[end].suite == cases[first].suite;)
			end++;
		if (!is_interrupted(NULL))
			try_servers_of(q, &cases[first], end - first);
	}
}

static void
try_messages(struct qualifying *q)
{
	int64_t start_ns = clock_now_ns();
	if (!(q->parts & PART_MESSAGES))
		return;
	qualify_all(q);
	table_print_totals(q->out, &q->score,
	    (unsigned)q->selection.cases.count, clock_now_ns() - start_ns);
}

/* No suite has a part in it. */
static enum exit_status
try_binding(struct qualifying *q, const struct options *o)
{
	struct workspace *w = &q->workspace;
	if (!workspace_find(w, &q->diag) ||
	    !(w->target = workspace_read_target(w, &q->diag)))
		return EXIT_USAGE;
	watch_signals();
	const struct qualify_binding binding = { .target = w->target,
		.words = o->words,
		.word_count = o->word_count,
		.is_verbose = q->is_verbose,
		.stop_fd = signal_fd(),
		.out = stdout };
	return qualify_binding(&binding, &q->diag);
}

static enum exit_status
carry_out(struct qualifying *q, char *const *words, unsigned count)
{
	struct console_options terminal = { 0 };
	q->out = stream_beside(q->json.path);
	if (!json_result_open(&q->json, &q->diag) || !load_all(q, words, count))
		return EXIT_USAGE;
	look_at_terminal(stderr, &terminal);
	q->shows_progress = terminal.terminal;
	watch_signals();
	choose_parts(q, words, count);
	try_messages(q);
	if (!is_interrupted(NULL))
		try_servers(q);
	if (is_interrupted(NULL))
		fprintf(q->out, "interrupted\n");
	enum exit_status status = status_of(q);
	if (!write_json(q) && status != EXIT_DEVIATES)
		status = EXIT_UNWRITTEN;
	return status;
}

static enum options_end
read_options(struct qualifying *q, struct options *o, int argc, char **argv)
{
	const struct option_row rows[] = {
		{ "schedules", 'n', "N",
		    "number of random legal schedules to try, over all cases "
		    "(default 20000)",
		    .number = &q->schedules, .max = MAX_SCHEDULES },
		{ "seed", 0, "N",
		    "first seed of the random schedules "
		    "(default 1)",
		    .number = &q->seed, .max = UINT32_MAX },
		json_option(&q->json),
		timer_option(&q->workspace.overrides),
		reading_option(&q->workspace.overrides),
		{ "part", 'p', "PART",
		    "only messages, behaviour or variants (default: all; for "
		    "single cases of a suite, messages)",
		    .words = &q->part_names, .choices = part_names },
		{ "binding", 0, NULL,
		    "instead: does 'probe' find each way to break the binding\n"
		    "(docs/probe.md), or those that the names name, such as\n"
		    "B-07?",
		    .flag = &q->is_of_binding },
		{ "verbose", 'v', NULL,
		    "also name the mutants that were killed by another "
		    "category, and the legal mutants of behaviour",
		    .flag = &q->is_verbose },
		data_option(&q->workspace),
		{ 0 },
	};
	options_add(o, rows);
	return options_read(o, argc, argv);
}

static int
run_qualify(const struct command *self, int argc, char **argv)
{
	struct qualifying q = { .seed = 1, .schedules = DEFAULT_SCHEDULES };
	struct options o = { .command = self };
	enum options_end end = read_options(&q, &o, argc, argv);
	enum exit_status status =
	    end == OPTIONS_HELP ? EXIT_CONFORMS : EXIT_USAGE;
	diag_init(&q.diag);
	score_init(&q.score);
	server_score_init(&q.servers.score);
	if (end == OPTIONS_READ && q.is_of_binding)
		status = try_binding(&q, &o);
	else if (end == OPTIONS_READ)
		status = carry_out(&q, o.words, o.word_count);
	score_free(&q.score);
	server_score_free(&q.servers.score);
	selection_free(&q.selection);
	vec_free(&q.part_names);
	workspace_free(&q.workspace);
	return (int)json_result_end(&q.json, &q.diag, status);
}

const struct command qualify_command = {
	.name = "qualify",
	.summary = "test the suite itself: do its cases catch every fault?",
	.usage = "qualify [OPTION...] [SUITE[/PHASE[/CASE]]...]",
	.text =
	    "Runs every case in simulation against every fault at every "
	    "message that it expects,\nand against legal schedules; and all "
	    "cases against servers that decide wrongly, or that conform in a "
	    "different way (docs/qualify.md).  Every illegal mutant has to be "
	    "killed, by the category that was injected; nothing legal may "
	    "fail.\n\n"
	    "Exit status: 0 every illegal mutant was killed and nothing legal "
	    "failed, 1 a mutant survived or something legal failed, 2 wrong "
	    "usage\nor input file, 3 a case does not pass without faults, or "
	    "interrupted.",
	.examples = "  ixconform qualify conference\n"
		    "  ixconform qualify --json out/qualify.json\n"
		    "  ixconform qualify --part behaviour\n"
		    "  ixconform qualify -v --schedules 0 "
		    "conference/invitation-rejected",
	.run = run_qualify,
};
