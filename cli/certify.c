/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ixconform certify: an official run, or recordings of one, made into a bundle
 * that others can verify.
 */
#include "archive/folder.h"
#include "bundle/layout.h"
#include "bundle/manifest.h"
#include "cli/bundle/agreement.h"
#include "cli/bundle/delivery.h"
#include "cli/bundle/derivation.h"
#include "cli/bundle/intake.h"
#include "cli/bundle/official_run.h"
#include "cli/bundle/paper_files.h"
#include "cli/bundle/seals.h"
#include "cli/bundle/verification.h"
#include "cli/commands.h"
#include "cli/option/outputs.h"
#include "cli/option/terminal.h"
#include "cli/run/signals.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A line for each file. */
#define TEXT_MAX_BYTES ((size_t)1 << 20)
/* A name that all file systems take, with what is added to it. */
#define NAME_MAX_BYTES 80

struct certify {
	const struct command *command;
	const char *claims[STATEMENT_KEYS]; /* as options say, or NULL */
	const char *folder_option, *target_file, *data_option;
	const char *ics_file, *waivers_file;
	const char *sealed; /* a bundle that is there, or NULL */
	struct seal_orders orders;
	struct statement stated;        /* of that bundle */
	struct option_words recordings; /* of an earlier run */
	bool is_rehearsal, is_simulated, is_zstd;
	char *folder;       /* owned */
	char *recording;    /* of this run, owned; NULL: there are others */
	struct pack bundle; /* what is made */
	struct derivation derived;
	struct objections objections;
	struct diag diag;
};

static enum compression
compression_of(const struct certify *c)
{
	return c->is_zstd ? COMPRESSION_ZSTD : COMPRESSION_GZIP;
}

/* --- before anything is done --- */

/* False after complaining of each that is missing. */
static bool
check_claims(const struct certify *c)
{
	static const struct {
		enum statement_key key;
		const char *option;
	} needed[] = {
		{ STATEMENT_PRODUCT, "--product NAME" },
		{ STATEMENT_VERSION, "--product-version TEXT" },
		{ STATEMENT_CONTACT, "--contact ADDRESS" },
	};
	struct buf missing;
	buf_init(&missing, TEXT_MAX_BYTES);
	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (!c->claims[needed[i].key] || !*c->claims[needed[i].key])
			buf_printf(&missing, "%s%s", missing.size ? ", " : "",
			    needed[i].option);
	bool good = missing.size == 0;
	if (!good)
		options_complain(c->command,
		    "a bundle states whose it is: certify requires %s",
		    buf_text(&missing));
	buf_free(&missing);
	for (enum statement_key k = 0; good && k < STATEMENT_KEYS; k++)
		if (c->claims[k] &&
		    strlen(c->claims[k]) > STATEMENT_VALUE_MAX_BYTES) {
			options_complain(c->command,
			    "the %s has %zu bytes; a line of the statement has "
			    "room for %d",
			    statement_key_name(k), strlen(c->claims[k]),
			    STATEMENT_VALUE_MAX_BYTES);
			good = false;
		}
	return good;
}

/* False after complaining. */
static bool
check_run(const struct certify *c, const struct options *o)
{
	bool runs = c->recordings.count == 0;
	if (!check_claims(c))
		return false;
	if (o->word_count)
		options_complain(c->command,
		    "certify runs every case of the suites, so it takes no "
		    "names; '%s' was given",
		    o->words[0]);
	else if (!runs && c->is_simulated)
		options_complain(c->command,
		    "--simulate is for a run, and --evidence names one that "
		    "was");
	else if (!runs && c->target_file)
		options_complain(c->command,
		    "--target is for a run, and --evidence names one that "
		    "was");
	else if (runs && !c->target_file && !c->is_rehearsal)
		options_complain(c->command,
		    "name the server with --target FILE; without, the mock is "
		    "run, and that is a --rehearsal");
	else if (c->is_simulated && !c->is_rehearsal)
		options_complain(
		    c->command, "a simulation is no more than a --rehearsal");
	else
		return true;
	return false;
}

/* False after complaining. */
static bool
check_words(const struct certify *c, const struct options *o)
{
	const char *problem =
	    seal_orders_refuse(&c->orders, c->claims[STATEMENT_CONTACT]);
	if (problem)
		options_complain(c->command, "%s", problem);
	if (problem || !c->sealed)
		return !problem && check_run(c, o);
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		if (c->claims[k]) {
			options_complain(c->command,
			    "--seal takes a bundle as it is: nothing can be "
			    "stated any more");
			return false;
		}
	return true;
}

