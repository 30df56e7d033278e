/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/intoto.h"

#include "bundle/base64.h"
#include "bundle/ed25519.h"
#include "bundle/layout.h"
#include "core/source.h"
#include "core/source_file.h"
#include "record/seal/digest.h"
#include "wire/json_object.h"
#include "wire/json_writer.h"

#include <stdlib.h>
#include <string.h>

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"
#define RESULT_TYPE "https://in-toto.io/attestation/test-result/v0.1"
#define PAYLOAD_TYPE "application/vnd.in-toto+json"
/* The names of 10,000 cases have one. */
#define TEXT_MAX_BYTES ((size_t)16 << 20)

/* --- the statement --- */

static void
add_resource(struct json_writer *w, const struct pack *bundle, const char *name)
{
	char digest[DIGEST_TEXT_SIZE];
	const struct pack_file *f = pack_find(bundle, name);
	if (!f)
		return;
	digest_print(digest, f->bytes, f->size);
	json_begin_object(w, NULL);
	json_add_string(w, "name", name);
	json_begin_object(w, "digest");
	json_add_string(w, "sha256", digest);
	json_end_object(w);
	json_end_object(w);
}

static void
add_names(struct json_writer *w, const char *key, const char *const *names,
    size_t count)
{
	json_begin_list(w, key);
	for (size_t i = 0; i < count; i++)
		json_add_string(w, NULL, names[i]);
	json_end_list(w);
}

static void
print_statement(struct buf *into, const struct intoto_result *r)
{
	struct json_writer w = json_start(into);
	json_begin_object(&w, NULL);
	json_add_string(&w, "_type", STATEMENT_TYPE);
	json_begin_list(&w, "subject");
	add_resource(&w, r->bundle, BUNDLE_MANIFEST);
	json_end_list(&w);
	json_add_string(&w, "predicateType", RESULT_TYPE);
	json_begin_object(&w, "predicate");
	json_add_string(&w, "result", r->waived_count ? "WARNED" : "PASSED");
	json_begin_list(&w, "configuration");
	add_resource(&w, r->bundle, BUNDLE_STATEMENT);
	add_resource(&w, r->bundle, BUNDLE_MUST_RUN);
	json_end_list(&w);
	add_names(&w, "passedTests", r->passed, r->passed_count);
	if (r->waived_count)
		add_names(&w, "warnedTests", r->waived, r->waived_count);
	json_end_object(&w);
	json_end_object(&w);
	json_finish(&w);
}

/* What is signed: the type and the payload, each with its length. */
static void
print_signed(struct buf *into, const struct buf *payload)
{
	buf_printf(into, "DSSEv1 %zu " PAYLOAD_TYPE " %zu ",
	    strlen(PAYLOAD_TYPE), payload->size);
	buf_add(into, buf_text(payload), payload->size);
}

/* --- made --- */

static void
print_envelope(
    struct buf *into, const struct buf *payload, const unsigned char *signature)
{
	struct buf text;
	struct json_writer w = json_start(into);
	buf_init(&text, 2 * TEXT_MAX_BYTES);
	json_begin_object(&w, NULL);
	base64_encode(&text, buf_text(payload), payload->size);
	json_add_string(&w, "payload", buf_text(&text));
	json_add_string(&w, "payloadType", PAYLOAD_TYPE);
	json_begin_list(&w, "signatures");
	json_begin_object(&w, NULL);
	buf_clear(&text);
	base64_encode(&text, signature, ED25519_SIGNATURE_BYTES);
	json_add_string(&w, "sig", buf_text(&text));
	json_end_object(&w);
	json_end_list(&w);
	json_end_object(&w);
	json_end_line(&w);
	json_finish(&w);
	buf_free(&text);
}

static bool
sign(struct pack *bundle, const struct intoto_result *result,
    const struct ed25519 *key)
{
	unsigned char signature[ED25519_SIGNATURE_BYTES];
	struct buf payload, whole;
	buf_init(&payload, TEXT_MAX_BYTES);
	buf_init(&whole, 2 * TEXT_MAX_BYTES);
	print_statement(&payload, result);
	print_signed(&whole, &payload);
	bool good = payload.size &&
	    ed25519_sign(key, buf_text(&whole), whole.size, signature);
	buf_clear(&whole);
	if (good) {
		print_envelope(&whole, &payload, signature);
		pack_replace(bundle, BUNDLE_INTOTO, buf_text(&whole));
		buf_clear(&whole);
		ed25519_print_public(key, &whole);
		pack_replace(bundle, BUNDLE_INTOTO_KEY, buf_text(&whole));
	}
	buf_free(&payload);
	buf_free(&whole);
	return good;
}

bool
intoto_make(struct pack *bundle, const struct intoto_result *result,
    const char *key_file, struct diag *diag)
{
	struct source *source = source_read(key_file, SOURCE_MAX_BYTES, diag);
	if (!source)
		return false;
	struct ed25519 *key = ed25519_private(source->text, source->size);
	bool good = key && sign(bundle, result, key);
	if (!good)
		diag_error(diag, NULL,
		    "'%s' is no private key of Ed25519 in PEM, without a pass "
		    "phrase; 'openssl genpkey -algorithm ed25519' makes one",
		    key_file);
	ed25519_free(key);
	source_unref(source);
	return good;
}

