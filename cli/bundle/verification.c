/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/verification.h"

#include "bundle/layout.h"
#include "cli/bundle/agreement.h"
#include "wire/json_writer.h"

#include <string.h>

static const char *const kinds[] = { "false", "unreadable", "open" };

enum exit_status
verification_status_of(const struct objections *o)
{
	return objections_have(o, OBJECTION_FALSE)     ? EXIT_DEVIATES
	    : objections_have(o, OBJECTION_UNREADABLE) ? EXIT_USAGE
	    : objections_have(o, OBJECTION_OPEN)       ? EXIT_UNDECIDED
						       : EXIT_CONFORMS;
}

enum exit_status
verification_status(const struct verification *v)
{
	return verification_status_of(&v->objections);
}

void
verification_print_objections(const struct objections *o, FILE *out)
{
	for (size_t i = 0; i < o->items.count; i++)
		fprintf(out, "  %s: %s\n", kinds[o->items.items[i].kind],
		    o->items.items[i].text);
	if (o->left_out)
		fprintf(out, "  (and %u more)\n", o->left_out);
}

/* --- for people --- */

static const char *
value_of(const struct verification *v, enum statement_key key)
{
	const char *value = v->statement.values[key];
	return value ? value : "(not stated)";
}

static void
print_reports(const struct pack *derived, FILE *out)
{
	fputs("  reports   ", out);
	for (size_t i = 0, count = 0; i < derived->files.count; i++) {
		const char *name = derived->files.items[i].name;
		if (strncmp(name, BUNDLE_REPORTS, strlen(BUNDLE_REPORTS)) == 0)
			fprintf(out, "%s%s", count++ ? ", " : "",
			    name + strlen(BUNDLE_REPORTS));
	}
	fputs(": byte for byte\n", out);
}

/* The seals are about the manifest, so it cannot list them. */
static void
print_files(const struct pack *bundle, FILE *out)
{
	size_t seals = 0;
	for (size_t i = 0; i < bundle->files.count; i++)
		seals += layout_is_seal(bundle->files.items[i].name);
	fprintf(out,
	    "  files     all %zu are those of the manifest; it cannot list "
	    "itself, its seals and their keys (%zu)\n",
	    bundle->files.count - seals, seals);
}

/* Only what was really done again may be called proven. */
static void
print_proven(const struct verification *v, FILE *out)
{
	const struct derivation *d = &v->derived;
	const struct statement *s = &d->statement;
	if (!v->has_its_files && !v->is_shown && !v->agrees) {
		fputs("Nothing is proven.\n", out);
		return;
	}
	fputs("Proven, since it was done again here:\n", out);
	if (v->has_its_files)
		print_files(&v->bundle, out);
	if (v->is_shown)
		fprintf(out,
		    "  cases     %s; level: %s\n"
		    "  suites    %s\n"
		    "  terms     %s\n",
		    s->values[STATEMENT_CASES], s->values[STATEMENT_LEVEL],
		    s->values[STATEMENT_SUITES], d->terms);
	if (v->agrees)
		print_reports(&d->files, out);
}

static void
print_claimed(const struct verification *v, FILE *out)
{
	fprintf(out, "Only claimed, since no recording can prove it:\n");
	fprintf(out, "  product   %s %s%s%s, of %s\n",
	    value_of(v, STATEMENT_PRODUCT), value_of(v, STATEMENT_VERSION),
	    v->statement.values[STATEMENT_BUILD] ? ", build " : "",
	    v->statement.values[STATEMENT_BUILD]
		? v->statement.values[STATEMENT_BUILD]
		: "",
	    value_of(v, STATEMENT_CONTACT));
	fprintf(out,
	    "  origin    that it was this product which answered, calling "
	    "itself '%s'\n"
	    "  date      %s, by the clock of the machine that ran it\n",
	    value_of(v, STATEMENT_SERVER), value_of(v, STATEMENT_DATE));
}

static bool
is_rehearsal(const struct verification *v)
{
	const char *status = v->statement.values[STATEMENT_STATUS];
	return !status || strcmp(status, "official") != 0;
}

static void
print_count(const char *before, size_t count, const char *what, FILE *out)
{
	if (count)
		fprintf(out, "%s%zu %s%s", before, count, what,
		    count == 1 ? "" : "s");
}

