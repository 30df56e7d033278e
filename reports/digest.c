/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_BYTES 16384

static char *
print_digits(char *into, const unsigned char *digest)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		into[2 * i] = digits[digest[i] >> 4];
		into[2 * i + 1] = digits[digest[i] & 0x0F];
	}
	into[DIGEST_TEXT_SIZE - 1] = '\0';
	return into;
}

char *
digest_print(char *into, const void *bytes, size_t size)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	return print_digits(into, SHA256(bytes, size, digest));
}

/* False when reading fails, or libcrypto does. */
static bool
digest_stream(FILE *f, unsigned char *digest)
{
	char block[BLOCK_BYTES];
	size_t size;
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good =
	    context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
	while (good && (size = fread(block, 1, sizeof(block), f)) > 0)
		good = EVP_DigestUpdate(context, block, size) == 1;
	good = good && !ferror(f) &&
	    EVP_DigestFinal_ex(context, digest, NULL) == 1;
	EVP_MD_CTX_free(context);
	return good;
}

char *
digest_print_file(char *into, const char *path)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	FILE *f = fopen(path, "rbe");
	bool good = f && digest_stream(f, digest);
	if (f)
		fclose(f);
	return good ? print_digits(into, digest) : NULL;
}

char *
digest_print_source(char *into, const void *bytes, size_t size)
{
	static const char prefix[] = "sha256-";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	SHA256(bytes, size, digest);
	memcpy(into, prefix, sizeof(prefix) - 1);
	EVP_EncodeBlock(
	    (unsigned char *)into + sizeof(prefix) - 1, digest, sizeof(digest));
	return into;
}
