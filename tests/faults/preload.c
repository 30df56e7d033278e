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
#include <unwind.h>

/* Callers that make a place another one. */
#define DEPTH 24

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

/* --- where memory is asked for --- */

struct walk {
	uint64_t hash;
	unsigned depth;
};

static _Unwind_Reason_Code
take_frame(struct _Unwind_Context *context, void *user)
{
	struct walk *w = user;
	w->hash = (w->hash ^ _Unwind_GetIP(context)) * UINT64_C(1099511628211);
	return ++w->depth < DEPTH ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static void
add_place(struct fault *f, uint64_t hash, unsigned number)
{
	size_t at = hash % FAULT_PLACES_MAX;
	size_t tries = 0;
	while (f->places[at].hash && f->places[at].hash != hash &&
	    ++tries < FAULT_PLACES_MAX)
		at = (at + 1) % FAULT_PLACES_MAX;
	if (f->places[at].hash)
		return;
	f->places[at].hash = hash;
	f->places[at].call = number;
}

/* What unwinding may ask for itself is no place. */
static void
note_place(struct fault *f, unsigned number)
{
	static __thread bool is_walking
	    __attribute__((tls_model("initial-exec")));
	if (is_walking)
		return;
	is_walking = true;
	struct walk w = { UINT64_C(14695981039346656037), 0 };
	_Unwind_Backtrace(take_frame, &w);
	while (__atomic_test_and_set(&f->is_locked, __ATOMIC_ACQUIRE))
		continue;
	add_place(f, w.hash ? w.hash : 1, number);
	__atomic_clear(&f->is_locked, __ATOMIC_RELEASE);
	is_walking = false;
}

static bool
is_refused(void)
{
	struct fault *f = find_fault();
	if (!f)
		return false;
	unsigned number = fault_count(f);
	if (f->first == 0)
		note_place(f, number);
	if (!fault_is_due(f, number))
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
