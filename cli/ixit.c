/* SPDX-License-Identifier: Apache-2.0 */
/* ixconform ixit: the target without what is secret. */
#include "conformance/ixit.h"
#include "cli/commands.h"
#include "cli/option/terminal.h"
#include "cli/option/workspace.h"
#include "record/summary.h"

#include <stdio.h>

#define TEXT_MAX_BYTES ((size_t)16 << 20)

static enum exit_status
carry_out(struct workspace *w)
{
	struct diag diag;
	struct buf text;
	diag_init(&diag);
	buf_init(&text, TEXT_MAX_BYTES);
	bool good = workspace_load(w, &diag) &&
	    ixit_print(
		w->target, w->suites.items.items, w->suites.items.count, &text);
	if (good)
		fwrite(buf_text(&text), 1, text.size, stdout);
	print_diagnostics(&diag);
	buf_free(&text);
	diag_free(&diag);
	return good ? EXIT_CONFORMS : EXIT_USAGE;
}

static int
run_ixit(const struct command *self, int argc, char **argv)
{
	struct workspace w = { 0 };
	const struct option_row rows[] = {
		target_option(&w, "the target, instead of the embedded mock"),
		reading_option(&w.overrides),
		data_option(&w),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	enum options_end end = options_read(&options, argc, argv);
	enum exit_status status =
	    end == OPTIONS_HELP ? EXIT_CONFORMS : EXIT_USAGE;
	if (end == OPTIONS_READ && options.word_count != 0)
		options_complain(self,
		    "ixit takes no file; name it with "
		    "--target");
	else if (end == OPTIONS_READ)
		status = carry_out(&w);
	workspace_free(&w);
	return (int)status;
}

const struct command ixit_command = {
	.name = "ixit",
	.summary = "print a target without its secrets",
	.usage = "ixit [OPTION...]",
	.text = "Prints the implementation extra information for testing "
		"(IXIT): the target as a file, without credentials, "
		"certificates, files and proxies, and with all readings.",
	.examples = "  ixconform ixit --target my-server.xml >ixit.xml",
	.run = run_ixit,
};