/* "Example Server" 1.2: "Example-Server-1.2". */
static char *
name_folder(const struct certify *c)
{
	if (c->folder_option)
		return mem_strdup(c->folder_option);
	char *name = mem_printf("%s-%s", c->claims[STATEMENT_PRODUCT],
	    c->claims[STATEMENT_VERSION]);
	if (strlen(name) > NAME_MAX_BYTES)
		name[NAME_MAX_BYTES] = '\0';
	for (char *at = name; *at; at++) {
		const char one[] = { *at, '\0' };
		if (*at == '/' || (at == name && strchr(".-", *at)) ||
		    (strcmp(one, ".") != 0 && pack_refuse_name(one)))
			*at = '-';
	}
	if (*name == '-')
		*name = '_';
	return name;
}

/* Nothing that is there already is overwritten.  False after reporting. */
static bool
make_folder(struct certify *c)
{
	const char *why = pack_refuse_name(source_file_name(c->folder));
	char *evidence = mem_printf("%s/" BUNDLE_EVIDENCE, c->folder);
	bool good = false;
	if (why)
		diag_error(&c->diag, NULL,
		    "the folder '%s' cannot be one of an archive: %s; name "
		    "another with --output",
		    c->folder, why);
	else if (mkdir(c->folder, 0777) != 0)
		diag_error(&c->diag, NULL, "cannot make the folder '%s': %s%s",
		    c->folder, strerror(errno),
		    errno == EEXIST ? "; name another with --output" : "");
	else if (mkdir(evidence, 0777) != 0)
		diag_error(&c->diag, NULL, "cannot make the folder '%s': %s",
		    evidence, strerror(errno));
	else
		good = true;
	free(evidence);
	return good;
}

/* If nothing is in it. */
static void
remove_folder(const struct certify *c)
{
	char *evidence = mem_printf("%s/" BUNDLE_EVIDENCE, c->folder);
	rmdir(evidence);
	rmdir(c->folder);
	free(evidence);
}

/* --- the run --- */

static enum exit_status
run_all(struct certify *c)
{
	c->recording =
	    mem_printf("%s/" BUNDLE_EVIDENCE "run-1-of-1.ndjson", c->folder);
	struct official_run o = { .run = &run_command,
		.target_file = c->target_file,
		.ics_file = c->ics_file,
		.waivers_file = c->waivers_file,
		.data_option = c->data_option,
		.is_simulated = c->is_simulated,
		.recording = c->recording };
	return official_run(&o);
}

/* False after reporting. */
static bool
take_evidence(struct certify *c)
{
	bool good = paper_files_take(
	    &c->bundle, c->ics_file, c->waivers_file, &c->diag);
	unsigned total = c->recording ? 1 : (unsigned)c->recordings.count;
	for (unsigned i = 0; i < total; i++)
		good &= intake_recording(&c->bundle,
		    c->recording ? c->recording : c->recordings.items[i], i + 1,
		    total, compression_of(c), &c->diag);
	return good;
}

/* --- the bundle --- */

static void
state(struct certify *c)
{
	struct statement *s = &c->derived.statement;
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		if (c->claims[k])
			statement_set(s, k, c->claims[k]);
	statement_print(&text, s);
	pack_add_text(&c->bundle, BUNDLE_STATEMENT, buf_text(&text));
	buf_free(&text);
}

/* What was derived belongs to the bundle now. */
static void
take_derived(struct certify *c)
{
	struct pack *from = &c->derived.files;
	for (size_t i = 0; i < from->files.count; i++) {
		vec_push(&c->bundle.files, from->files.items[i]);
	}
	vec_free(&from->files);
}

static void
complete(struct certify *c)
{
	struct buf text;
	state(c);
	take_derived(c);
	buf_init(&text, TEXT_MAX_BYTES);
	manifest_print(&text, &c->bundle);
	pack_add_text(&c->bundle, BUNDLE_MANIFEST, buf_text(&text));
	buf_free(&text);
	pack_sort(&c->bundle);
}

/* False after reporting. */
static bool
seal(struct certify *c)
{
	struct intoto_result result = { &c->bundle, c->derived.passed.items,
		c->derived.passed.count, c->derived.waived.items,
		c->derived.waived.count };
	const char *contact = c->derived.statement.values[STATEMENT_CONTACT];
	const char *problem = seal_orders_refuse(&c->orders, contact);
	if (problem)
		diag_error(&c->diag, NULL, "%s", problem);
	return !problem &&
	    seals_make(&c->orders, contact, &c->bundle, &result, &c->diag);
}

