/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SHA-256 of a file's bytes, to say whether two runs used the same one, or
 * a page is ours: the only code that knows libcrypto.
 */
#ifndef IXC_RECORD_SEAL_DIGEST_H
#define IXC_RECORD_SEAL_DIGEST_H

#include <stddef.h>

/* 64 hexadecimal digits and a NUL. */
#define DIGEST_TEXT_SIZE 65

/* Returns 'into', which holds at least DIGEST_TEXT_SIZE bytes. */
char *digest_print(char *into, const void *bytes, size_t size);

/* The same of a file; NULL when it cannot be read. */
char *digest_print_file(char *into, const char *path);

/* The digest of bytes that come bit by bit. */
struct digest;

struct digest *digest_new(void);

void digest_add(struct digest *d, const void *bytes, size_t size);

/*
 * The digest of all that was added; the next one starts with nothing.  Returns
 * 'into', which holds at least DIGEST_TEXT_SIZE bytes.
 */
char *digest_take(struct digest *d, char *into);

/* NULL is fine. */
void digest_free(struct digest *d);

/* "sha256-" and base 64, as a page's content security policy has it. */
#define DIGEST_SOURCE_SIZE 52

/* Returns 'into', which holds at least DIGEST_SOURCE_SIZE bytes. */
char *digest_print_source(char *into, const void *bytes, size_t size);

#endif
