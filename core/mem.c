/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
or_abort(void *storage)
{
	if (!storage) {
		fputs("ixconform: out of memory\n", stderr);
		abort();
	}
	return storage;
}

void *
mem_alloc(size_t size_bytes)
{
	return or_abort(malloc(size_bytes ? size_bytes : 1));
}

void *
mem_zalloc(size_t size_bytes)
{
	return or_abort(calloc(1, size_bytes ? size_bytes : 1));
}

void *
mem_resize(void *old, size_t count, size_t element_bytes)
{
	if (element_bytes && count > SIZE_MAX / element_bytes)
		return or_abort(NULL);
	size_t size_bytes = count * element_bytes;
	return or_abort(realloc(old, size_bytes ? size_bytes : 1));
}

char *
mem_strdup(const char *text)
{
	return or_abort(strdup(text));
}

char *
mem_strndup(const char *bytes, size_t size)
{
	char *copy = mem_alloc(size + 1);
	if (size)
		memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}

char *
mem_printf(const char *format, ...)
{
	char *text = NULL;
	va_list ap;
	va_start(ap, format);
	int length = vasprintf(&text, format, ap);
	va_end(ap);
	return or_abort(length < 0 ? NULL : text);
}
