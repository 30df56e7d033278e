/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform lint: what is wrong with fixtures, suites and targets, without
 * running anything.
 */
#include "lint/lint.h"
#include "cli/commands.h"
#include "cli/option/secret.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "cli/papers/papers.h"
#include "core/text/suggest.h"
#include "judge/pattern/pattern.h"
#include "lint/grammar.h"
#include "lint/target_check.h"
#include "lint/unlisted.h"
#include "record/summary.h"

#include <string.h>

struct lint {
	struct workspace workspace; /* its suites are as they are shipped */
	struct papers papers;
	bool is_strict;
	char *const *words; /* names of suites */
	unsigned word_count;
	struct diag diag;
};

/* Every case as a run would: past a limit of the judge it cannot be run. */
static void
compile_cases(const struct suite *s, const struct target *t,
    const struct fixture *f, struct diag *diag)
{
	for (size_t i = 0; i < f->cases.count; i++)
		pattern_free(pattern_compile(s, t, f->cases.items[i], diag));
}

static void
compile_suite(const struct suite *s, const struct target *t, struct diag *diag)
{
	for (size_t i = 0; i < s->fixtures.count; i++)
		compile_cases(s, t, s->fixtures.items[i], diag);
	if (s->teardown)
		pattern_free(pattern_compile(s, t, s->teardown, diag));
}

static void
check_against(
    const struct target *target, const struct suite *s, struct diag *diag)
{
	if (!target_check(target, s, diag))
		return;
	target_check_timers(target, s, diag);
	target_check_tolerance(target, s, diag);
}

/* Do the words name the suite?  All are named without words. */
static bool
is_meant(const struct lint *l, const struct suite *s)
{
	for (unsigned i = 0; i < l->word_count; i++)
		if (strcmp(l->words[i], s->name) == 0)
			return true;
	return l->word_count == 0;
}

static void
check_words(struct lint *l)
{
	const struct suites *suites = &l->workspace.suites;
	for (unsigned i = 0; i < l->word_count; i++) {
		struct suggestion near;
		bool is_known = false;
		suggest_start(&near, l->words[i]);
		for (size_t j = 0; j < suites->items.count; j++) {
			const char *name = suites->items.items[j]->name;
			is_known |= strcmp(l->words[i], name) == 0;
			suggest_offer(&near, name);
		}
		if (is_known)
			continue;
		diag_error(
		    &l->diag, NULL, "no suite is called '%s'", l->words[i]);
		diag_did_you_mean(&l->diag, near.best);
	}
}

static void
check_suites(struct lint *l)
{
	const struct suites *suites = &l->workspace.suites;
	for (size_t i = 0; i < suites->items.count; i++) {
		const struct suite *s = suites->items.items[i];
		if (!is_meant(l, s))
			continue;
		grammar_check_suite(s, l->workspace.schema, &l->diag);
		lint_suite(s, &l->diag);
	}
}

/* The grammar comes last: it names neither the place nor what is allowed. */
static void
check_together(struct lint *l, const struct target *t)
{
	const struct suites *suites = &l->workspace.suites;
	target_check_names(
	    t, suites->items.items, suites->items.count, &l->diag);
	for (size_t i = 0; i < suites->items.count; i++)
		if (is_meant(l, suites->items.items[i]))
			check_against(t, suites->items.items[i], &l->diag);
	if (l->diag.error_count ||
	    !grammar_check_target(t, l->workspace.schema, &l->diag))
		return;
	/* What the target lacks, each case would say again. */
	for (size_t i = 0; i < suites->items.count; i++)
		if (is_meant(l, suites->items.items[i]))
			compile_suite(suites->items.items[i], t, &l->diag);
}

/*
 * The suites with the target's own setups in them: their warnings have been
 * reported.
 */
static void
check_substitutes(struct lint *l, const struct target *t)
{
	struct suites suites = { 0 };
	if (l->diag.error_count || t->substitutes.count == 0)
		return;
	bool good = suites_load(l->workspace.data, t, &suites, &l->diag);
	for (size_t i = 0; good && i < suites.items.count; i++) {
		const struct suite *s = suites.items.items[i];
		if (!is_meant(l, s))
			continue;
		grammar_check_suite(s, l->workspace.schema, &l->diag);
		lint_suite_errors(s, &l->diag);
		if (target_check(t, s, &l->diag) && !l->diag.error_count)
			compile_suite(s, t, &l->diag);
	}
	suites_free(&suites);
}

static void
check_target(struct lint *l, const struct target *t)
{
	target_check_files(t, false, &l->diag);
	secrets_check_files(t, &l->diag);
	check_together(l, t);
	check_substitutes(l, t);
}

static enum exit_status
lint_all(struct lint *l)
{
	struct workspace *w = &l->workspace;
	if (!workspace_find(w, &l->diag))
		return EXIT_USAGE;
	bool good = workspace_load_suites(w, NULL, &l->diag);
	w->target = workspace_read_target(w, &l->diag);
	if (good) { /* else the suite that is meant may be missing */
		check_words(l);
		check_suites(l);
		papers_load_for(&l->papers, w, &l->diag);
		lint_unlisted(w->data, w->suites.items.items,
		    w->suites.items.count, w->target, &l->diag);
	}
	if (w->target)
		check_target(l, w->target);
	return l->diag.error_count || (l->is_strict && l->diag.warning_count)
	    ? EXIT_USAGE
	    : EXIT_CONFORMS;
}

static int
run_lint(const struct command *self, int argc, char **argv)
{
	struct lint l = { 0 };
	const struct option_row rows[] = {
		target_option(&l.workspace,
		    "check this target file, and that it has everything the "
		    "cases need"),
		{ "strict", 0, NULL, "fail for warnings, too (exit status 2)",
		    .flag = &l.is_strict },
		ics_option(&l.papers.ics_file),
		waivers_option(&l.papers.waivers_file),
		data_option(&l.workspace),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end != OPTIONS_READ)
		return end == OPTIONS_HELP ? 0 : EXIT_USAGE;
	l.words = options.words;
	l.word_count = options.word_count;
	diag_init(&l.diag);
	enum exit_status status = lint_all(&l);
	print_diagnostics(&l.diag);
	printf("%u error%s, %u warning%s\n", l.diag.error_count,
	    l.diag.error_count == 1 ? "" : "s", l.diag.warning_count,
	    l.diag.warning_count == 1 ? "" : "s");
	papers_free(&l.papers);
	workspace_free(&l.workspace);
	diag_free(&l.diag);
	return status;
}

const struct command lint_command = {
	.name = "lint",
	.summary = "check suites, fixtures, the catalogue and a target file",
	.usage = "lint [OPTION...] [SUITE...]",
	.text =
	    "Checks all input files of the named suites, or of all "
	    "suites, and reports every mistake with its location, including "
	    "those that a grammar cannot express (docs/FIXTURES.md).",
	.examples = "  ixconform lint\n"
		    "  ixconform lint --data my-fixtures --target server.xml",
	.run = run_lint,
};
