/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/seals.h"

#include "bundle/layout.h"
#include "bundle/timestamp.h"
#include "core/escape.h"
#include "core/source_file.h"

#include <stdlib.h>
#include <string.h>

/* A name in a list of signers; a hostile bundle has any. */
#define NAME_MAX_BYTES 4096

/* --- made --- */

void
seal_orders_add_options(struct seal_orders *s, struct options *o)
{
	const struct option_row rows[] = {
		{ "sign", 0, "KEY",
		    "sign the manifest with this key, as 'ssh-keygen -f' "
		    "takes\nit: a private one, or the public one of an agent",
		    .text = &s->key },
		{ "signer", 0, "NAME",
		    "whose key that is (default: what --contact says)",
		    .text = &s->signer, .requires = "sign" },
		{ "intoto-key", 0, "FILE",
		    "add a signed in-toto statement; a private key of Ed25519\n"
		    "in PEM",
		    .text = &s->intoto_key },
		{ "timestamp-query", 0, NULL,
		    "write the query for an RFC 3161 stamp of the manifest",
		    .flag = &s->wants_query },
		{ "timestamp-reply", 0, "FILE", "add the stamp in this file",
		    .text = &s->reply },
		{ "timestamp-authority", 0, "FILE",
		    "the certificates of who stamped it, in PEM",
		    .text = &s->authority, .requires = "timestamp-reply" },
		{ 0 },
	};
	options_add(o, rows);
}

const char *
seal_orders_refuse(const struct seal_orders *s, const char *contact)
{
	const char *signer = s->signer ? s->signer : contact;
	if (s->reply && !s->authority)
		return "--timestamp-reply requires --timestamp-authority, to "
		       "verify it by";
	if (s->key && signer && !ssh_key_may_be_of(signer))
		return "a signer is a word without quotes and commas, such as "
		       "an address of mail; name one with --signer";
	return NULL;
}

bool
seals_make(const struct seal_orders *s, const char *contact,
    struct pack *bundle, const struct intoto_result *result, struct diag *diag)
{
	bool good = true;
	if (s->key)
		good &= ssh_signature_make(
		    bundle, s->key, s->signer ? s->signer : contact, diag);
	if (s->intoto_key)
		good &= intoto_make(bundle, result, s->intoto_key, diag);
	if (s->wants_query)
		timestamp_ask(bundle);
	if (s->reply)
		good &= timestamp_take(bundle, s->reply, s->authority, diag);
	pack_sort(bundle);
	return good;
}

/* --- verified --- */

void
seals_add_options(struct seals *s, struct options *o)
{
	const struct option_row rows[] = {
		{ "signers", 0, "FILE",
		    "who may have signed it, as 'ssh-keygen -Y verify -f' "
		    "takes\nit, instead of what the bundle brings",
		    .text = &s->signers_file },
		{ "intoto-key", 0, "FILE",
		    "the public key of its in-toto statement, in PEM",
		    .text = &s->intoto_file },
		{ "timestamp-authority", 0, "FILE",
		    "the certificates of those whose stamps count, in PEM",
		    .text = &s->authority_file },
		{ "allow-unsigned", 0, NULL,
		    "a bundle without a signature can hold, too",
		    .flag = &s->may_be_unsigned },
		{ 0 },
	};
	options_add(o, rows);
}

/* NULL after reporting. */
static struct ed25519 *
read_intoto_key(const char *path, struct diag *diag)
{
	struct source *source = source_read(path, SOURCE_MAX_BYTES, diag);
	struct ed25519 *key =
	    source ? ed25519_public(source->text, source->size) : NULL;
	if (source && !key)
		diag_error(diag, NULL,
		    "--intoto-key: '%s' is no public key of Ed25519 in PEM; "
		    "'openssl pkey -in KEY -pubout' prints one",
		    path);
	source_unref(source);
	return key;
}

/* NULL after reporting. */
static struct source *
read_authority(const char *path, struct diag *diag)
{
	struct source *source = source_read(path, SOURCE_MAX_BYTES, diag);
	if (!source || timestamp_is_authority(source))
		return source;
	diag_error(diag, NULL,
	    "--timestamp-authority: there is no certificate in PEM in '%s'",
	    path);
	source_unref(source);
	return NULL;
}

