/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

char *
digest_print(char *into, const void *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	SHA256(bytes, size, digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		into[2 * i] = digits[digest[i] >> 4];
		into[2 * i + 1] = digits[digest[i] & 0x0F];
	}
	into[DIGEST_TEXT_SIZE - 1] = '\0';
	return into;
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
