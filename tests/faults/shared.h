/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which call fails: failing.c decides it for system calls, preload.c for
 * malloc(), in the process that runs.  They share it in memory.
 */
#ifndef IXC_TESTS_FAULTS_SHARED_H
#define IXC_TESTS_FAULTS_SHARED_H

#include <stdbool.h>

/* The number of the descriptor of that memory. */
#define FAULT_VARIABLE "IXCONFORM_TEST_FAULT"

struct fault {
	unsigned first; /* the call that fails, from 1; 0: none */
	bool lasts;     /* and all later ones */
	unsigned count; /* calls so far */
	int call;       /* number of the system call that failed last */
};

/* Count a call; does it fail? */
static inline bool
fault_strikes(struct fault *f)
{
	unsigned number = __atomic_add_fetch(&f->count, 1, __ATOMIC_RELAXED);
	return f->first && (f->lasts ? number >= f->first : number == f->first);
}

#endif