/* No bundle was made: a run need not be repeated for that. */
static void
keep_recording(const struct certify *c)
{
	if (c->recording)
		fprintf(stderr,
		    "note: what was recorded stays in %s; 'certify --evidence' "
		    "takes it\n",
		    c->recording);
	else if (!c->sealed)
		remove_folder(c);
}

static enum exit_status
write_bundle(struct certify *c)
{
	const struct statement *s = &c->derived.statement;
	struct delivery d = { .folder = c->folder,
		.bundle = &c->bundle,
		.is_there = c->sealed,
		.how = compression_of(c),
		.time_s = delivery_time(s->values[STATEMENT_DATE]) };
	char *archive;
	bool is_sealed = seal(c);
	if (!is_sealed || !delivery_write(&d, &archive, &c->diag)) {
		print_diagnostics(&c->diag);
		diag_free(&c->diag);
		keep_recording(c);
		return is_sealed ? EXIT_UNWRITTEN : EXIT_USAGE;
	}
	/* It is there compressed. */
	if (c->recording)
		unlink(c->recording);
	printf("%s and %s/: %s %s, %s, level %s; %s\n", archive, c->folder,
	    s->values[STATEMENT_PRODUCT], s->values[STATEMENT_VERSION],
	    s->values[STATEMENT_CASES], s->values[STATEMENT_LEVEL],
	    pack_find(&c->bundle, BUNDLE_SIGNATURE) ? "signed" : "UNSIGNED");
	free(archive);
	return EXIT_CONFORMS;
}

static enum exit_status
refuse(struct certify *c)
{
	fflush(stdout);
	fprintf(stderr, "%s, for %zu reason%s:\n",
	    c->sealed ? "it was not sealed" : "no bundle was made",
	    c->objections.items.count + c->objections.left_out,
	    c->objections.items.count == 1 ? "" : "s");
	verification_print_objections(&c->objections, stderr);
	keep_recording(c);
	return verification_status_of(&c->objections);
}

/* What is about to be written is written as a whole. */
static bool
is_stopped(void)
{
	struct pollfd p = { .fd = signal_fd(), .events = POLLIN };
	return poll(&p, 1, 0) > 0;
}

/* A run that was stopped or failed is still looked at: it says why. */
static enum exit_status
carry_out(struct certify *c)
{
	struct derivation_setup setup = { .pack = &c->bundle,
		.data_option = c->data_option,
		.is_rehearsal = c->is_rehearsal };
	c->folder = name_folder(c);
	if (!make_folder(c))
		return EXIT_USAGE;
	enum exit_status status = EXIT_CONFORMS;
	if (c->recordings.count)
		watch_signals();
	else
		status = run_all(c);
	/* By its ICS alone the product may not conform: then none was made. */
	bool has_evidence = !c->recording || access(c->recording, R_OK) == 0;
	if (!has_evidence && status == EXIT_CONFORMS)
		diag_error(&c->diag, NULL, "cannot read the recording '%s': %s",
		    c->recording, strerror(errno));
	if (!has_evidence) {
		remove_folder(c);
		return status ? status : EXIT_USAGE;
	}
	if (status == EXIT_USAGE || status == EXIT_UNWRITTEN ||
	    !take_evidence(c)) {
		keep_recording(c);
		return status ? status : EXIT_USAGE;
	}
	derivation_make(&c->derived, &setup, &c->objections);
	if (c->objections.items.count == 0 && is_stopped())
		object(&c->objections, OBJECTION_OPEN,
		    "it was interrupted before all was judged");
	if (c->objections.items.count)
		return refuse(c);
	complete(c);
	return write_bundle(c);
}

/* --- one that was made --- */

/* What does not hold is not sealed. */
static enum exit_status
seal_again(struct certify *c)
{
	struct statement *stated = &c->stated;
	c->folder = mem_strdup(c->sealed);
	if (!folder_read(c->folder, &c->bundle, &c->diag))
		return EXIT_USAGE;
	manifest_check(&c->bundle, &c->objections);
	const struct pack_file *file = pack_find(&c->bundle, BUNDLE_STATEMENT);
	if (file)
		statement_read(stated, file, &c->objections);
	const char *status = stated->values[STATEMENT_STATUS];
	struct derivation_setup setup = { .pack = &c->bundle,
		.data_option = c->data_option,
		.is_rehearsal = status && strcmp(status, "rehearsal") == 0 };
	if (c->objections.items.count == 0 &&
	    derivation_make(&c->derived, &setup, &c->objections))
		agreement_check(
		    &c->bundle, stated, &c->derived, &c->objections);
	if (c->objections.items.count)
		return refuse(c);
	statement_free(&c->derived.statement);
	c->derived.statement = *stated;
	*stated = (struct statement){ 0 };
	return write_bundle(c);
}

