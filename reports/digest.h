/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SHA-256 of a file's bytes, to say whether two runs used the same one, or
 * a page is ours: the only code that knows libcrypto.
 */
#ifndef IXC_REPORTS_DIGEST_H
#define IXC_REPORTS_DIGEST_H

#include <stddef.h>

/* 64 hexadecimal digits and a NUL. */
#define DIGEST_TEXT_SIZE 65

/* Returns 'into', which holds at least DIGEST_TEXT_SIZE bytes. */
char *digest_print(char *into, const void *bytes, size_t size);

/* The same of a file; NULL when it cannot be read. */
char *digest_print_file(char *into, const char *path);

/*
 * The digest of a file, taken by another thread beside what the caller does
 * meanwhile: that of a program of some megabytes takes longer than loading a
 * suite.  The thread shares nothing, and ends by itself.
 */
struct digest_task;

struct digest_task *digest_start(const char *path);

/*
 * Wait for the digits, which the caller then owns; frees the task.  NULL when
 * the file cannot be read, or without a task.
 */
char *digest_finish(struct digest_task *t);

/* "sha256-" and base 64, as a page's content security policy has it. */
#define DIGEST_SOURCE_SIZE 52

/* Returns 'into', which holds at least DIGEST_SOURCE_SIZE bytes. */
char *digest_print_source(char *into, const void *bytes, size_t size);

#endif