bool
seals_open(struct seals *s, struct diag *diag)
{
	const char *why =
	    s->signers_file ? source_problem(s->signers_file) : NULL;
	if (why)
		diag_error(diag, NULL, "--signers: cannot read '%s': %s",
		    s->signers_file, why);
	if (s->signers_file && s->may_be_unsigned)
		diag_error(diag, NULL,
		    "--signers demands a signature, and --allow-unsigned does "
		    "without; leave out one of the two");
	if (s->intoto_file)
		s->intoto_key = read_intoto_key(s->intoto_file, diag);
	if (s->authority_file)
		s->authority = read_authority(s->authority_file, diag);
	return diag->error_count == 0;
}

/* A seal that was deleted must be missed: by who demands it, and where the
 * key that verifies it was left. */
static void
object_to_absence(const struct pack *bundle, const char *seal, const char *key,
    const char *demanded_by, struct objections *o)
{
	if (pack_find(bundle, seal))
		return;
	if (demanded_by)
		object(o, OBJECTION_OPEN, "'%s' is missing, and %s demands it",
		    seal, demanded_by);
	else if (pack_find(bundle, key))
		object(o, OBJECTION_OPEN,
		    "'%s' is missing, and '%s', which verifies it, is there",
		    seal, key);
}

void
seals_check(struct seals *s, const struct pack *bundle,
    const struct intoto_result *result, struct objections *o)
{
	ssh_signature_check(&s->signature, bundle, s->signers_file, o);
	s->intoto = intoto_check(bundle, result, s->intoto_key, o);
	timestamp_check(bundle, s->authority, &s->stamp_time, o);
	if (!s->signature.is_there && !s->may_be_unsigned && !s->signers_file)
		object(o, OBJECTION_OPEN,
		    "it is not signed; --allow-unsigned accepts that");
	else
		object_to_absence(bundle, BUNDLE_SIGNATURE, BUNDLE_SIGNERS,
		    s->signers_file ? "--signers" : NULL, o);
	object_to_absence(bundle, BUNDLE_INTOTO, BUNDLE_INTOTO_KEY,
	    s->intoto_key ? "--intoto-key" : NULL, o);
	object_to_absence(bundle, BUNDLE_STAMP, BUNDLE_STAMP_KEY,
	    s->authority ? "--timestamp-authority" : NULL, o);
}

static void
print_signature(const struct ssh_signature *s, FILE *out)
{
	struct buf name;
	buf_init(&name, NAME_MAX_BYTES);
	if (s->signer)
		escape_line(&name, s->signer, strlen(s->signer));
	if (!s->is_there)
		fputs("UNSIGNED: whoever can change the bundle can also change "
		      "its manifest.\n",
		    out);
	else if (!s->is_good)
		fputs(
		    "UNSIGNED: there is a signature, but it does not count.\n",
		    out);
	else
		fprintf(out, "Signed by %s with the key %s%s.\n",
		    buf_text(&name), s->key.fingerprint,
		    s->is_known ? ", which is in your list"
				: ", which the bundle brings itself: compare "
				  "it with the one you know");
	buf_free(&name);
}

void
seals_print(const struct seals *s, FILE *out)
{
	print_signature(&s->signature, out);
	if (s->intoto == INTOTO_GOOD)
		fprintf(out, "Its in-toto statement is signed with %s key.\n",
		    s->intoto_key ? "your" : "the bundle's own");
	if (s->stamp_time)
		fprintf(out, "Its manifest existed on %s, says %s.\n",
		    s->stamp_time,
		    s->authority ? "your authority"
				 : "the authority of " BUNDLE_STAMP_KEY);
}

void
seals_free(struct seals *s)
{
	ssh_signature_free(&s->signature);
	ed25519_free(s->intoto_key);
	source_unref(s->authority);
	free(s->stamp_time);
	s->stamp_time = NULL;
}
