/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform verify: a bundle of 'certify', judged again by whoever has to
 * believe it.
 */
#include "archive/unpack.h"
#include "bundle/layout.h"
#include "bundle/manifest.h"
#include "cli/bundle/agreement.h"
#include "cli/bundle/verification.h"
#include "cli/commands.h"
#include "cli/option/outputs.h"

#include <stdlib.h>
#include <string.h>

struct verify {
	const struct command *command;
	struct verification found;
	const char *data_option;
	bool is_quiet, may_be_rehearsal;
	struct json_result json;
	struct diag diag;
};

/* False after an objection. */
static bool
read_statement(struct verification *v)
{
	const struct pack_file *file = pack_find(&v->bundle, BUNDLE_STATEMENT);
	if (file)
		statement_read(&v->statement, file, &v->objections);
	else
		object(&v->objections, OBJECTION_UNREADABLE,
		    "there is no " BUNDLE_STATEMENT);
	return file;
}

static size_t
count(const struct verification *v)
{
	return v->objections.items.count + v->objections.left_out;
}

static void
derive(struct verify *c)
{
	struct verification *v = &c->found;
	const char *status = v->statement.values[STATEMENT_STATUS];
	struct derivation_setup setup = { .pack = &v->bundle,
		.data_option = c->data_option,
		.is_rehearsal = status && strcmp(status, "rehearsal") == 0 };
	size_t before = count(v);
	v->is_derived = derivation_make(&v->derived, &setup, &v->objections);
	v->is_shown = v->is_derived && count(v) == before;
	v->agrees = v->is_derived &&
	    agreement_check(
		&v->bundle, &v->statement, &v->derived, &v->objections);
}

/* Who asks only for the exit status must not take it for a certification. */
static void
object_to_rehearsal(struct verify *c)
{
	const char *status = c->found.statement.values[STATEMENT_STATUS];
	if (!c->may_be_rehearsal && status && strcmp(status, "rehearsal") == 0)
		object(&c->found.objections, OBJECTION_OPEN,
		    "it is a rehearsal, no certification; --allow-rehearsal "
		    "accepts that");
}

static void
check_seals(struct verification *v)
{
	struct intoto_result result = { &v->bundle, v->derived.passed.items,
		v->derived.passed.count, v->derived.waived.items,
		v->derived.waived.count };
	seals_check(&v->seals, &v->bundle, v->is_derived ? &result : NULL,
	    &v->objections);
}

/* A bundle that is damaged is looked at as far as it goes. */
static void
look(struct verify *c)
{
	struct verification *v = &c->found;
	char *top;
	if (!unpack(v->path, &v->bundle, &top, &c->diag)) {
		object_diagnostics(
		    &v->objections, OBJECTION_UNREADABLE, &c->diag, NULL, NULL);
		return;
	}
	free(top);
	pack_sort(&v->bundle);
	manifest_check(&v->bundle, &v->objections);
	v->has_its_files = count(v) == 0;
	if (!pack_find(&v->bundle, BUNDLE_MANIFEST))
		return;
	if (read_statement(v)) {
		derive(c);
		object_to_rehearsal(c);
	}
	check_seals(v);
}

static enum exit_status
carry_out(struct verify *c)
{
	struct verification *v = &c->found;
	FILE *out = stream_beside(c->json.path);
	if (!seals_open(&v->seals, &c->diag))
		return EXIT_USAGE;
	if (!json_result_open(&c->json, &c->diag))
		return EXIT_UNWRITTEN;
	look(c);
	enum exit_status status = verification_status(v);
	if (v->statement.values[STATEMENT_FORMAT] && !c->is_quiet)
		verification_print(v, out);
	else
		verification_print_objections(&v->objections, stderr);
	if (json_result_text(&c->json))
		verification_add_json(v, json_result_text(&c->json));
	bool is_written = json_result_write(&c->json, &c->diag);
	if (!is_written && status == EXIT_CONFORMS)
		status = EXIT_UNWRITTEN;
	return status;
}

static int
run_verify(const struct command *self, int argc, char **argv)
{
	struct verify c = { .command = self };
	struct workspace names = { 0 };
	const struct option_row rows[] = {
		data_option(&names),
		json_option(&c.json),
		{ "allow-rehearsal", 0, NULL,
		    "a rehearsal with the mock can hold, too",
		    .flag = &c.may_be_rehearsal },
		{ "quiet", 'q', NULL, "print only what speaks against it",
		    .flag = &c.is_quiet },
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	seals_add_options(&c.found.seals, &options);
	enum options_end end = options_read(&options, argc, argv);
	if (end == OPTIONS_HELP)
		return EXIT_CONFORMS;
	if (end == OPTIONS_READ && options.word_count != 1)
		options_complain(self,
		    "verify takes exactly one bundle; %u were given",
		    options.word_count);
	if (end != OPTIONS_READ || options.word_count != 1)
		return EXIT_USAGE;
	c.found.path = options.words[0];
	c.data_option = names.data_option;
	diag_init(&c.diag);
	enum exit_status status = carry_out(&c);
	json_result_end(&c.json, &c.diag, EXIT_CONFORMS);
	verification_free(&c.found);
	return (int)status;
}

const struct command verify_command = {
	.name = "verify",
	.summary = "judge a bundle that 'certify' made again",
	.usage = "verify [OPTION...] BUNDLE",
	.text =
	    "Looks at a bundle of 'ixconform certify', a folder or an archive, "
	    "as one who distrusts its maker: are its files those of the "
	    "manifest, who has signed it (ssh-keygen says), does the recording have every case "
	    "that the suite demands, is every message judged now as it was, "
	    "and are all reports what follows from the recording, byte for "
	    "byte?  Says what is proven, and what is only claimed.  Nothing is "
	    "unpacked to disk.\n\n"
	    "Exit status: 0 everything holds; 1 it says what is not so; 2 it "
	    "is no bundle, or a part of it cannot be read; 3 it cannot be "
	    "decided here, say because cases are missing, it is not signed, or "
	    "it is a rehearsal; "
	    "4 the result could not be written.",
	.examples = "  ixconform verify example-server-1.2.tar.gz\n"
		    "  ixconform verify example-server-1.2 --json -",
	.run = run_verify,
};
