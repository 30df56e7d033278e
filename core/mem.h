/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that cannot be refused: every function returns storage, or ends the
 * program with a sentence and MEM_EXHAUSTED_STATUS.
 *
 * Our own needs are small and bounded; sizes that come from a peer are checked
 * against a named limit before they reach this header, so a peer can never
 * cause that end.  All storage is released with free().
 */
#ifndef IXC_CORE_MEM_H
#define IXC_CORE_MEM_H

#include <stddef.h>

/* Without memory nothing can be judged: the exit status that says so. */
#define MEM_EXHAUSTED_STATUS 3

void *mem_alloc(size_t size_bytes);

/* As mem_alloc(), filled with zero bytes. */
void *mem_zalloc(size_t size_bytes);

/* Resize 'old' (or NULL) to 'count' elements; the product cannot overflow. */
void *mem_resize(void *old, size_t count, size_t element_bytes);

/* For libraries that take such functions: as realloc() and calloc(). */
void *mem_realloc(void *old, size_t size_bytes);

void *mem_calloc(size_t count, size_t element_bytes);

char *mem_strdup(const char *text);

/* Copy 'size' bytes and add a NUL. */
char *mem_strndup(const char *bytes, size_t size);

char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
