/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/ed25519.h"

#include "core/mem.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>

/* A key in PEM has some 120 bytes. */
#define PEM_MAX_BYTES ((size_t)64 << 10)

struct ed25519 {
	EVP_PKEY *key;
};

/* Takes over the key. */
static struct ed25519 *
own(EVP_PKEY *key)
{
	if (!key || EVP_PKEY_id(key) != EVP_PKEY_ED25519) {
		EVP_PKEY_free(key);
		return NULL;
	}
	struct ed25519 *k = mem_alloc(sizeof(*k));
	k->key = key;
	return k;
}

/* A key that wants a pass phrase is refused: nothing is asked for here. */
static int
refuse_pass_phrase(char *into, int size, int is_for_writing, void *context)
{
	(void)into;
	(void)size;
	(void)is_for_writing;
	(void)context;
	return -1;
}

struct ed25519 *
ed25519_private(const char *pem, size_t size)
{
	if (size > PEM_MAX_BYTES)
		return NULL;
	BIO *bio = BIO_new_mem_buf(pem, (int)size);
	EVP_PKEY *key =
	    PEM_read_bio_PrivateKey(bio, NULL, refuse_pass_phrase, NULL);
	BIO_free(bio);
	return own(key);
}

struct ed25519 *
ed25519_public(const char *pem, size_t size)
{
	if (size > PEM_MAX_BYTES)
		return NULL;
	BIO *bio = BIO_new_mem_buf(pem, (int)size);
	EVP_PKEY *key = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
	BIO_free(bio);
	return own(key);
}

bool
ed25519_print_public(const struct ed25519 *k, struct buf *into)
{
	char *text;
	BIO *bio = BIO_new(BIO_s_mem());
	bool good = bio && PEM_write_bio_PUBKEY(bio, k->key);
	long size = good ? BIO_get_mem_data(bio, &text) : 0;
	good = good && size > 0 && buf_add(into, text, (size_t)size);
	BIO_free(bio);
	return good;
}

bool
ed25519_sign(const struct ed25519 *k, const void *bytes, size_t size,
    unsigned char *into)
{
	size_t length = ED25519_SIGNATURE_BYTES;
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool good = c && EVP_DigestSignInit(c, NULL, NULL, NULL, k->key) == 1 &&
	    EVP_DigestSign(c, into, &length, bytes, size) == 1 &&
	    length == ED25519_SIGNATURE_BYTES;
	EVP_MD_CTX_free(c);
	return good;
}

bool
ed25519_verify(const struct ed25519 *k, const void *bytes, size_t size,
    const void *signature, size_t signature_size)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	bool good = c &&
	    EVP_DigestVerifyInit(c, NULL, NULL, NULL, k->key) == 1 &&
	    EVP_DigestVerify(c, signature, signature_size, bytes, size) == 1;
	EVP_MD_CTX_free(c);
	return good;
}

void
ed25519_free(struct ed25519 *k)
{
	if (k)
		EVP_PKEY_free(k->key);
	free(k);
}