/* Who reads nothing but this line must not believe more than is so. */
static void
print_holding(const struct verification *v, FILE *out)
{
	const struct derivation *d = &v->derived;
	const char *level = d->statement.values[STATEMENT_LEVEL];
	const struct ssh_signature *s = &v->seals.signature;
	fputs("Everything holds", out);
	if (is_rehearsal(v))
		fputs(", as a REHEARSAL", out);
	if (!s->is_good)
		fputs(", UNSIGNED", out);
	else if (!s->is_known)
		fputs(", signed with a key that it brings itself", out);
	if (strcmp(level, "must") == 0)
		fputs(", at level must only", out);
	print_count(", with ", d->concessions.items.count, "concession", out);
	print_count(d->concessions.items.count ? " and " : ", with ",
	    d->waived.count, "waived failure", out);
	fputs(".\n", out);
}

static void
print_end(const struct verification *v, FILE *out)
{
	size_t count = v->objections.items.count + v->objections.left_out;
	if (count == 0) {
		print_holding(v, out);
		return;
	}
	fprintf(out, "It does not hold, for %zu reason%s:\n", count,
	    count == 1 ? "" : "s");
	verification_print_objections(&v->objections, out);
}

void
verification_print(const struct verification *v, FILE *out)
{
	if (is_rehearsal(v))
		fprintf(out, "This is a REHEARSAL, no certification.\n");
	print_proven(v, out);
	seals_print(&v->seals, out);
	print_claimed(v, out);
	if (v->is_derived)
		fprintf(out, "Concessions: %s.  Waivers: %s.\n",
		    v->derived.statement.values[STATEMENT_CONCESSIONS],
		    v->derived.statement.values[STATEMENT_WAIVERS]);
	print_end(v, out);
}

/* --- for programs --- */

static void
add_statement(struct json_writer *w, const char *key, const struct statement *s,
    bool is_claimed)
{
	json_begin_object(w, key);
	for (enum statement_key k = 0; k < STATEMENT_KEYS; k++)
		if (s->values[k] && agreement_is_claim(k) == is_claimed)
			json_add_string(w, statement_key_name(k), s->values[k]);
	json_end_object(w);
}

static void
add_objections(struct json_writer *w, const struct objections *o)
{
	json_begin_list(w, "objections");
	for (size_t i = 0; i < o->items.count; i++) {
		json_begin_object(w, NULL);
		json_add_string(w, "kind", kinds[o->items.items[i].kind]);
		json_add_string(w, "text", o->items.items[i].text);
		json_end_object(w);
	}
	json_end_list(w);
	json_add_unsigned(w, "objectionsLeftOut", o->left_out);
}

static void
add_seals(struct json_writer *w, const struct seals *s)
{
	json_begin_object(w, "signature");
	json_add_boolean(w, "isThere", s->signature.is_there);
	json_add_boolean(w, "isGood", s->signature.is_good);
	json_add_boolean(w, "isKnown", s->signature.is_known);
	json_add_text(w, "signer", s->signature.signer);
	if (s->signature.key.line)
		json_add_string(w, "key", s->signature.key.fingerprint);
	json_end_object(w);
	json_add_boolean(w, "hasStatement", s->intoto == INTOTO_GOOD);
	json_add_text(w, "stampedAt", s->stamp_time);
}

void
verification_add_json(const struct verification *v, struct buf *into)
{
	struct json_writer w = json_start(into);
	json_begin_object(&w, NULL);
	json_add_string(&w, "bundle", v->path);
	json_add_boolean(&w, "holds", verification_status(v) == EXIT_CONFORMS);
	json_begin_object(&w, "proven");
	json_add_boolean(&w, "files", v->has_its_files);
	json_add_boolean(&w, "cases", v->is_shown);
	json_add_boolean(&w, "reports", v->agrees);
	json_end_object(&w);
	add_statement(&w, "claimed", &v->statement, true);
	add_statement(&w, "derived", &v->derived.statement, false);
	json_begin_object(&w, "cases");
	json_add_unsigned(&w, "needed", v->derived.needed);
	json_add_unsigned(&w, "passed", v->derived.passed.count);
	json_add_unsigned(&w, "waived", v->derived.waived.count);
	json_add_unsigned(&w, "notApplicable", v->derived.excused);
	json_end_object(&w);
	json_add_boolean(&w, "isRehearsal", is_rehearsal(v));
	json_begin_list(&w, "concessions");
	for (size_t i = 0; i < v->derived.concessions.items.count; i++)
		json_add_string(
		    &w, NULL, v->derived.concessions.items.items[i]);
	json_end_list(&w);
	add_seals(&w, &v->seals);
	add_objections(&w, &v->objections);
	json_end_object(&w);
	json_end_line(&w);
	json_finish(&w);
}

void
verification_free(struct verification *v)
{
	pack_free(&v->bundle);
	statement_free(&v->statement);
	derivation_free(&v->derived);
	seals_free(&v->seals);
	objections_free(&v->objections);
}
