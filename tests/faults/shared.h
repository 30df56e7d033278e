/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which call fails: failing.c decides it for system calls, preload.c for
 * malloc(), in the process that runs.  They share it in memory.
 */
#ifndef IXC_TESTS_FAULTS_SHARED_H
#define IXC_TESTS_FAULTS_SHARED_H

#include <stdbool.h>
#include <stdint.h>

/* Those that are distinguished: a command has a thousand or so. */
#define FAULT_PLACES_MAX 16384

/* The number of the descriptor of that memory. */
#define FAULT_VARIABLE "IXCONFORM_TEST_FAULT"

struct fault {
	unsigned first; /* the call that fails, from 1; 0: none */
	bool lasts;     /* and all later ones */
	unsigned count; /* calls so far */
	int call;       /* number of the system call that failed last */
	/*
	 * When none is to fail: for each place in the program that asks for
	 * memory, with its callers, the first call of malloc() there; in a
	 * table by a hash of the return addresses, 0: no entry.
	 */
	struct {
		uint64_t hash;
		unsigned call;
	} places[FAULT_PLACES_MAX];
	bool is_locked; /* the table is being changed */
};

/* Count a call; its number. */
static inline unsigned
fault_count(struct fault *f)
{
	return __atomic_add_fetch(&f->count, 1, __ATOMIC_RELAXED);
}

/* Does that call fail? */
static inline bool
fault_is_due(const struct fault *f, unsigned number)
{
	return f->first && (f->lasts ? number >= f->first : number == f->first);
}

static inline bool
fault_strikes(struct fault *f)
{
	return fault_is_due(f, fault_count(f));
}

#endif
