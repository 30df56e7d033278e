/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform lint: what is wrong with fixtures, suites and targets, without
 * running anything.
 */
#include "lint/lint.h"
#include "cli/commands.h"
#include "cli/option/environment.h"
#include "cli/option/secret.h"
#include "cli/option/selection.h"
#include "cli/option/terminal.h"
#include "core/text/suggest.h"
#include "judge/pattern/pattern.h"
#include "lint/grammar.h"
#include "lint/target_check.h"
#include "lint/unlisted.h"
#include "load/target_file.h"
#include "record/summary.h"

#include <string.h>

struct lint_options {
	const char *target, *data;
	bool strict;
	char *const *words; /* names of suites */
	unsigned word_count;
};

struct lint {
	const struct lint_options *options;
	const char *data, *schema; /* folders */
	struct diag *diag;
};

/* Every case as a run would: past a limit of the judge it is no case. */
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
is_meant(const struct lint_options *o, const struct suite *s)
{
	for (unsigned i = 0; i < o->word_count; i++)
		if (strcmp(o->words[i], s->name) == 0)
			return true;
	return o->word_count == 0;
}

static void
check_words(const struct lint_options *o, const struct suites *suites,
    struct diag *diag)
{
	for (unsigned i = 0; i < o->word_count; i++) {
		struct suggestion near;
		bool is_known = false;
		suggest_start(&near, o->words[i]);
		for (size_t j = 0; j < suites->items.count; j++) {
			const char *name = suites->items.items[j]->name;
			is_known |= strcmp(o->words[i], name) == 0;
			suggest_offer(&near, name);
		}
		if (is_known)
			continue;
		diag_error(diag, NULL, "no suite is called '%s'", o->words[i]);
		diag_did_you_mean(diag, near.best);
	}
}

static void
check_suites(const struct lint *l, struct suites *suites)
{
	for (size_t i = 0; i < suites->items.count; i++) {
		const struct suite *s = suites->items.items[i];
		if (!is_meant(l->options, s))
			continue;
		grammar_check_suite(s, l->schema, l->diag);
		lint_suite(s, l->diag);
	}
}

/* The grammar comes last: it names neither the place nor what is allowed. */
static void
check_together(
    const struct lint *l, const struct target *t, struct suites *suites)
{
	target_check_names(
	    t, suites->items.items, suites->items.count, l->diag);
	for (size_t i = 0; i < suites->items.count; i++)
		if (is_meant(l->options, suites->items.items[i]))
			check_against(t, suites->items.items[i], l->diag);
	if (l->diag->error_count ||
	    !grammar_check_target(t, l->schema, l->diag))
		return;
	/* What the target lacks, each case would say again. */
	for (size_t i = 0; i < suites->items.count; i++)
		if (is_meant(l->options, suites->items.items[i]))
			compile_suite(suites->items.items[i], t, l->diag);
}

/*
 * The suites with the target's own setups in them: their warnings were told
 * before.
 */
static void
check_substitutes(const struct lint *l, const struct target *t)
{
	struct suites suites = { 0 };
	if (l->diag->error_count || t->substitutes.count == 0)
		return;
	bool good = suites_load(l->data, t, &suites, l->diag);
	for (size_t i = 0; good && i < suites.items.count; i++) {
		const struct suite *s = suites.items.items[i];
		if (!is_meant(l->options, s))
			continue;
		grammar_check_suite(s, l->schema, l->diag);
		lint_suite_errors(s, l->diag);
		if (target_check(t, s, l->diag) && !l->diag->error_count)
			compile_suite(s, t, l->diag);
	}
	suites_free(&suites);
}

static void
check_target(
    const struct lint *l, const struct target *t, struct suites *suites)
{
	target_check_files(t, false, l->diag);
	check_secret_file(t, l->diag);
	check_together(l, t, suites);
	check_substitutes(l, t);
}

static void
check_data(const struct lint *l)
{
	struct suites suites = { 0 };
	bool good = suites_load(l->data, NULL, &suites, l->diag);
	char *path = l->options->target
	    ? mem_strdup(l->options->target)
	    : data_path(l->data, "targets", "embedded.xml");
	struct target *target = target_load(path, l->diag);
	if (good) /* else the one that is meant may be missing */
		check_words(l->options, &suites, l->diag);
	if (good)
		check_suites(l, &suites);
	if (good)
		lint_unlisted(l->data, suites.items.items, suites.items.count,
		    target, l->diag);
	if (target)
		check_target(l, target, &suites);
	target_free(target);
	free(path);
	suites_free(&suites);
}

static int
lint_all(const struct lint_options *o, struct diag *diag)
{
	char *data = find_data_folder(o->data, diag);
	char *schema = mem_printf("%s/schema", data ? data : "");
	struct lint lint = {
		.options = o, .data = data, .schema = schema, .diag = diag
	};
	if (data)
		check_data(&lint);
	free(schema);
	free(data);
	return diag->error_count || (o->strict && diag->warning_count)
	    ? EXIT_USAGE
	    : 0;
}

static int
run_lint(const struct command *self, int argc, char **argv)
{
	struct lint_options o = { 0 };
	const struct option_row rows[] = {
		{ "target", 't', "FILE",
		    "check this target file, and that it gives all that\n"
		    "the cases need",
		    .text = &o.target },
		{ "strict", 0, NULL, "let warnings fail too (exit status 2)",
		    .flag = &o.strict },
		data_option(&o.data),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	if (end != OPTIONS_READ)
		return end == OPTIONS_HELP ? 0 : EXIT_USAGE;
	o.words = options.words;
	o.word_count = options.word_count;
	struct diag diag;
	diag_init(&diag);
	int status = lint_all(&o, &diag);
	print_diagnostics(&diag);
	printf("%u error%s, %u warning%s\n", diag.error_count,
	    diag.error_count == 1 ? "" : "s", diag.warning_count,
	    diag.warning_count == 1 ? "" : "s");
	diag_free(&diag);
	return status;
}

const struct command lint_command = {
	.name = "lint",
	.summary = "check suites, fixtures, the catalogue and a target file",
	.usage = "lint [OPTION...] [SUITE...]",
	.text = "Loads everything and says what is wrong with it: all mistakes "
		"at once, each with its\nplace, then what a grammar cannot say "
		"(docs/FIXTURES.md); of the suites that are\nnamed, or of all.",
	.examples = "  ixconform lint\n"
		    "  ixconform lint --data my-fixtures --target server.xml",
	.run = run_lint,
};
