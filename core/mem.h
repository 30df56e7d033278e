/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that cannot be refused: every function returns storage or aborts.
 *
 * Our own needs are small and bounded; sizes that come from a peer are checked
 * against a named limit before they reach this header, so a peer can never
 * cause the abort.  All storage is released with free().
 */
#ifndef IXC_CORE_MEM_H
#define IXC_CORE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size_bytes);

/* As mem_alloc(), filled with zero bytes. */
void *mem_zalloc(size_t size_bytes);

/* Resize 'old' (or NULL) to 'count' elements; the product cannot overflow. */
void *mem_resize(void *old, size_t count, size_t element_bytes);

char *mem_strdup(const char *text);

/* Copy 'size' bytes and add a NUL. */
char *mem_strndup(const char *bytes, size_t size);

char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
