/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/tally.h"
#include "runner/cli/commands.h"
#include "runner/cli/selection.h"
#include "runner/cli/surroundings.h"
#include "runner/cli/terminal.h"

#include <getopt.h>

static const struct option_spec options[] = {
	{ "data", 0, "FOLDER",
	    "where suites/, fixtures/, schema/, targets/ are" },
	{ "long", 'l', NULL, "with section and requirement" },
	{ 0 },
};

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
		printf("    %s: %s\n", p->test->requirements.items[i].level,
		    p->test->requirements.items[i].text);
}

static int
run_list(const struct command *self, int argc, char **argv)
{
	const char *data_option = NULL;
	bool with_requirement = false;
	for (int option;
	     (option = options_next(self, argc, argv)) != OPTION_END;) {
		if (option < 0)
			return option == OPTION_HELP ? 0 : EXIT_USAGE;
		if (option == 0)
			data_option = optarg;
		else
			with_requirement = true;
	}
	struct diag diag;
	struct suites suites = { 0 };
	struct selection selection = { 0 };
	diag_init(&diag);
	char *data = find_data_folder(data_option, &diag);
	bool good = data && suites_load(data, NULL, &suites, &diag) &&
	    selection_make(&suites, true, argv + optind,
		(unsigned)(argc - optind), &selection, &diag);
	for (size_t i = 0; good && i < selection.cases.count; i++)
		print_case(&selection.cases.items[i], with_requirement);
	print_diagnostics(&diag);
	selection_free(&selection);
	suites_free(&suites);
	free(data);
	diag_free(&diag);
	return good ? 0 : EXIT_USAGE;
}

const struct command list_command = {
	.name = "list",
	.summary = "print the names of suites, phases and cases",
	.usage = "list [OPTION...] [SUITE[/PHASE[/CASE]]...]",
	.text =
	    "Prints the cases that the words name, one a line; all of them "
	    "without words.\nWords may hold the wild cards * ? and [...].  "
	    "What cases rest on are setups, named by\nSUITE/setup and below.",
	.options = options,
	.examples = "  ixconform list\n"
		    "  ixconform list --long conference/leave-the-conference\n"
		    "  ixconform list conference/setup\n"
		    "  ixconform list 'conference/*/interaction-*'",
	.run = run_list,
};
