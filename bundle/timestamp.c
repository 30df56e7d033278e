/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/timestamp.h"

#include "bundle/layout.h"
#include "core/source_file.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ts.h>
#include <stdlib.h>
#include <string.h>

/* A reply with all certificates has some 5 KB. */
#define FILE_MAX_BYTES ((size_t)1 << 20)
#define TIME_MAX_BYTES 64

/* --- the query --- */

static TS_MSG_IMPRINT *
make_imprint(const struct pack_file *manifest)
{
	unsigned char sum[SHA256_DIGEST_LENGTH];
	TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
	X509_ALGOR *algorithm = X509_ALGOR_new();
	EVP_Digest(
	    manifest->bytes, manifest->size, sum, NULL, EVP_sha256(), NULL);
	X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL);
	TS_MSG_IMPRINT_set_algo(imprint, algorithm);
	TS_MSG_IMPRINT_set_msg(imprint, sum, sizeof(sum));
	X509_ALGOR_free(algorithm);
	return imprint;
}

void
timestamp_ask(struct pack *bundle)
{
	TS_REQ *query = TS_REQ_new();
	TS_MSG_IMPRINT *imprint =
	    make_imprint(pack_find(bundle, BUNDLE_MANIFEST));
	unsigned char *bytes = NULL;
	TS_REQ_set_version(query, 1);
	TS_REQ_set_msg_imprint(query, imprint);
	TS_REQ_set_cert_req(query, 1);
	int size = i2d_TS_REQ(query, &bytes);
	if (size > 0)
		pack_replace_bytes(
		    bundle, BUNDLE_STAMP_QUERY, bytes, (size_t)size);
	OPENSSL_free(bytes);
	TS_MSG_IMPRINT_free(imprint);
	TS_REQ_free(query);
}

/* --- the reply --- */

static TS_RESP *
read_reply(const void *bytes, size_t size)
{
	if (size > FILE_MAX_BYTES)
		return NULL;
	BIO *bio = BIO_new_mem_buf(bytes, (int)size);
	TS_RESP *reply = d2i_TS_RESP_bio(bio, NULL);
	BIO_free(bio);
	return reply;
}

/* The certificates in a text, as those that are trusted; NULL: there is none.
 */
static X509_STORE *
read_authority(const char *pem, size_t size)
{
	X509_STORE *store = X509_STORE_new();
	BIO *bio =
	    size > FILE_MAX_BYTES ? NULL : BIO_new_mem_buf(pem, (int)size);
	unsigned count = 0;
	for (X509 *one; bio && (one = PEM_read_bio_X509(bio, NULL, NULL, NULL));
	     count++) {
		X509_STORE_add_cert(store, one);
		X509_free(one);
	}
	BIO_free(bio);
	ERR_clear_error();
	if (count)
		return store;
	X509_STORE_free(store);
	return NULL;
}

/* Takes over the store.  A stamp stays good when its certificate expires, since
 * it was good when it was made. */
static bool
verify(TS_RESP *reply, X509_STORE *store, const struct pack_file *manifest)
{
	TS_VERIFY_CTX *c = TS_VERIFY_CTX_new();
	X509_STORE_set_flags(store, X509_V_FLAG_NO_CHECK_TIME);
	X509_STORE_set_purpose(store, X509_PURPOSE_TIMESTAMP_SIGN);
	TS_VERIFY_CTX_set_flags(
	    c, TS_VFY_VERSION | TS_VFY_SIGNATURE | TS_VFY_DATA);
	TS_VERIFY_CTX_set_store(c, store);
	TS_VERIFY_CTX_set_data(
	    c, BIO_new_mem_buf(manifest->bytes, (int)manifest->size));
	bool good = TS_RESP_verify_response(c, reply) == 1;
	ERR_clear_error();
	TS_VERIFY_CTX_free(c);
	return good;
}

/* "2026-11-30 21:04:05 UTC", or NULL. */
static char *
print_time(TS_RESP *reply)
{
	TS_TST_INFO *info = TS_RESP_get_tst_info(reply);
	const ASN1_GENERALIZEDTIME *time =
	    info ? TS_TST_INFO_get_time(info) : NULL;
	struct tm tm;
	char text[TIME_MAX_BYTES];
	if (!time || ASN1_TIME_to_tm(time, &tm) != 1 ||
	    !strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &tm))
		return NULL;
	return mem_strdup(text);
}

bool
timestamp_take(struct pack *bundle, const char *reply_file,
    const char *authority_file, struct diag *diag)
{
	struct source *reply = source_read(reply_file, FILE_MAX_BYTES, diag);
	struct source *authority =
	    source_read(authority_file, FILE_MAX_BYTES, diag);
	TS_RESP *parsed = reply ? read_reply(reply->text, reply->size) : NULL;
	X509_STORE *store =
	    authority ? read_authority(authority->text, authority->size) : NULL;
	bool good = parsed && store &&
	    verify(parsed, store, pack_find(bundle, BUNDLE_MANIFEST));
	if (reply && authority && !good)
		diag_error(diag, NULL,
		    "'%s' is no stamp of this manifest by the authority of "
		    "'%s'",
		    reply_file, authority_file);
	if (good) {
		pack_replace_bytes(
		    bundle, BUNDLE_STAMP, reply->text, reply->size);
		pack_replace_bytes(
		    bundle, BUNDLE_STAMP_KEY, authority->text, authority->size);
	}
	if (store && !parsed)
		X509_STORE_free(store);
	TS_RESP_free(parsed);
	source_unref(reply);
	source_unref(authority);
	return good;
}

/* --- verified --- */

static void
check(const struct pack *bundle, const char *pem, size_t size, char **ret_time,
    struct objections *o)
{
	const struct pack_file *f = pack_find(bundle, BUNDLE_STAMP);
	TS_RESP *reply = read_reply(f->bytes, f->size);
	X509_STORE *store = reply ? read_authority(pem, size) : NULL;
	if (!reply)
		object(
		    o, OBJECTION_UNREADABLE, "'" BUNDLE_STAMP "' is no stamp");
	else if (!store)
		object(o, OBJECTION_OPEN,
		    "'" BUNDLE_STAMP
		    "' cannot be verified: there is no certificate for it");
	else if (verify(reply, store, pack_find(bundle, BUNDLE_MANIFEST)))
		*ret_time = print_time(reply);
	else
		object(o, OBJECTION_FALSE,
		    "'" BUNDLE_STAMP "' is no stamp of this manifest by the "
		    "authority that is known");
	ERR_clear_error();
	TS_RESP_free(reply);
}

bool
timestamp_is_authority(const struct source *pem)
{
	X509_STORE *store = read_authority(pem->text, pem->size);
	X509_STORE_free(store);
	return store;
}

void
timestamp_check(const struct pack *bundle, const struct source *authority,
    char **ret_time, struct objections *o)
{
	const struct pack_file *f = pack_find(bundle, BUNDLE_STAMP_KEY);
	*ret_time = NULL;
	if (!pack_find(bundle, BUNDLE_STAMP))
		return;
	if (authority)
		check(bundle, authority->text, authority->size, ret_time, o);
	else
		check(bundle, f ? f->bytes : "", f ? f->size : 0, ret_time, o);
}
