/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plain functions of libcrypto, which are called deprecated since its
 * version 3: the others look for an engine first, and that takes longer than a
 * simulated run of a suite.
 */
#define OPENSSL_API_COMPAT 0x10100000L

#include "record/seal/digest.h"

#include "core/mem.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES 16384

struct digest {
	SHA256_CTX context;
};

static char *
print_digits(char *into, const unsigned char *sum)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		into[2 * i] = digits[sum[i] >> 4];
		into[2 * i + 1] = digits[sum[i] & 0x0F];
	}
	into[DIGEST_TEXT_SIZE - 1] = '\0';
	return into;
}

static void
digest(unsigned char *into, const void *bytes, size_t size)
{
	SHA256_CTX context;
	SHA256_Init(&context);
	SHA256_Update(&context, bytes, size);
	SHA256_Final(into, &context);
}

char *
digest_print(char *into, const void *bytes, size_t size)
{
	unsigned char sum[SHA256_DIGEST_LENGTH];
	digest(sum, bytes, size);
	return print_digits(into, sum);
}

/* False when reading fails. */
static bool
digest_file(unsigned char *into, int fd)
{
	char block[BLOCK_BYTES];
	ssize_t size;
	SHA256_CTX context;
	SHA256_Init(&context);
	while ((size = read(fd, block, sizeof(block))) > 0)
		SHA256_Update(&context, block, (size_t)size);
	SHA256_Final(into, &context);
	return size == 0;
}

char *
digest_print_file(char *into, const char *path)
{
	unsigned char sum[SHA256_DIGEST_LENGTH];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && digest_file(sum, fd);
	if (fd >= 0)
		close(fd);
	return good ? print_digits(into, sum) : NULL;
}

struct digest *
digest_new(void)
{
	struct digest *d = mem_zalloc(sizeof(*d));
	SHA256_Init(&d->context);
	return d;
}

void
digest_add(struct digest *d, const void *bytes, size_t size)
{
	SHA256_Update(&d->context, bytes, size);
}

char *
digest_take(struct digest *d, char *into)
{
	unsigned char sum[SHA256_DIGEST_LENGTH];
	SHA256_Final(sum, &d->context);
	SHA256_Init(&d->context);
	return print_digits(into, sum);
}

void
digest_free(struct digest *d)
{
	free(d);
}

char *
digest_print_source(char *into, const void *bytes, size_t size)
{
	static const char prefix[] = "sha256-";
	unsigned char sum[SHA256_DIGEST_LENGTH];
	digest(sum, bytes, size);
	memcpy(into, prefix, sizeof(prefix) - 1);
	EVP_EncodeBlock(
	    (unsigned char *)into + sizeof(prefix) - 1, sum, sizeof(sum));
	return into;
}
