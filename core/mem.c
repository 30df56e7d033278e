/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Nothing that needs memory may be called any more: no stream, no atexit(). */
static void
give_up(void)
{
	static const char text[] =
	    "ixconform: error: out of memory; allow it more, or give it less to "
	    "do\n";
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0) {
		/* Then it is not said. */
	}
	_exit(MEM_EXHAUSTED_STATUS);
}

static void *
or_give_up(void *storage)
{
	if (!storage)
		give_up();
	return storage;
}

void *
mem_alloc(size_t size_bytes)
{
	return or_give_up(malloc(size_bytes ? size_bytes : 1));
}

void *
mem_zalloc(size_t size_bytes)
{
	return or_give_up(calloc(1, size_bytes ? size_bytes : 1));
}

void *
mem_resize(void *old, size_t count, size_t element_bytes)
{
	/* No limit was checked: we are wrong. */
	if (element_bytes && count > SIZE_MAX / element_bytes)
		abort();
	size_t size_bytes = count * element_bytes;
	return or_give_up(realloc(old, size_bytes ? size_bytes : 1));
}

void *
mem_realloc(void *old, size_t size_bytes)
{
	return mem_resize(old, size_bytes, 1);
}

void *
mem_calloc(size_t count, size_t element_bytes)
{
	return or_give_up(
	    calloc(count ? count : 1, element_bytes ? element_bytes : 1));
}

char *
mem_strdup(const char *text)
{
	return or_give_up(strdup(text));
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
	return or_give_up(length < 0 ? NULL : text);
}