/* --- verified --- */

/* False after an objection. */
static bool
complain(struct objections *o, enum objection_kind kind, const char *why)
{
	object(o, kind, "'" BUNDLE_INTOTO "' %s", why);
	return false;
}

/* What else is in it is not signed, whatever it says. */
static bool
is_as_printed(const struct pack_file *f, const struct buf *payload,
    const struct buf *signature)
{
	struct buf text;
	if (signature->size != ED25519_SIGNATURE_BYTES)
		return false;
	buf_init(&text, 4 * TEXT_MAX_BYTES);
	print_envelope(
	    &text, payload, (const unsigned char *)buf_text(signature));
	bool same = text.size == f->size &&
	    memcmp(buf_text(&text), f->bytes, f->size) == 0;
	buf_free(&text);
	return same;
}

/* False: it is no such envelope. */
static bool
open_envelope(
    const struct pack_file *f, struct buf *payload, struct buf *signature)
{
	struct json_document d = { .max_bytes = 2 * TEXT_MAX_BYTES };
	size_t size;
	bool good = json_document_read(&d, f->bytes, f->size, NULL);
	if (good) {
		struct json_object root = json_document_root(&d);
		const char *type = json_get_string(root, "payloadType", &size);
		const char *text = json_get_string(root, "payload", &size);
		good = strcmp(type, PAYLOAD_TYPE) == 0 &&
		    base64_decode(payload, text, size);
		struct json_object one = json_get_item(root, "signatures", 0);
		text = json_get_string(one, "sig", &size);
		good = good && base64_decode(signature, text, size) &&
		    !json_document_problem(&d);
	}
	json_document_free(&d);
	return good && is_as_printed(f, payload, signature);
}

/* The one that the bundle brings; NULL after an objection. */
static struct ed25519 *
find_key(const struct pack *bundle, struct objections *o)
{
	const struct pack_file *f = pack_find(bundle, BUNDLE_INTOTO_KEY);
	struct ed25519 *key = f ? ed25519_public(f->bytes, f->size) : NULL;
	if (!f)
		object(o, OBJECTION_UNREADABLE,
		    "'" BUNDLE_INTOTO_KEY "' is missing, so '" BUNDLE_INTOTO
		    "' cannot be verified; name the key with --intoto-key");
	else if (!key)
		object(o, OBJECTION_UNREADABLE,
		    "'" BUNDLE_INTOTO_KEY
		    "' is no public key of Ed25519 in PEM");
	return key;
}

static bool
check_payload(const struct buf *payload, const struct intoto_result *result,
    struct objections *o)
{
	struct buf wanted;
	buf_init(&wanted, TEXT_MAX_BYTES);
	print_statement(&wanted, result);
	bool good = wanted.size == payload->size &&
	    memcmp(buf_text(&wanted), buf_text(payload), wanted.size) == 0;
	buf_free(&wanted);
	return good ||
	    complain(o, OBJECTION_FALSE,
		"does not state what follows from this manifest and these "
		"recordings");
}

static bool
check_signature(const struct ed25519 *key, const struct buf *payload,
    const struct buf *signature, struct objections *o)
{
	struct buf whole;
	buf_init(&whole, 2 * TEXT_MAX_BYTES);
	print_signed(&whole, payload);
	bool good = ed25519_verify(key, buf_text(&whole), whole.size,
	    buf_text(signature), signature->size);
	buf_free(&whole);
	return good ||
	    complain(
		o, OBJECTION_FALSE, "is not signed with the key that is known");
}

/* Signed by another key, it states nothing. */
static bool
check_envelope(const struct pack_file *f, const struct ed25519 *key,
    const struct intoto_result *result, struct objections *o)
{
	struct buf payload, signature;
	buf_init(&payload, TEXT_MAX_BYTES);
	buf_init(&signature, TEXT_MAX_BYTES);
	bool good = open_envelope(f, &payload, &signature) ||
	    complain(o, OBJECTION_UNREADABLE, "is no envelope of a statement");
	good = good && key && check_signature(key, &payload, &signature, o) &&
	    (!result || check_payload(&payload, result, o));
	buf_free(&payload);
	buf_free(&signature);
	return good;
}

enum intoto_state
intoto_check(const struct pack *bundle, const struct intoto_result *result,
    const struct ed25519 *own, struct objections *o)
{
	const struct pack_file *f = pack_find(bundle, BUNDLE_INTOTO);
	if (!f)
		return INTOTO_ABSENT;
	struct ed25519 *theirs = own ? NULL : find_key(bundle, o);
	bool good = check_envelope(f, own ? own : theirs, result, o);
	ed25519_free(theirs);
	return good ? INTOTO_GOOD : INTOTO_BAD;
}