static int
run_certify(const struct command *self, int argc, char **argv)
{
	struct certify c = { .command = self };
	struct workspace names = { 0 };
	const struct option_row rows[] = {
		{ "product", 0, "NAME", "the product that was tested",
		    .text = &c.claims[STATEMENT_PRODUCT] },
		{ "product-version", 0, "TEXT", "its version",
		    .text = &c.claims[STATEMENT_VERSION] },
		{ "product-digest", 0, "TEXT",
		    "the digest of its build, such as sha256:...",
		    .text = &c.claims[STATEMENT_BUILD] },
		{ "contact", 0, "ADDRESS", "who answers for it",
		    .text = &c.claims[STATEMENT_CONTACT] },
		{ "output", 'o', "FOLDER",
		    "the bundle's folder, which must not exist; the archive\n"
		    "FOLDER.tar.gz is made of it (default: PRODUCT-VERSION)",
		    .text = &c.folder_option },
		target_option(&names,
		    "the server to run all cases against; of\n--evidence, the one that was"),
		{ "evidence", 0, "FILE",
		    "take this recording instead of a run; several are the\n"
		    "shards of one; may be compressed",
		    .words = &c.recordings },
		ics_option(&c.ics_file),
		waivers_option(&c.waivers_file),
		{ "rehearsal", 0, NULL,
		    "try it out: the mock will do; the bundle says so",
		    .flag = &c.is_rehearsal },
		{ "simulate", 0, NULL,
		    "of a rehearsal: on the virtual clock, so in no time",
		    .flag = &c.is_simulated },
		{ "seal", 0, "FOLDER",
		    "make nothing: sign or stamp this bundle, and its archive\n"
		    "again",
		    .text = &c.sealed },
		{ "zstd", 0, NULL, "compress with zstd instead of gzip",
		    .flag = &c.is_zstd },
		data_option(&names),
		{ 0 },
	};
	struct options options = { .command = self };
	options_add(&options, rows);
	seal_orders_add_options(&c.orders, &options);
	enum options_end end = options_read(&options, argc, argv);
	enum exit_status status =
	    end == OPTIONS_HELP ? EXIT_CONFORMS : EXIT_USAGE;
	c.target_file = names.target_file;
	c.data_option = names.data_option;
	diag_init(&c.diag);
	if (end == OPTIONS_READ && check_words(&c, &options))
		status = c.sealed ? seal_again(&c) : carry_out(&c);
	fflush(stdout);
	print_diagnostics(&c.diag);
	statement_free(&c.stated);
	derivation_free(&c.derived);
	objections_free(&c.objections);
	pack_free(&c.bundle);
	diag_free(&c.diag);
	vec_free(&c.recordings);
	free(c.recording);
	free(c.folder);
	return (int)status;
}

const struct command certify_command = {
	.name = "certify",
	.summary = "make a bundle of a run that others can verify",
	.usage = "certify --product NAME --product-version TEXT\n"
		 "           --contact ADDRESS [OPTION...]",
	.text =
	    "Runs every case of the suites against the server, without "
	    "baseline, retries or faults, and makes of it what a vendor hands "
	    "in (docs/certification.md): a folder and an archive with the "
	    "statement, the list of cases, the recording, all reports and a "
	    "manifest.  The same evidence gives the same bytes.  Where "
	    "something is missing no bundle is made, and all reasons are "
	    "named; what was recorded stays.\n\n"
	    "Exit status: 0 the bundle is there; 1 a case failed, or the run "
	    "was no official one; 2 wrong usage or file; 3 cases are missing "
	    "or were not judged; 4 it could not be written.",
	.examples =
	    "  ixconform certify --product 'Example Server' --product-version 1.2 "
	    "\\\n    --contact qa@example.com --target my-server.xml\n"
	    "  ixconform certify ... --evidence 1.ndjson --evidence "
	    "2.ndjson.gz\n"
	    "  ixconform certify ... --rehearsal --simulate",
	.run = run_certify,
};
