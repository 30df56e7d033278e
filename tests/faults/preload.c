/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loaded before libc: memory that is refused when failing.c says so.  The real
 * functions are glibc's own names, since asking for them needs memory.
 */
#include "tests/faults/shared.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *memalign(size_t alignment, size_t size);

static struct fault *
find_fault(void)
{
	static struct fault *found;
	if (found)
		return found;
	/* The dynamic linker calls before there is an environment. */
	const char *number = environ ? getenv(FAULT_VARIABLE) : NULL;
	if (!number)
		return NULL;
	struct fault *f = mmap(NULL, sizeof(*f), PROT_READ | PROT_WRITE,
	    MAP_SHARED, atoi(number), 0);
	found = f == MAP_FAILED ? NULL : f;
	return found;
}

static bool
is_refused(void)
{
	struct fault *f = find_fault();
	if (!f || !fault_strikes(f))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return is_refused() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return is_refused() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return is_refused() ? NULL : __libc_realloc(old, size);
}

void *
memalign(size_t alignment, size_t size)
{
	return is_refused() ? NULL : __libc_memalign(alignment, size);
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return is_refused() ? NULL : __libc_memalign(alignment, size);
}

int
posix_memalign(void **ret, size_t alignment, size_t size)
{
	if (is_refused())
		return ENOMEM;
	*ret = __libc_memalign(alignment, size);
	return *ret ? 0 : ENOMEM;
}
