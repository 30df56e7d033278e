/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/load/lint.h"
#include "reports/tally.h"
#include "runner/cli/commands.h"
#include "runner/cli/secret.h"
#include "runner/cli/selection.h"
#include "runner/cli/surroundings.h"
#include "runner/cli/terminal.h"
#include "runner/load/gate.h"
#include "runner/load/target_check.h"
#include "runner/load/target_file.h"
#include "runner/match/pattern.h"

#include <getopt.h>

enum { OPTION_TARGET, OPTION_STRICT, OPTION_DATA };

static const struct option_spec options[] = {
	[OPTION_TARGET] = { "target", 't', "FILE",
	    "check this target file, and that it gives all that\n"
	    "the cases need" },
	[OPTION_STRICT] = { "strict", 0, NULL,
	    "let warnings fail too (exit status 2)" },
	[OPTION_DATA] = { "data", 0, "FOLDER",
	    "where suites/, fixtures/, schema/, targets/ are" },
	{ 0 },
};

struct lint_options {
	const char *target, *data;
	bool strict;
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
	if (target_check(target, s, diag))
		target_check_timers(target, s, diag);
}

static void
check_suites(const char *schema, struct suites *suites, struct diag *diag)
{
	for (size_t i = 0; i < suites->items.count; i++) {
		const struct suite *s = suites->items.items[i];
		gate_suite(s, schema, diag);
		lint_suite(s, diag);
	}
}

/* The grammar comes last: it names neither the place nor what is allowed. */
static void
check_together(const char *schema, const struct target *t,
    struct suites *suites, struct diag *diag)
{
	for (size_t i = 0; i < suites->items.count; i++)
		check_against(t, suites->items.items[i], diag);
	if (diag->error_count || !gate_target(t, schema, diag))
		return;
	/* What the target lacks, each case would say again. */
	for (size_t i = 0; i < suites->items.count; i++)
		compile_suite(suites->items.items[i], t, diag);
}

/*
 * The suites with the target's own setups in them: their warnings were told
 * before.
 */
static void
check_substitutes(const char *data, const char *schema, const struct target *t,
    struct diag *diag)
{
	struct suites suites = { 0 };
	if (diag->error_count || t->substitutes.count == 0)
		return;
	bool good = suites_load(data, t, &suites, diag);
	for (size_t i = 0; good && i < suites.items.count; i++) {
		const struct suite *s = suites.items.items[i];
		gate_suite(s, schema, diag);
		lint_suite_errors(s, diag);
		if (target_check(t, s, diag) && !diag->error_count)
			compile_suite(s, t, diag);
	}
	suites_free(&suites);
}

static void
check_target(const char *data, const char *schema, const struct lint_options *o,
    struct suites *suites, struct diag *diag)
{
	char *path = o->target ? mem_strdup(o->target)
			       : data_path(data, "targets", "embedded.xml");
	struct target *target = target_load(path, diag);
	if (target) {
		target_check_files(target, diag);
		check_secret_file(target, diag);
		check_together(schema, target, suites, diag);
		check_substitutes(data, schema, target, diag);
	}
	target_free(target);
	free(path);
}

static int
lint_all(const struct lint_options *o, struct diag *diag)
{
	struct suites suites = { 0 };
	char *data = find_data_folder(o->data, diag);
	char *schema = mem_printf("%s/schema", data ? data : "");
	if (data && suites_load(data, NULL, &suites, diag))
		check_suites(schema, &suites, diag);
	if (data)
		check_target(data, schema, o, &suites, diag);
	suites_free(&suites);
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
	uint64_t seen = 0;
	for (int option;
	     (option = options_next(self, &seen, argc, argv)) != OPTION_END;) {
		if (option < 0)
			return option == OPTION_HELP ? 0 : EXIT_USAGE;
		if (option == OPTION_TARGET)
			o.target = optarg;
		else if (option == OPTION_DATA)
			o.data = optarg;
		else
			o.strict = true;
	}
	if (optind < argc) {
		options_complain(
		    self, "lint takes no word, but got '%s'", argv[optind]);
		return EXIT_USAGE;
	}
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
	.usage = "lint [OPTION...]",
	.text = "Loads everything and says what is wrong with it: all mistakes "
		"at once, each with its\nplace, then what a grammar cannot say "
		"(docs/FIXTURES.md).",
	.options = options,
	.examples = "  ixconform lint\n"
		    "  ixconform lint --data my-fixtures --target server.xml",
	.run = run_lint,
};
