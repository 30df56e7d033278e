/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/seals.h"

#include "bundle/layout.h"
#include "bundle/timestamp.h"
#include "core/escape.h"

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
		    .text = &s->intoto_key },
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

void
seals_check(struct seals *s, const struct pack *bundle,
    const struct intoto_result *result, struct objections *o)
{
	ssh_signature_check(&s->signature, bundle, s->signers_file, o);
	s->has_intoto = intoto_check(bundle, result, s->intoto_key, o);
	s->has_stamp =
	    timestamp_check(bundle, s->authority_file, &s->stamp_time, o);
	if (!s->signature.is_there && !s->may_be_unsigned)
		object(o, OBJECTION_OPEN,
		    "it is not signed; --allow-unsigned accepts that");
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
	if (s->has_intoto)
		fprintf(out, "It has an in-toto statement; its key is %s.\n",
		    s->intoto_key ? "yours"
				  : "that of the bundle, " BUNDLE_INTOTO_KEY);
	if (s->stamp_time)
		fprintf(out, "Its manifest existed on %s, says %s.\n",
		    s->stamp_time,
		    s->authority_file ? "your authority"
				      : "the authority of " BUNDLE_STAMP_KEY);
}

void
seals_free(struct seals *s)
{
	ssh_signature_free(&s->signature);
	free(s->stamp_time);
	s->stamp_time = NULL;
}
